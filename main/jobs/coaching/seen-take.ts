import type { Pose, Seconds } from "../../../shared/pose.ts";
import { pictureOf, type TakeHeader } from "../../archive/take.ts";
import { readTake } from "../../archive/take-reader.ts";
import { SEEN_JOINTS, type Seen } from "../../coaching/assess/seen.ts";
import { type Clip, clipOf } from "../../motion/clip.ts";
import { Completion } from "../../motion/completion.ts";
import { lowestOf, type MotionFrame } from "../../motion/motion-frame.ts";
import { Resampler } from "../../motion/resampler.ts";
import { SourceError } from "../../system/errors.ts";
import type { JobContext } from "../../system/job.ts";

/** Frames a second of what is read, whatever the take's own rate. */
export const FPS = 30;

/** A dance without gaps. */
export interface SeenStretch {
  readonly clip: Clip;
  /** When its first frame is, seconds of the take. */
  readonly begin: Seconds;
}

/** The dancer of a take, and what of her was seen. */
export interface SeenTake {
  readonly header: TakeHeader;
  readonly person: number;
  readonly stretches: readonly SeenStretch[];
  readonly seen: Omit<Seen, "music">;
}

/**
 * Whoever is longest in a take. Where the hips are not known in most of it, they stay over one place.
 * @param shortest stretches of fewer seconds are left out
 * @throws SourceError naming file and line, or that nobody is whole for so long; the signal's reason.
 */
export async function readSeenTake(file: string, shortest: Seconds, context: JobContext): Promise<SeenTake> {
  const { header, frames } = await readTake(file, { onDamage: context.note });
  const person = await longestIn(frames, context);
  const { width, height } = pictureOf(header);
  const [completion, resampler] = [new Completion(), new Resampler(FPS)];
  const stretches: { readonly begin: Seconds; readonly frames: MotionFrame[] }[] = [];
  const counts = { frames: 0, room: 0, arms: 0, legs: 0, feet: 0 };
  let root: Pose["root"] = null;
  for await (const { t, people } of frames) {
    context.signal.throwIfAborted();
    const pose = people.find(({ id, body }) => id === person && body);
    if (!pose) continue;
    root = pose.root ?? root;
    const whole = completion.complete({ ...pose, root }, width / height);
    if (!whole) continue;
    count(counts, pose, whole);
    const { frames: due, broken } = resampler.push(t, whole);
    if (broken || stretches.length === 0) stretches.push({ begin: due[0]?.t ?? t, frames: [] });
    for (const { frame } of due) stretches.at(-1)!.frames.push(frame);
  }
  const long = stretches.filter((stretch) => stretch.frames.length >= shortest * FPS);
  if (long.length === 0)
    throw new SourceError(
      `${file}: nobody's body is seen for ${shortest} s without a gap, expected a take of a dance`,
    );
  const share = (of: number) => of / counts.frames;
  const seen = {
    room: share(counts.room),
    arms: share(counts.arms),
    legs: share(counts.legs),
    feet: share(counts.feet),
  };
  return {
    header,
    person,
    seen,
    stretches: long.map(({ begin, frames: own }) => ({
      begin,
      clip: clipOf(seen.room < 0.75 ? own.map(inOnePlace) : own),
    })),
  };
}

const inOnePlace = ({ body }: MotionFrame): MotionFrame => ({
  body,
  root: { x: 0, y: -lowestOf(body), z: 0 },
});

/** Id of who has a body in the most frames. */
async function longestIn(
  frames: AsyncIterable<{ readonly people: readonly Pose[] }>,
  { signal, report }: JobContext,
): Promise<number> {
  const counts = new Map<number, number>();
  let done = 0;
  for await (const { people } of frames) {
    signal.throwIfAborted();
    for (const { id, body } of people) if (body) counts.set(id, (counts.get(id) ?? 0) + 1);
    report({ phase: "reading the take", unit: "frame", done: ++done, total: null });
  }
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), [1, 0])[0];
}

function count(
  counts: Record<keyof Omit<Seen, "music"> | "frames", number>,
  pose: Pose,
  whole: MotionFrame,
): void {
  counts.frames++;
  if (pose.root) counts.room++;
  for (const part of ["arms", "legs", "feet"] as const) {
    const hidden = SEEN_JOINTS[part].filter((joint) => whole.inferred?.includes(joint)).length;
    counts[part] += 1 - hidden / SEEN_JOINTS[part].length;
  }
}
