import type { Seconds } from "../../../shared/pose.ts";
import { jointsOfBones } from "../bones.ts";
import type { Moments } from "../moments/moments.ts";
import { PLACEMENT_SIZE, ROOT_POINT } from "../motion-state.ts";
import { vectorLength } from "../vectors.ts";

/** The range that nine tenths of something lie in. */
export interface Usual {
  readonly slow: number;
  readonly fast: number;
}

const [SLOW, FAST] = [0.05, 0.95];
/** Of an archive so many are looked at. */
const MOST = 100_000;

/** Over a map one goes so far in this time: from frame to frame its places tremble more than they move. */
const MAP_SPAN: Seconds = 0.5;
/** Widths of the map a second: nothing is slower. */
const LEAST = 1e-4;

/** The 5th and the 95th percentile. */
function usualOf(values: Float64Array | Float32Array): Usual {
  const stride = Math.max(1, Math.floor(values.length / MOST));
  const sorted = Float64Array.from(
    { length: Math.ceil(values.length / stride) },
    (_, i) => values[i * stride]!,
  ).sort();
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { slow: at(SLOW), fast: at(FAST) };
}

/** How fast real dances go over a map, widths of it a second. @param places [moments, 2] */
export function mapSpeeds({ tracks, fps }: Pick<Moments, "tracks" | "fps">, places: Float32Array): Usual {
  const span = Math.round(MAP_SPAN * fps);
  const speeds = new Float64Array(places.length / 2);
  let count = 0;
  for (const track of tracks)
    for (let moment = track.first; moment + span < track.first + track.count; moment++) {
      const [from, to] = [2 * moment, 2 * (moment + span)];
      const far = vectorLength(places[to]! - places[from]!, places[to + 1]! - places[from + 1]!, 0);
      speeds[count++] = (far * fps) / span;
    }
  const { slow, fast } = usualOf(speeds.subarray(0, count));
  return { slow: Math.max(LEAST, slow), fast: Math.max(LEAST, fast) };
}

/** A dancer's speed is the mean of her joints' over so long around a moment. */
const BODY_SPAN: Seconds = 1;
/** Who is no more than this within the usual range is near its ends. */
const WITHIN = 1.4;

/**
 * How far each moment's speed is below or above what is usual, as a share of that: 0 for most. Near poses that stand still
 * there are always some more that do.
 */
export function unusualSpeeds({ tracks, placements, fps }: Moments): Float32Array {
  const moments = placements.length / PLACEMENT_SIZE;
  const gone = new Float64Array(moments);
  const speeds = new Float32Array(moments);
  const reach = Math.round((BODY_SPAN * fps) / 2);
  for (const { first, count } of tracks) {
    const last = first + count - 1;
    for (let moment = first + 1; moment <= last; moment++)
      gone[moment] = gone[moment - 1]! + stepTo(placements, moment);
    for (let moment = first; moment <= last; moment++) {
      const [from, to] = [Math.max(first, moment - reach), Math.min(last, moment + reach)];
      speeds[moment] = ((gone[to]! - gone[from]!) * fps) / Math.max(1, to - from);
    }
  }
  const usual = usualOf(speeds);
  const [slow, fast] = [usual.slow * WITHIN, usual.fast / WITHIN];
  return speeds.map((speed) => Math.max(0, (slow - speed) / slow, (speed - fast) / fast) || 0);
}

const step = new Float32Array(PLACEMENT_SIZE);
const joints = new Float32Array(PLACEMENT_SIZE);

/** How far the joints came from the moment before on average, metres. */
function stepTo(placements: Float32Array, moment: number): number {
  const at = moment * PLACEMENT_SIZE;
  for (let i = 0; i < PLACEMENT_SIZE; i++)
    step[i] = placements[at + i]! - placements[at - PLACEMENT_SIZE + i]!;
  jointsOfBones(step, joints);
  const [x, y, z] = [step[3 * ROOT_POINT]!, step[3 * ROOT_POINT + 1]!, step[3 * ROOT_POINT + 2]!];
  let sum = 0;
  for (let i = 0; i < joints.length; i += 3)
    sum += vectorLength(joints[i]! + x, joints[i + 1]! + y, joints[i + 2]! + z);
  return (3 * sum) / joints.length;
}
