import type { Seconds } from "../../../shared/pose.ts";
import { type Clip, framesIn, part, ROW, rowAt } from "../clip.ts";
import { holdFeet, type Stretch } from "./feet.ts";
import { laid, laidOut, ontoRow, WHERE_IT_IS } from "./placing.ts";
import { isJolt, type Seam, seamBetween, seamed } from "./seam.ts";

/** After a way that led to it a dance has its feet held for so long: until then they are where the way left them. */
const AFTER_WAY: Seconds = 0.4;

/** Two rows, a frame apart. */
type Pair = readonly [before: Float32Array, last: Float32Array];

/**
 * Stretches of dance by one body, one after the other. Each is laid where she is and faces then, or where it is; what
 * she was from it dies away, and feet are held meanwhile. Stretches have at least two frames.
 */
export class Sequence {
  readonly #fps: number;
  readonly #parts: Clip[] = [];
  readonly #held: Stretch[] = [];
  #frames = 0;
  /** The last rows as they are shown, and as the stretch has them where it is laid. */
  #shown: Pair | null = null;
  #laid: Pair | null = null;
  /** Where the last stretch is laid, and the row that the next one begins with, after a way that leads to it. */
  #placing = WHERE_IT_IS;
  #next: Float32Array | null = null;
  #jolts = false;

  constructor(fps: number) {
    this.#fps = fps;
  }

  /** The last row, without what is left of a seam; null where there is none. */
  get last(): Float32Array | null {
    return this.#laid?.[1] ?? null;
  }

  /** Whether the last stretch came in with a jolt. */
  get jolts(): boolean {
    return this.#jolts;
  }

  /** A stretch is danced where she is, or where it is itself. */
  dance(stretch: Clip, keepsPlace = false): void {
    const first = rowAt(stretch, 0);
    const back = (frames: number) => goneBack(first, rowAt(stretch, 1), frames);
    const to = this.#next ?? this.#shown?.[1] ?? null;
    const from = this.#next ? first : back(1);
    const placing = keepsPlace || to === null ? WHERE_IT_IS : ontoRow(from, to);
    const lead: Pair | null = this.#next
      ? this.#laid
      : this.#shown && [laid(back(2), placing), laid(back(1), placing)];
    this.#placing = placing;
    this.#add(laidOut(stretch, placing), lead);
  }

  /** What goes on in the very dance that the last stretch ended in. */
  goOn(stretch: Clip): void {
    this.#add(laidOut(stretch, this.#placing), this.#laid);
  }

  /**
   * A way to what is danced next.
   * @param way begins with the last row of what was danced, which is not danced again, and ends with the first of what
   *   will be.
   */
  way(way: Clip): void {
    const { last } = this;
    if (!last) throw new Error("a way from nowhere, expected somebody who dances");
    const there = laidOut(way, ontoRow(rowAt(way, 0), last));
    const from = this.#frames;
    this.#add(part(there, 1, there.frames - 1), this.#laid);
    this.#held.push({ from, to: this.#frames + framesIn(AFTER_WAY, this.#fps) });
    this.#next = rowAt(there, there.frames - 1);
  }

  /** All of it. */
  danced(): Clip {
    const values = new Float32Array(this.#frames * ROW);
    let at = 0;
    for (const one of this.#parts) {
      values.set(one.values, at * ROW);
      at += one.frames;
    }
    const clip = { frames: this.#frames, values };
    holdFeet(clip, joinedUp(this.#held), this.#fps);
    return clip;
  }

  /** @param lead the rows that lead to the stretch: what she is from them dies away. */
  #add(stretch: Clip, lead: Pair | null): void {
    const seam = this.#shown && lead && seamBetween(this.#shown, lead, this.#fps);
    this.#jolts = seam !== null && isJolt(seam);
    const shown = seam ? withSeam(stretch, seam, this.#fps) : stretch;
    if (seam) {
      const from = this.#frames;
      this.#held.push({ from, to: from + framesIn(seam.held, this.#fps) });
    }
    this.#parts.push(shown);
    this.#frames += shown.frames;
    this.#shown = lastTwo(shown);
    this.#laid = lastTwo(stretch);
    this.#next = null;
  }
}

function withSeam(stretch: Clip, seam: Seam, fps: number): Clip {
  const values = new Float32Array(stretch.values.length);
  for (let frame = 0; frame < stretch.frames; frame++)
    seamed(rowAt(stretch, frame), seam, (frame + 1) / fps, values.subarray(frame * ROW, (frame + 1) * ROW));
  return { frames: stretch.frames, values };
}

const lastTwo = (stretch: Clip): Pair => [
  rowAt(stretch, Math.max(0, stretch.frames - 2)),
  rowAt(stretch, stretch.frames - 1),
];

/** Where the first row would have come from, so many frames before it. */
const goneBack = (first: Float32Array, second: Float32Array, frames: number): Float32Array =>
  first.map((value, i) => value - frames * (second[i]! - value));

/** Stretches in order, those that touch as one. */
function joinedUp(stretches: readonly Stretch[]): readonly Stretch[] {
  const joined: Stretch[] = [];
  for (const stretch of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && stretch.from <= last.to)
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, stretch.to) };
    else joined.push(stretch);
  }
  return joined;
}
