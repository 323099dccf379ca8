import { type Clip, clipOf, frameOf, part, ROOT_AT, rowAt } from "../../main/motion/clip.ts";
import { halfLifeFor } from "../../main/motion/inertialization.ts";
import { mirrored } from "../../main/motion/motion-frame.ts";
import type { Random } from "../../main/motion/random.ts";
import { Sequence } from "../../main/motion/sequence/sequence.ts";
import type { Section } from "../../shared/practice.ts";
import { apart, facingForward } from "./how-apart.ts";

/*
 * A dance of which one bar is left out, danced again, mirrored or put in from another dance: what is altered is known by
 * construction.
 */

export type Alteration = Section["kind"];

export interface Altered {
  readonly kind: Alteration;
  readonly dance: Clip;
  /** Frames of the clean dance and of the altered one that the bar is at; null where it takes no time. */
  readonly reference: readonly [from: number, to: number] | null;
  readonly danced: readonly [from: number, to: number] | null;
  /** How far the bar is from what it could as well be taken for, mean of the joints, metres. */
  readonly away: number;
}

/** Places that are tried for a bar: it is altered where a body comes from one dance into the other most easily. */
const TRIES = 100;
/** A body that needs longer to come half the way into the other dance would not have gone over there, seconds. */
const LONGEST_HALF_LIFE = 0.3;

/**
 * One bar altered, at least a second from either end.
 * @param other a dance that a bar is added from
 * @returns null where the dance is too short, or nowhere could be gone over from one into the other.
 */
export function altered(
  kind: Alteration,
  clip: Clip,
  other: Clip,
  fps: number,
  frames: number,
  random: Random,
): Altered | null {
  const free = clip.frames - frames - 2 * fps;
  if (free < 0 || other.frames < frames + 2) return null;
  const [own, twin, foreign] = [facingForward(clip), facingForward(mirroredClip(clip)), facingForward(other)];
  let best = { half: Number.POSITIVE_INFINITY, from: 0, at: 0 };
  for (let tried = 0; tried < TRIES; tried++) {
    const from = fps + Math.floor(random() * free);
    const to = from + frames;
    const at = Math.floor(random() * (other.frames - frames));
    const joins: readonly Join[] = {
      missing: [[own, from, own, to] as const],
      repeated: [[own, to, own, from] as const],
      mirrored: [[own, from, twin, from] as const, [twin, to, own, to] as const],
      added: [[own, from, foreign, at] as const, [foreign, at + frames, own, from] as const],
    }[kind];
    const half = Math.max(...joins.map((join) => halfLifeOf(join, fps)));
    if (half < best.half) best = { half, from, at };
  }
  if (best.half > LONGEST_HALF_LIFE) return null;
  const [from, to] = [best.from, best.from + frames];
  const [head, bar, tail] = [part(clip, 0, from), part(clip, from, to), part(clip, to, clip.frames)];
  const ownBar = part(own, from, to);
  const beside = [from - frames, to]
    .filter((next) => next >= 0 && next + frames <= clip.frames)
    .map((next) => apart(ownBar, part(own, next, next + frames)));
  switch (kind) {
    case "missing":
      return {
        kind,
        dance: danced(fps, head, tail),
        reference: [from, to],
        danced: null,
        away: Math.min(...beside),
      };
    case "repeated":
      return {
        ...{
          kind,
          dance: danced(fps, part(clip, 0, to), part(clip, from, clip.frames)),
          reference: [from, to],
        },
        ...{ danced: [to, to + frames], away: Math.min(...beside) },
      };
    case "mirrored":
      return {
        ...{ kind, dance: danced(fps, head, mirroredClip(bar), tail), reference: [from, to] },
        ...{ danced: [from, to], away: apart(ownBar, part(twin, from, to)) },
      };
    case "added": {
      const added = part(foreign, best.at, best.at + frames);
      let away = Number.POSITIVE_INFINITY;
      for (let at = 0; at + frames <= clip.frames; at++)
        away = Math.min(
          away,
          apart(added, part(own, at, at + frames)),
          apart(added, part(twin, at, at + frames)),
        );
      const dance = danced(fps, head, part(other, best.at, best.at + frames), part(clip, from, clip.frames));
      return { kind, dance, reference: null, danced: [from, to], away };
    }
  }
}

type Join = readonly [last: Clip, end: number, next: Clip, from: number];

/** How long a body needs to come half the way out of one dance, which is left before a frame, into another from a frame on. */
function halfLifeOf([last, end, next, from]: Join, fps: number): number {
  const row = (clip: Clip, frame: number) =>
    rowAt(clip, Math.max(0, Math.min(clip.frames - 1, frame))).subarray(0, ROOT_AT);
  const [was, before, is, after] = [
    row(last, end - 1),
    row(last, end - 2),
    row(next, from - 1),
    row(next, from),
  ];
  return halfLifeFor(
    was.map((value, i) => value - is[i]!),
    was.map((value, i) => fps * (value - before[i]! - (after[i]! - is[i]!))),
  );
}

export const mirroredClip = (clip: Clip): Clip =>
  clipOf(Array.from({ length: clip.frames }, (_, frame) => mirrored(frameOf(rowAt(clip, frame)), 0)));

function danced(fps: number, ...stretches: readonly Clip[]): Clip {
  const sequence = new Sequence(fps);
  for (const stretch of stretches) sequence.dance(stretch);
  return sequence.danced();
}
