import { mix } from "../../../shared/numbers.ts";
import { BONE_COUNT } from "../bones.ts";
import { vectorLength } from "../vectors.ts";
import { WIDTH } from "./phrase-track.ts";

/** Cosine of an angle between bones below which the straight way between their ends is as good as the round one, */
const NARROW = 0.995;
/** and of one so wide that there is no shortest way round. */
const OPPOSITE = -0.999;

/**
 * Moves a frame of a track by a share of the way to a frame of another, in place. Bones turn (Shoemake, "Animating
 * rotation with quaternion curves", SIGGRAPH 1985): on the straight way between two directions a forearm shrinks, and
 * brought back to its length it whirls through the middle.
 */
export function goTowards(
  track: Float32Array,
  frame: number,
  to: Float32Array,
  frameOfIt: number,
  share: number,
): void {
  const [at, from] = [frame * WIDTH, frameOfIt * WIDTH];
  for (let i = 0; i < 3 * BONE_COUNT; i += 3) turnTowards(track, at + i, to, from + i, share);
  for (let i = 3 * BONE_COUNT; i < WIDTH; i++) track[at + i] = mix(track[at + i]!, to[from + i]!, share);
}

/** Without an array, since it is called millions of times. */
function turnTowards(a: Float32Array, i: number, b: Float32Array, j: number, share: number): void {
  const ax = a[i]!;
  const ay = a[i + 1]!;
  const az = a[i + 2]!;
  const bx = b[j]!;
  const by = b[j + 1]!;
  const bz = b[j + 2]!;
  let ofA = 1 - share;
  let ofB = share;
  const long = vectorLength(ax, ay, az);
  const other = vectorLength(bx, by, bz);
  const cos = (ax * bx + ay * by + az * bz) / (long * other);
  if (cos < OPPOSITE) {
    ofA = Number(share < 0.5);
    ofB = 1 - ofA;
    // What has no length has no direction: its cosine is none.
  } else if (cos < NARROW) {
    const angle = Math.acos(cos);
    const length = mix(long, other, share) / Math.sin(angle);
    ofA = (Math.sin((1 - share) * angle) * length) / long;
    ofB = (Math.sin(share * angle) * length) / other;
  }
  a[i] = ofA * ax + ofB * bx;
  a[i + 1] = ofA * ay + ofB * by;
  a[i + 2] = ofA * az + ofB * bz;
}
