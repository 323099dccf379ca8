/** What each key does while the picture is laid onto its screen; and what cannot be done, by why. */
export type PlacementSentences = Readonly<
  Record<
    | "screen"
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
    | Refusal,
    string
  >
>;

/** A picture that cannot lie so; a mask of as many corners as there may be; none of them chosen that could go. */
export type Refusal = "bent" | "fullMask" | "noMaskCorner";
