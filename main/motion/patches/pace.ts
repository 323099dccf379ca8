import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { jointsOfBones } from "../bones.ts";
import { framesIn } from "../clip.ts";
import { vectorLength } from "../vectors.ts";
import { goTowards } from "./frame-mean.ts";
import { HEIGHT_AT, scaleWay, WIDTH, wayInto } from "./phrase-track.ts";

/*
 * When a dancer is fast and when slow: what is left of a dance when another body dances it in another manner. Speeds are
 * compared by their rank, since a style may be slower than another throughout.
 */

/** Speeds are means over so much to either side. */
const STEADY: Seconds = 0.1;
/** Share of the mean speed that is added to every speed: who stands still is not hurried endlessly to where she moves. */
const LEAST = 0.2;

/** Mean speed of the joints in the room in each frame, metres a second. @param bounds see `Example`. */
export function speedsOf(track: Float32Array, rate: number, bounds: readonly number[]): Float32Array {
  const frames = track.length / WIDTH;
  const joints = Array.from({ length: frames }, (_, frame) =>
    jointsOfBones(track.subarray(frame * WIDTH, frame * WIDTH + HEIGHT_AT)),
  );
  const speeds = new Float32Array(frames);
  for (let frame = 1; frame < frames; frame++) {
    const { left, ahead, turn } = wayInto(track, frame, rate);
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    const up = track[frame * WIDTH + HEIGHT_AT]! - track[(frame - 1) * WIDTH + HEIGHT_AT]!;
    const [now, before] = [joints[frame]!, joints[frame - 1]!];
    let sum = 0;
    for (let i = 0; i < now.length; i += 3)
      sum += vectorLength(
        now[i]! * cos - now[i + 2]! * sin + left - before[i]!,
        now[i + 1]! + up - before[i + 1]!,
        now[i]! * sin + now[i + 2]! * cos + ahead - before[i + 2]!,
      );
    speeds[frame] = (rate * sum * 3) / now.length;
  }
  // What leads into the first frame of a phrase is nothing of it.
  for (const first of bounds) if (first + 1 < frames) speeds[first] = speeds[first + 1]!;
  return speeds;
}

/** Share of all speeds that are lower than each, 0 to 1. */
export function paceOf(speeds: Float32Array): Float32Array {
  const sorted = Float32Array.from(speeds).sort();
  return speeds.map((speed) => lowerBound(sorted, speed) / sorted.length);
}

/** The first place in sorted values that is not below one. */
function lowerBound(sorted: Float32Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A track danced faster and slower, so that it is fast, for what it is, when another as long is. */
export function atPaceOf(other: Float32Array, track: Float32Array, fps: number): Float32Array {
  const frames = track.length / WIDTH;
  const own = steadied(speedsOf(track, fps, [0]), fps);
  const pace = paceOf(steadied(speedsOf(other, fps, [0]), fps));
  const sorted = Float32Array.from(own).sort();
  const least = LEAST * (own.reduce((sum, speed) => sum + speed, 0) / frames) + 1e-9;
  // The ways that are danced until each frame: as it is, and as it is to be.
  const [is, wanted] = [new Float64Array(frames), new Float64Array(frames)];
  for (let frame = 1; frame < frames; frame++) {
    is[frame] = is[frame - 1]! + own[frame]! + least;
    wanted[frame] = wanted[frame - 1]! + sorted[Math.floor(pace[frame]! * frames)]! + least;
  }
  const share = is[frames - 1]! / wanted[frames - 1]!;
  const out = new Float32Array(track.length);
  let [at, before] = [0, 0];
  for (let frame = 0; frame < frames; frame++) {
    const way = share * wanted[frame]!;
    while (at + 2 < frames && is[at + 1]! < way) at++;
    const between = clamp((way - is[at]!) / (is[at + 1]! - is[at]!));
    out.set(track.subarray(at * WIDTH, (at + 1) * WIDTH), frame * WIDTH);
    goTowards(out, frame, track, at + 1, between);
    if (frame > 0) scaleWay(out, frame, at + between - before);
    before = at + between;
  }
  return out;
}

function steadied(speeds: Float32Array, fps: number): Float32Array {
  const reach = framesIn(STEADY, fps);
  return speeds.map((_, frame) => {
    const near = speeds.subarray(Math.max(0, frame - reach), frame + reach + 1);
    return near.reduce((sum, speed) => sum + speed, 0) / near.length;
  });
}
