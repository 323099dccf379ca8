import { LANGUAGES } from "../languages/languages.ts";
import { numberBetween, ON_OFF, oneOf, type ValueOf, wholeNumberBetween } from "./argument.ts";

/**
 * What can dance on: a network that has learnt from an archive, a walk through the takes of one, one through what she
 * danced herself, variations of her last phrase, phrases near it in a space of phrases, and a transformer that reads her
 * last two seconds and the music. OSC sends their numbers: a new one comes last.
 */
export const GENERATOR_NAMES = ["model", "graph", "memory", "vary", "phrase-vae", "fact"] as const;
export type GeneratorName = (typeof GENERATOR_NAMES)[number];

/**
 * What can be changed while the show runs and is a setting as well, under the same name and within the same range.
 * Each is a command; `keys` are the ones that step it, those in capitals (with shift) and the second of two back.
 */
export const PARAMETERS = {
  generator: { argument: oneOf(GENERATOR_NAMES), keys: ["y", "Y"] },
  temperature: { argument: numberBetween(0, 2, 0.1), keys: ["t", "T"] },
  /** 0: as long as the phrase. */
  answerLength: { argument: numberBetween(0, 60, 1, "s"), keys: ["a", "A"] },
  options: { argument: wholeNumberBetween(2, 30), keys: ["n", "N"] },
  /** Whether they come from every generator in turn. */
  mixedOptions: { argument: ON_OFF, keys: ["x"] },
  /** 1 is the dancer's own speed. */
  tempo: { argument: numberBetween(0.5, 2, 0.1), keys: ["v", "V"] },
  echoDelay: { argument: numberBetween(0.2, 20, 0.2, "s"), keys: ["e", "E"] },
  /** Phrases ago; 0 is the one being danced. */
  echoRecall: { argument: wholeNumberBetween(0, 12), keys: ["r", "R"] },
  partnerWander: { argument: numberBetween(0, 5, 0.25, "m"), keys: ["w", "W"] },
  /** 1 is the dancer's own. */
  partnerSize: { argument: numberBetween(0.5, 2, 0.1), keys: ["z", "Z"] },
  partnerDistance: { argument: numberBetween(0, 5, 0.1, "m"), keys: ["d", "D"] },
  mirror: { argument: ON_OFF, keys: ["m"] },
  gestures: { argument: ON_OFF, keys: ["g"] },
  /** Whether the dancer is shown where she is by the time she is drawn. */
  latencyCompensation: { argument: ON_OFF, keys: ["k"] },
  /** As the audience sees it: the stage is a mirror, so its left is the camera's right. */
  partnerSide: { argument: oneOf(["auto", "left", "right"]), keys: ["s"] },
  /** In a duet: a partner for each, or one for both. */
  duet: { argument: oneOf(["each", "one"]), keys: ["p"] },
  /** Whether the stage's page listens to the room. */
  ears: { argument: ON_OFF, keys: ["u"] },
  look: { argument: oneOf(["line", "ink", "points", "map"]), keys: ["l", "L"] },
  /** What the stage speaks; auto is the browser's. */
  language: { argument: oneOf(["auto", ...LANGUAGES]), keys: ["<", ">"] },
  /** Whether the stage says aloud what happens on it. */
  audioDescription: { argument: ON_OFF, keys: ["/"] },
  /** Whether what moves beside the dance itself stands still, or moves slowly. */
  reducedMotion: { argument: ON_OFF, keys: ["'"] },
  /** 1 is the reference's own speed. */
  practiceSpeed: { argument: numberBetween(0.5, 1, 0.05), keys: ["+", "-"] },
  /** Beats before a pass. */
  countIn: { argument: wholeNumberBetween(0, 8), keys: [".", ","] },
  /** Between two passes. */
  practiceRest: { argument: numberBetween(0, 60, 1, "s"), keys: ["]", "["] },
  /** Whether the speed rises by itself when a pass is good. */
  practiceFaster: { argument: ON_OFF, keys: ["="] },
  /** Whether the stage shows which limbs do as the reference does. */
  practiceSigns: { argument: ON_OFF, keys: [";"] },
} as const;

export type ParameterName = keyof typeof PARAMETERS;

export type ParameterValues = {
  readonly [Name in ParameterName]: ValueOf<(typeof PARAMETERS)[Name]["argument"]>;
};

export type Side = ParameterValues["partnerSide"];
export type LookName = ParameterValues["look"];

export const PARAMETER_NAMES = Object.keys(PARAMETERS) as readonly ParameterName[];

export const LOOK_NAMES: readonly LookName[] = PARAMETERS.look.argument.names;

/** Those in which figures are drawn differently: a film has no map behind them. */
export const FIGURE_LOOKS: readonly LookName[] = LOOK_NAMES.filter((name) => name !== "map");

/** The parameters among other things, for example among all settings. */
export function parametersOf(from: ParameterValues): ParameterValues {
  return Object.fromEntries(PARAMETER_NAMES.map((name) => [name, from[name]])) as unknown as ParameterValues;
}
