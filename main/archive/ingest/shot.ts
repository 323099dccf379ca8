import * as v from "valibot";

/*
 * A shot is what lies between two cuts of a film, and the unit of work of `ingest`: a task is all that it takes to do one,
 * an outcome all that came of it. Both are plain data, since a task goes to other processes and machines, and the outcome
 * lies as a file beside the take: a shot is done when its outcome is there.
 */

/** Why a stretch of a shot was not kept. */
export const REJECTIONS = [
  /** Nobody is in it. */
  "nobody",
  "dark",
  "blurred",
  /** The background moves. */
  "moving-camera",
  /** A dancer is too low in the picture, in pixels. */
  "small",
  /** A part of her lies beyond the edge of the picture. */
  "cut-off",
  /** The detector does not trust its joints. */
  "unsure",
  /** Two people may have been taken for each other. */
  "swapped",
  /** What is left is shorter than is worth keeping. */
  "short",
] as const;
export type Rejection = (typeof REJECTIONS)[number];

const seconds = v.pipe(v.number(), v.minValue(0), v.maxValue(1e7));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = v.pipe(v.string(), v.maxLength(10_000));
/** Bare, without separators: it becomes a file in the archive. */
const stem = v.pipe(v.string(), v.minLength(1), v.maxLength(200), v.regex(/^[^/\\\0]+$/));

export const ShotTaskSchema = v.strictObject({
  /** Absolute path of the film, which every machine that works sees by the same name. */
  film: text,
  /** What tells this state of the film from others: its size and time of change. */
  filmState: text,
  /** Where it lies in the film, seconds; the first frame at or behind `begin`, the last before `end`. */
  begin: seconds,
  end: seconds,
  /** Absolute path of the archive. */
  archive: text,
  /** Of its take, without the ending. */
  stem,
  dancer: text,
  tags: v.array(text),
  source: text,
  licence: text,
  /** Settings of tracking and of trust, by name; `ingest-shot.ts` knows them. */
  settings: v.record(v.string(), v.unknown()),
});
export type ShotTask = Readonly<v.InferOutput<typeof ShotTaskSchema>>;

const StretchSchema = v.strictObject({
  /** Of the film, seconds. */
  begin: seconds,
  end: seconds,
  /** Id in the take; null where it is of nobody in particular. */
  person: v.nullable(whole),
});

export const ShotOutcomeSchema = v.strictObject({
  task: ShotTaskSchema,
  /** Of the shot. */
  frames: whole,
  fps: v.number(),
  /** Bare name of its take; null where nothing was kept. */
  take: v.nullable(text),
  kept: v.array(StretchSchema),
  rejected: v.array(
    v.strictObject({
      ...StretchSchema.entries,
      reason: v.picklist(REJECTIONS),
      /** What was measured there, and the threshold, in the threshold's unit. */
      measured: v.number(),
      threshold: v.number(),
    }),
  ),
  people: v.array(
    v.strictObject({
      id: whole,
      /** Of standing, metres. */
      height: v.nullable(v.number()),
      /** Lengths of bones by her height, in the order of `motion/bones.ts`; by these people are told apart. */
      proportions: v.nullable(v.array(v.number())),
    }),
  ),
  /** What the camera is estimated to be like: above the floor, metres, and how far it looks down, degrees. */
  camera: v.nullable(v.strictObject({ height: v.number(), tilt: v.number() })),
  /** Why it could not be done at all, in one line; then everything else is empty. */
  fault: v.nullable(text),
});
export type ShotOutcome = Readonly<v.InferOutput<typeof ShotOutcomeSchema>>;
