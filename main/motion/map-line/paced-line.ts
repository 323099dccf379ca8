import type { LinePoint } from "../../../shared/desk/dance-line.ts";
import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { Usual } from "./speeds.ts";

/*
 * A line as it was drawn over a map, and as it is danced: hands tremble, and draw faster and slower than anybody dances.
 */

/** A line as it is danced: even in time. */
export interface PacedLine {
  readonly fps: number;
  readonly frames: number;
  /** x and y of each frame, [frames, 2]. */
  readonly places: Float64Array;
  /** How long it took to draw. */
  readonly drawn: Seconds;
  /** Mean speed over the map as it was drawn and as it is danced, widths of the map a second. */
  readonly speeds: { readonly drawn: number; readonly danced: number };
}

/** Trembling is smoothed over so long, or over a share of how long the whole line took where it was drawn at one stroke. */
const TREMBLES: Seconds = 0.08;
const TREMBLES_SHARE = 0.02;
/** Samples of the line as it was drawn; at least. */
const SAMPLES_A_SECOND = 120;
const LEAST_SAMPLES = 200;
const MOST_SAMPLES = 60_000;
/** A line that is shorter is a dot: where it is, is danced for as long as it was drawn, widths of the map. */
export const DOT = 0.02;
/** Nothing is danced for a shorter time. */
export const SHORTEST: Seconds = 2;

/**
 * The line smoothed, at the speed at which it was drawn. What is faster than anybody goes over the map is danced as fast
 * as that; a line that is slower on the whole is danced as slowly as anybody goes. Where the pen rested, the dance stays.
 * @param line at least one point.
 */
export function pacedLine(line: readonly LinePoint[], { slow, fast }: Usual, fps: number): PacedLine {
  const drawn = line.at(-1)!.t - line[0]!.t;
  const samples = clamp(Math.ceil(drawn * SAMPLES_A_SECOND), LEAST_SAMPLES, MOST_SAMPLES);
  const way = smoothed(
    sampled(line, samples),
    Math.min(TREMBLES / Math.max(drawn, 1e-9), TREMBLES_SHARE) * samples,
  );
  const each = drawn / (samples - 1);
  /** When each sample is danced. */
  const times = new Float64Array(samples);
  let length = 0;
  for (let at = 1; at < samples; at++) {
    const step = Math.hypot(way[2 * at]! - way[2 * at - 2]!, way[2 * at + 1]! - way[2 * at - 1]!);
    length += step;
    times[at] = times[at - 1]! + Math.max(each, step / fast);
  }
  const unhurried = times.at(-1)!;
  const longest = length < DOT ? unhurried : Math.min(unhurried, length / slow);
  const seconds = Math.max(SHORTEST, longest);
  const frames = Math.round(seconds * fps);
  const places = new Float64Array(2 * frames);
  const by = unhurried / (frames - 1);
  for (let frame = 0, at = 0; frame < frames; frame++) {
    while (at < samples - 2 && times[at + 1]! < frame * by) at++;
    const share = clamp((frame * by - times[at]!) / Math.max(times[at + 1]! - times[at]!, 1e-9));
    for (const axis of [0, 1])
      places[2 * frame + axis] = way[2 * at + axis]! * (1 - share) + way[2 * at + 2 + axis]! * share;
  }
  const speeds = { drawn: length / Math.max(drawn, 1e-9), danced: length / seconds };
  return { fps, frames, places, drawn, speeds };
}

/** Where the pen was, evenly in time, [samples, 2]. */
function sampled(line: readonly LinePoint[], samples: number): Float64Array {
  const [begin, end] = [line[0]!.t, line.at(-1)!.t];
  const places = new Float64Array(2 * samples);
  let at = 0;
  for (let sample = 0; sample < samples; sample++) {
    const t = begin + ((end - begin) * sample) / (samples - 1);
    while (at < line.length - 2 && line[at + 1]!.t < t) at++;
    const [a, b] = [line[at]!, line[at + 1] ?? line[at]!];
    const share = b.t > a.t ? clamp((t - a.t) / (b.t - a.t)) : 1;
    places[2 * sample] = a.x + (b.x - a.x) * share;
    places[2 * sample + 1] = a.y + (b.y - a.y) * share;
  }
  return places;
}

/** Means weighted by a bell of that deviation, samples; its ends stay where they are. */
function smoothed(places: Float64Array, deviation: number): Float64Array {
  const reach = Math.ceil(3 * deviation);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - reach) / Math.max(deviation, 1e-9)) ** 2),
  );
  const last = places.length / 2 - 1;
  const out = new Float64Array(places.length);
  for (let sample = 0; sample <= last; sample++)
    for (const axis of [0, 1]) {
      let [sum, all] = [0, 0];
      // What lies beyond an end goes on from it as what lies before it came to it.
      for (let by = -reach; by <= reach; by++) {
        const at = sample + by;
        const within = clamp(at, 0, last);
        const mirrored = clamp(2 * within - at, 0, last);
        const place = 2 * places[2 * within + axis]! - places[2 * mirrored + axis]!;
        sum += weights[by + reach]! * (at === within ? places[2 * at + axis]! : place);
        all += weights[by + reach]!;
      }
      out[2 * sample + axis] = sum / all;
    }
  return out;
}
