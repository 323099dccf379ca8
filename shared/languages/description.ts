/** What a figure does for a while, as the audience sees it; the most telling first. */
export const MOVEMENTS = ["turns", "low", "armsUp", "left", "right", "fast", "still"] as const;
export type Movement = (typeof MOVEMENTS)[number];

/** What the audio description says: whole sentences, short enough to be over before the next thing happens. */
export interface DescriptionSentences {
  readonly enters: string;
  /** Somebody left, and nobody is there. */
  readonly empty: string;
  readonly answers: string;
  /** The answer is over: it is the dancer's turn. */
  readonly yourTurn: string;
  readonly choice: (answers: number) => string;
  readonly chosen: string;
  readonly restart: string;
  readonly kept: string;
  readonly dancer: Readonly<Record<Movement, string>>;
  readonly partner: Readonly<Record<Movement, string>>;
}
