import { mix } from "../../../shared/numbers.ts";
import type { BodyPoint, ImagePoint, Pose } from "../../../shared/pose.ts";
import type { Run } from "./judge.ts";
import type { SeenFrame, SeenPerson } from "./seen.ts";

/** Somebody in each frame of a run, none missing. */
export type WholeRun = Run & { readonly seen: readonly SeenPerson[] };

/**
 * Fills the frames of a run in which somebody is not seen or not trusted, on the straight way between those around them.
 * @param isTrusted of an index of a frame; it is true at both ends of the run.
 */
export function bridged(
  frames: readonly SeenFrame[],
  seen: readonly (SeenPerson | null)[],
  { first, end }: Run,
  isTrusted: (index: number) => boolean,
): WholeRun {
  const whole: SeenPerson[] = [];
  let before = first;
  for (let index = first; index < end; index++) {
    if (!isTrusted(index)) continue;
    const [a, b] = [frames[before]!.t, frames[index]!.t];
    for (let gap = before + 1; gap < index; gap++)
      whole.push(between(seen[before]!, seen[index]!, (frames[gap]!.t - a) / (b - a)));
    whole.push(seen[index]!);
    before = index;
  }
  return { first, end, seen: whole };
}

function between(a: SeenPerson, b: SeenPerson, share: number): SeenPerson {
  const pose: Pose = {
    id: a.pose.id,
    image: jointsBetween(a.pose.image, b.pose.image, share, imageBetween),
    body: jointsBetween(a.pose.body, b.pose.body, share, bodyBetween),
    root: null,
  };
  return {
    pose,
    x: mix(a.x, b.x, share),
    y: mix(a.y, b.y, share),
    scale: mix(a.scale, b.scale, share),
    height: mix(a.height, b.height, share),
    outside: mix(a.outside, b.outside, share),
    sureness: mix(a.sureness, b.sureness, share),
  };
}

function jointsBetween<P>(
  a: readonly (P | null)[] | null,
  b: readonly (P | null)[] | null,
  share: number,
  pointBetween: (a: P, b: P, share: number) => P,
): (P | null)[] | null {
  if (!a || !b) return null;
  return a.map((from, joint) => {
    const to = b[joint];
    return from && to ? pointBetween(from, to, share) : null;
  });
}

const imageBetween = (a: ImagePoint, b: ImagePoint, share: number): ImagePoint => ({
  x: mix(a.x, b.x, share),
  y: mix(a.y, b.y, share),
  score: Math.min(a.score, b.score),
});

const bodyBetween = (a: BodyPoint, b: BodyPoint, share: number): BodyPoint => ({
  x: mix(a.x, b.x, share),
  y: mix(a.y, b.y, share),
  z: mix(a.z, b.z, share),
});
