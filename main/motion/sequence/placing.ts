import { type Clip, ROOT_AT, ROW, rowAt } from "../clip.ts";
import { faceForward, type Heading, headingOf } from "../heading.ts";

/** Turned about the vertical and moved over the floor: how a stretch of dance is put where another is. */
export interface Placing {
  readonly turn: Heading;
  /** Metres. */
  readonly x: number;
  readonly z: number;
}

export const WHERE_IT_IS: Placing = { turn: { cos: 1, sin: 0 }, x: 0, z: 0 };

/** A row where it is placed, into `out`. */
export function laid(row: Float32Array, { turn, x, z }: Placing, out = new Float32Array(ROW)): Float32Array {
  faceForward(row, turn, out);
  out[ROOT_AT]! += x;
  out[ROOT_AT + 2]! += z;
  return out;
}

export function laidOut(clip: Clip, placing: Placing): Clip {
  const values = new Float32Array(clip.values.length);
  for (let frame = 0; frame < clip.frames; frame++)
    laid(rowAt(clip, frame), placing, values.subarray(frame * ROW, (frame + 1) * ROW));
  return { frames: clip.frames, values };
}

/** What brings somebody to where another is, and faces. */
export function ontoRow(from: Float32Array, to: Float32Array): Placing {
  const [is, was] = [headingOf(to), headingOf(from)];
  const turn = { cos: was.cos * is.cos + was.sin * is.sin, sin: was.sin * is.cos - was.cos * is.sin };
  return movedOnto(turn, from[ROOT_AT]!, from[ROOT_AT + 2]!, to[ROOT_AT]!, to[ROOT_AT + 2]!);
}

/**
 * What brings the joints of one stretch nearest to those of another as long, by least squares: point clouds that are
 * turned about the vertical and moved over the floor (Kovar, Gleicher and Pighin, "Motion Graphs", 2002).
 */
export function ontoClip(from: Clip, to: Clip): Placing {
  const points = from.frames * (ROOT_AT / 3);
  let [ax, az, bx, bz] = [0, 0, 0, 0];
  const each = (visit: (x: number, z: number, toX: number, toZ: number) => void) => {
    for (let frame = 0; frame < from.frames; frame++) {
      const [a, b] = [rowAt(from, frame), rowAt(to, frame)];
      for (let i = 0; i < ROOT_AT; i += 3)
        visit(
          a[i]! + a[ROOT_AT]!,
          a[i + 2]! + a[ROOT_AT + 2]!,
          b[i]! + b[ROOT_AT]!,
          b[i + 2]! + b[ROOT_AT + 2]!,
        );
    }
  };
  each((x, z, toX, toZ) => {
    ax += x / points;
    az += z / points;
    bx += toX / points;
    bz += toZ / points;
  });
  let [along, across] = [0, 0];
  each((x, z, toX, toZ) => {
    along += (x - ax) * (toX - bx) + (z - az) * (toZ - bz);
    across += (z - az) * (toX - bx) - (x - ax) * (toZ - bz);
  });
  const length = Math.hypot(along, across);
  const turn = length < 1e-12 ? WHERE_IT_IS.turn : { cos: along / length, sin: across / length };
  return movedOnto(turn, ax, az, bx, bz);
}

function movedOnto(turn: Heading, x: number, z: number, toX: number, toZ: number): Placing {
  return { turn, x: toX - (x * turn.cos + z * turn.sin), z: toZ - (z * turn.cos - x * turn.sin) };
}
