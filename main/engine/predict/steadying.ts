import { STILL } from "./moment.ts";

/** Trembling is judged by about this many frames. */
const FRAMES = 20;
/** How many times as abrupt as dance is on average somebody may be before she counts as badly seen, as a power. */
const ABRUPT = 16;
/** Who is expected straight on is believed less: a change of velocity lasts, where the formula takes each for a new one. */
const LASTING = 4;

/** For x, y, z. */
export type PerAxis = readonly [number, number, number];

/** Where the points of a still are expected, and how they move: metres, metres a frame, [57] each. */
export type Foreseen = Readonly<Record<"place" | "way", Float32Array>>;

/** Where the points of a still are taken to be, and how they move: metres, metres a frame. Never changed once made. */
export interface Steadied {
  /** x, y, z of each point, [57]. */
  readonly place: Float32Array;
  readonly way: Float32Array;
  /** As they were seen, in the last frame and from the one before it to that. */
  readonly seen: Float32Array;
  readonly seenWay: Float32Array;
  /** Mean square of how their velocity changes from frame to frame, for x, y, z. */
  readonly abruptness: PerAxis;
  readonly frames: number;
}

/** The first frame is taken as it is. */
export function firstSeen(still: Float32Array): Steadied {
  const still0 = new Float32Array(STILL);
  return { place: still, way: still0, seen: still, seenWay: still0, abruptness: [0, 0, 0], frames: 1 };
}

/**
 * An alpha-beta filter whose gains follow from how much a point trembles beside how abruptly dancers move (Kalata, "The
 * Tracking Index", 1984). Somebody who is seen well is taken as she is; what a poor camera adds is taken out. Axis by
 * axis, since depth is seen worst.
 * @param foreseen null where nobody foresees: then each point is expected straight on
 * @param usual mean square of how velocities usually change, see `usualChange`.
 */
export function steadied(
  before: Steadied,
  still: Float32Array,
  foreseen: Foreseen | null,
  usual: PerAxis,
): Steadied {
  const seenWay = still.map((value, i) => value - before.seen[i]!);
  const frames = before.frames + 1;
  const place = new Float32Array(STILL);
  const way = new Float32Array(STILL);
  const abruptness: [number, number, number] = [0, 0, 0];
  for (let axis = 0; axis < 3; axis++) {
    let change = 0;
    for (let i = axis; i < STILL; i += 3) change += (seenWay[i]! - before.seenWay[i]!) ** 2 / (STILL / 3);
    // Two frames make a velocity, three a change of it.
    const old = before.abruptness[axis]!;
    abruptness[axis] = frames < 3 ? 0 : old + (change - old) / Math.min(frames - 2, FRAMES);
    const { alpha, beta } = gains(usual[axis]!, abruptness[axis]!, foreseen ? 1 : LASTING);
    for (let i = axis; i < STILL; i += 3) {
      const expected = foreseen ? foreseen.place[i]! : before.place[i]! + before.way[i]!;
      const off = still[i]! - expected;
      place[i] = expected + alpha * off;
      way[i] = (foreseen ?? before).way[i]! + beta * off;
    }
  }
  return { place, way, seen: still, seenWay, abruptness, frames };
}

/**
 * Mean square for x, y, z: across the floor the same in all directions, since a dance may face any.
 * @param turn usual change of velocity of each coordinate, metres a frame, [57].
 */
export function usualChange(turn: Float32Array): PerAxis {
  const [x, y, z] = [0, 1, 2].map((axis) =>
    turn.reduce((sum, value, i) => (i % 3 === axis ? sum + value ** 2 / (STILL / 3) : sum), 0),
  ) as [number, number, number];
  return [(x + z) / 2, y, (x + z) / 2];
}

/** Whether somebody is seen so badly that it matters what is foreseen of her. */
export function isTrembling({ abruptness }: Steadied, usual: PerAxis): boolean {
  return abruptness.some((change, axis) => noiseIn(usual[axis]!, change) > 0);
}

/** White noise of variance v changes velocities by 6 v. */
const noiseIn = (usual: number, abruptness: number): number => (abruptness - ABRUPT * usual) / 6;

function gains(usual: number, abruptness: number, lasting: number): { alpha: number; beta: number } {
  const noise = noiseIn(usual, abruptness);
  if (noise <= 0) return { alpha: 1, beta: 1 };
  const index = lasting * Math.sqrt(usual / noise);
  const r = (4 + index - Math.sqrt(8 * index + index * index)) / 4;
  const alpha = 1 - r * r;
  return { alpha, beta: 2 * (2 - alpha) - 4 * Math.sqrt(1 - alpha) };
}
