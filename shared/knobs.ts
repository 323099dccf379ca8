/*
 * What may be turned while the show runs. Configuration, keyboard and messages all speak of it by these names and
 * within these ranges.
 */

/** Knobs with a number: least, most, what one press of a key adds, and the unit. */
export const DIALS = {
  temperature: { min: 0, max: 2, step: 0.1, unit: "" },
  /** 0: as long as the phrase. */
  answerLength: { min: 0, max: 60, step: 1, unit: "s" },
  options: { min: 2, max: 30, step: 1, unit: "" },
  /** 1 is her own speed. */
  tempo: { min: 0.5, max: 2, step: 0.1, unit: "" },
  echoDelay: { min: 0.2, max: 20, step: 0.2, unit: "s" },
  /** Phrases ago; 0 is the one that she dances now. */
  echoRecall: { min: 0, max: 12, step: 1, unit: "" },
  partnerWander: { min: 0, max: 5, step: 0.25, unit: "m" },
  /** 1 is the dancer's own. */
  partnerSize: { min: 0.5, max: 2, step: 0.1, unit: "" },
  partnerDistance: { min: 0, max: 5, step: 0.1, unit: "m" },
} as const;

export const SWITCHES = ["mirror", "gestures"] as const;

export const CHOICES = {
  /** As the audience sees it: the stage is a mirror, so its left is the camera's right. */
  partnerSide: ["auto", "left", "right"],
  /** In a duet: a partner for each, or one for both. */
  duet: ["each", "one"],
  look: ["line", "ink", "points"],
} as const;

export type Dial = keyof typeof DIALS;
export type Switch = (typeof SWITCHES)[number];
export type Choice = keyof typeof CHOICES;
export type Knob = Dial | Switch | Choice;

export type Side = (typeof CHOICES.partnerSide)[number];
export type Look = (typeof CHOICES.look)[number];

/** Where every knob stands. */
export type Knobs = { readonly [D in Dial]: number } & { readonly [S in Switch]: boolean } & {
  readonly [C in Choice]: (typeof CHOICES)[C][number];
};

/** A style of the model's, by its name, and how much of it: a share of the sum of all weights. */
export interface StyleWeight {
  readonly style: string;
  /** From 0 to MOST_WEIGHT. */
  readonly weight: number;
}

/** More than enough: only shares count. */
export const MOST_WEIGHT = 1000;

/** One knob and where it is to stand. */
export type Turned = { readonly [K in Knob]: { readonly knob: K; readonly value: Knobs[K] } }[Knob];

export const KNOBS = [...Object.keys(DIALS), ...SWITCHES, ...Object.keys(CHOICES)] as readonly Knob[];

/** The knobs among other things, for example among all settings. */
export function knobsOf(from: Knobs): Knobs {
  return Object.fromEntries(KNOBS.map((knob) => [knob, from[knob]])) as unknown as Knobs;
}

/** Whether the knob may stand there. */
export function isTurned(wish: { readonly knob: Knob; readonly value: unknown }): wish is Turned {
  const { knob, value } = wish;
  if (knob in CHOICES) return (CHOICES[knob as Choice] as readonly unknown[]).includes(value);
  if (!(knob in DIALS)) return typeof value === "boolean";
  const { min, max } = DIALS[knob as Dial];
  return (
    typeof value === "number" &&
    value >= min &&
    value <= max &&
    (!isCounted(knob as Dial) || Number.isInteger(value))
  );
}

/** Whether the dial stands at whole numbers only. */
export function isCounted(dial: Dial): boolean {
  return DIALS[dial].step === 1 && DIALS[dial].unit === "";
}
