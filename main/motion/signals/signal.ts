import type { Seconds } from "../../../shared/pose.ts";
import { MODES, type Mode } from "../../../shared/stage.ts";

/**
 * What the signal `mode` is in each mode. Consoles are programmed to these values, so none may ever change: a mode that comes
 * later takes a gap between two of them.
 */
export const MODE_VALUES: Readonly<Record<Mode, number>> = {
  shadow: 0,
  archive: 0.125,
  answer: 0.25,
  options: 0.5,
  practise: 0.625,
  echo: 0.75,
  duet: 1,
};
const BY_VALUE = MODES.toSorted((one, other) => MODE_VALUES[one] - MODE_VALUES[other]);

/** One number to light with, 0 to 1. */
export interface Signal {
  readonly name: string;
  readonly definition: string;
  /** What 0 and what 1 means. */
  readonly zero: string;
  readonly one: string;
  /** What it is measured from. */
  readonly source: string;
  /** Usual time constant of its smoothing; 0 for none. */
  readonly smoothing: Seconds;
  /** After 1 comes 0 again, as with an angle. */
  readonly circular: boolean;
  /** What it is while nobody is there. */
  readonly rest: number;
}

type Described = Pick<Signal, "definition" | "zero" | "one" | "source"> &
  Partial<Pick<Signal, "smoothing" | "circular" | "rest">>;

export function signal<const Name extends string>(name: Name, described: Described) {
  return { name, smoothing: 0.15, circular: false, rest: 0, ...described };
}

/** Every signal of a dancer, in the order in which they are sent. Lengths are in body heights (h), so that size does not matter. */
export const SIGNALS = [
  signal("energy", {
    definition: "Mean speed of the keypoints, over 1.2 h a second.",
    zero: "stands still",
    one: "as fast as a dancer can: 1.2 h a second or more",
    source: "the dancer's body",
  }),
  signal("stillness", {
    definition: "e to the power of minus the mean keypoint speed over 0.08 h a second.",
    zero: "dances",
    one: "holds still",
    source: "the dancer's body",
    smoothing: 0.3,
  }),
  signal("weight", {
    definition:
      "How low the hips are: 1 minus their height above the lowest foot over 0.53 h, where they are in standing.",
    zero: "stands upright, or leaps",
    one: "hips on the floor",
    source: "the dancer's body",
  }),
  signal("height", {
    definition: "From the lowest to the highest keypoint, over 1.25 h, the reach of an arm held up.",
    zero: "flat on the floor",
    one: "reaches up with a straight arm",
    source: "the dancer's body",
  }),
  signal("spread", {
    definition: "Distance between the wrists plus distance between the ankles, from 0.2 h (0) to 1.3 h (1).",
    zero: "gathered",
    one: "arms and legs wide",
    source: "the dancer's body",
  }),
  signal("symmetry", {
    definition:
      "1 minus the mean distance between each joint and its twin mirrored in the body's middle plane, over 0.3 h.",
    zero: "the two sides do different things",
    one: "left mirrors right",
    source: "the dancer's body",
  }),
  signal("travel", {
    definition: "Speed of the hips over the floor, over 2 m a second.",
    zero: "on the spot",
    one: "2 m a second or more",
    source: "the dancer's place in the room",
    smoothing: 0.3,
  }),
  signal("direction", {
    definition:
      "Where the hips travel, as a share of a full turn from the picture's right, by way of away from the camera; kept below 0.15 m a second.",
    zero: "to the picture's right (0.25 away from the camera, 0.5 left, 0.75 towards it)",
    one: "right again",
    source: "the dancer's place in the room",
    smoothing: 0.3,
    circular: true,
  }),
  signal("across", {
    definition: "Where the hips are from left to right.",
    zero: "left edge of the picture",
    one: "right edge",
    source: "the dancer's hips in the picture",
    rest: 0.5,
  }),
  signal("tempo", {
    definition:
      "Beats of the body a minute, from 40 (0) to 200 (1): the repetition of the energy over the last 6 s (autocorrelation); kept while the pulse is unclear.",
    zero: "40 beats a minute",
    one: "200 beats a minute",
    source: "the dancer's energy",
    smoothing: 0.5,
  }),
  signal("phase", {
    definition: "Where in the beat of the body: the angle of the energy's oscillation at the tempo.",
    zero: "most movement",
    one: "most movement again",
    source: "the dancer's energy",
    smoothing: 0,
    circular: true,
  }),
  signal("pulse", {
    definition: "How clear the beat is: the autocorrelation of the energy at the tempo.",
    zero: "no beat",
    one: "repeats exactly",
    source: "the dancer's energy",
    smoothing: 0.5,
  }),
  signal("distance", {
    definition: "Between the hips of dancer and partner as the stage shows them, over 2 h.",
    zero: "in one place",
    one: "two body heights apart or more, or no partner",
    source: "both in the picture",
    rest: 1,
  }),
  signal("agreement", {
    definition:
      "1 minus the mean distance between the joints of dancer and partner, hips on hips, over 0.35 h.",
    zero: "different poses, or no partner",
    one: "the same pose",
    source: "both bodies",
  }),
  signal("novelty", {
    definition:
      "Mean joint distance of the partner's pose to the nearest pose that the dancer took in the last 10 s, over 0.25 h.",
    zero: "the dancer has just been there, or no partner",
    one: "nothing like it was danced",
    source: "the partner's body, and the dancer's of the last 10 s",
    smoothing: 0.3,
  }),
  signal("progress", {
    definition: "How much of the phrase, or of the answer, has passed.",
    zero: "it begins",
    one: "it ends",
    source: "the turn taking",
    smoothing: 0,
  }),
  signal("turn", {
    definition: "Whose turn it is.",
    zero: "the dancer's",
    one: "the partner's",
    source: "the turn taking",
  }),
  signal("mode", {
    definition: `How the partner dances: ${BY_VALUE.map((mode) => `${mode} ${MODE_VALUES[mode]}`).join(", ")}.`,
    zero: BY_VALUE[0]!,
    one: BY_VALUE.at(-1)!,
    source: "the engine",
    smoothing: 0,
  }),
] as const satisfies readonly Signal[];

export type SignalName = (typeof SIGNALS)[number]["name"];

export const SIGNAL_NAMES: readonly SignalName[] = SIGNALS.map(({ name }) => name);

export type SignalValues = Readonly<Record<SignalName, number>>;

/** What every signal is while nobody is there. */
export const RESTING = Object.fromEntries(SIGNALS.map(({ name, rest }) => [name, rest])) as SignalValues;
