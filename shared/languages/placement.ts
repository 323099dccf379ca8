/** What each key does while the picture is laid onto its screen, and what cannot be done. */
export type PlacementSentences = Readonly<
  Record<
    | "points"
    | "arrows"
    | "turn"
    | "across"
    | "down"
    | "gamma"
    | "mask"
    | "remove"
    | "undo"
    | "reset"
    | "done"
    | "refused",
    string
  >
>;
