import { BONE_COUNT } from "../bones.ts";
import { type Clip, frameOf, ROW, rowAt, writeRow } from "../clip.ts";
import { toLocal } from "../heading.ts";
import { ADULT, fromAdult } from "../moments/adult.ts";
import { type Moments, placementAt } from "../moments/moments.ts";
import type { MotionFrame } from "../motion-frame.ts";
import type { Proportions } from "../proportions.ts";
import { Sequence } from "../sequence/sequence.ts";
import { asPart, type Slices } from "../slices.ts";
import { chosenStretches, type Stretch } from "./choice.ts";
import type { Ground } from "./ground.ts";
import type { PacedLine } from "./paced-line.ts";

/*
 * A line that was drawn over a map is danced: by real stretches of dance that go along it. The folder reads from the
 * bottom up:
 *
 *     speeds.ts, place-grid.ts, ground.ts      what there is to know of a map
 *     paced-line.ts                            a line at a speed at which it can be danced
 *     choice.ts                                the stretches that go along it
 *     danced-line.ts                           all of it: the stretches joined
 */

export interface DancedLine {
  readonly line: PacedLine;
  readonly stretches: readonly Stretch[];
  /** As long as the line. */
  readonly frames: readonly MotionFrame[];
  /** Where on the map the moments are that are danced, [frames, 2]. */
  readonly places: Float32Array;
  /**
   * How far each is from where the line is then, on average; and how far the nearest place of the map is from it: nothing
   * real is nearer. Widths of the map.
   */
  readonly away: number;
  readonly least: number;
}

/** Share of the work that is choosing. */
const CHOOSING = 0.9;

/**
 * Begins in the middle of the room, facing the audience.
 * @param body proportions of who dances it; an adult's where missing.
 * @returns null where the archive has nothing long enough to dance.
 */
export function* dancedLine(
  ground: Ground,
  line: PacedLine,
  body: Proportions = ADULT.length,
): Slices<DancedLine | null> {
  const { moments, places, placeGrid } = ground;
  const stretches = yield* asPart(chosenStretches(ground, line), 0, CHOOSING);
  if (stretches.length === 0) return null;
  const sequence = new Sequence(line.fps);
  for (const [index, stretch] of stretches.entries()) {
    const clip = clipOfStretch(moments, stretch, body);
    sequence.dance(index === 0 ? fromTheMiddle(clip) : clip);
  }
  const danced = sequence.danced();
  const visited = new Float32Array(2 * line.frames);
  let [frame, away, least] = [0, 0, 0];
  for (const { moment, frames } of stretches)
    for (let at = moment; at < moment + frames; at++, frame++) {
      visited.set(places.subarray(2 * at, 2 * at + 2), 2 * frame);
      const [x, y] = [line.places[2 * frame]!, line.places[2 * frame + 1]!];
      away += Math.hypot(places[2 * at]! - x, places[2 * at + 1]! - y) / line.frames;
      least += placeGrid.nearest(x, y) / line.frames;
    }
  const frames = Array.from({ length: danced.frames }, (_, index) => frameOf(rowAt(danced, index)));
  return { line, stretches, frames, places: visited, away, least };
}

const AS_LONG = new Float32Array(BONE_COUNT).fill(1);

function clipOfStretch(moments: Moments, { moment, frames }: Stretch, body: Proportions): Clip {
  const values = new Float32Array(frames * ROW);
  for (let frame = 0; frame < frames; frame++)
    writeRow(fromAdult(placementAt(moments, moment + frame), body, AS_LONG), values, frame * ROW);
  return { frames, values };
}

function fromTheMiddle(clip: Clip): Clip {
  const values = new Float32Array(clip.values.length);
  for (let frame = 0; frame < clip.frames; frame++)
    toLocal(rowAt(clip, frame), rowAt(clip, 0), values, frame * ROW);
  return { frames: clip.frames, values };
}
