import { type Clip, ROOT_AT, ROW, rowAt } from "../../../motion/clip.ts";
import { faceForward, type Heading } from "../../../motion/heading.ts";

/** Directions that are tried for the one turn between two dances. */
const DIRECTIONS = 360;
/** Who faces elsewhere than the other by more than this, radians, does not count for the turn between them. */
const ALIKE = 0.35;

/** Two frames that are the same moment. */
type Matches = Iterable<readonly [reference: Float32Array, dance: Float32Array]>;

/**
 * The one turn about the vertical that brings a whole dance into the heading of another: where most frames want it, not
 * their mean, so that a turn that is danced wrong stays visible. Each frame's is that of least squares over its joints.
 */
function turnBetween(matches: Matches): Heading {
  const votes: { angle: number; weight: number }[] = [];
  for (const [reference, dance] of matches) {
    let [cos, sin] = [0, 0];
    for (let i = 0; i < ROOT_AT; i += 3) {
      const [x, z] = [reference[i]!, reference[i + 2]!];
      const [u, w] = [dance[i]!, dance[i + 2]!];
      cos += x * u + z * w;
      sin += z * u - x * w;
    }
    votes.push({ angle: Math.atan2(sin, cos), weight: Math.hypot(cos, sin) });
  }
  const support = (angle: number) =>
    votes.reduce(
      (sum, vote) => sum + vote.weight * Math.exp((Math.cos(vote.angle - angle) - 1) / ALIKE ** 2),
      0,
    );
  const all = Array.from({ length: DIRECTIONS }, (_, n) => (2 * Math.PI * n) / DIRECTIONS);
  const most = all.map(support).reduce((best, sum, n, sums) => (sum > sums[best]! ? n : best), 0);
  return refined(votes, all[most]!);
}

/** The mean of the votes near a direction: to parts of a degree. */
function refined(votes: readonly { angle: number; weight: number }[], angle: number): Heading {
  let [cos, sin] = [0, 0];
  for (const vote of votes) {
    const weight = vote.weight * Math.exp((Math.cos(vote.angle - angle) - 1) / ALIKE ** 2);
    cos += weight * Math.cos(vote.angle);
    sin += weight * Math.sin(vote.angle);
  }
  const length = Math.hypot(cos, sin) || 1;
  return length === 1 && cos === 0 ? { cos: 1, sin: 0 } : { cos: cos / length, sin: sin / length };
}

/** A dance with every frame turned by the same. */
function turnedBy(clip: Clip, heading: Heading): Clip {
  const values = new Float32Array(clip.values.length);
  for (let frame = 0; frame < clip.frames; frame++)
    faceForward(rowAt(clip, frame), heading, values, frame * ROW);
  return { frames: clip.frames, values };
}

/** Where the hips of a dance are beside those of another, metres: the median along each axis. */
function wayBetween(matches: Matches): readonly [number, number, number] {
  const apart: [number[], number[], number[]] = [[], [], []];
  for (const [reference, dance] of matches)
    for (const [axis, of] of apart.entries()) of.push(dance[ROOT_AT + axis]! - reference[ROOT_AT + axis]!);
  const median = (of: number[]) => of.sort((a, b) => a - b)[of.length >> 1] ?? 0;
  return [median(apart[0]), median(apart[1]), median(apart[2])];
}

/** A dance at another place. */
function movedBy(clip: Clip, way: readonly [number, number, number]): Clip {
  const values = clip.values.slice();
  for (let at = ROOT_AT; at < values.length; at += ROW)
    for (let axis = 0; axis < 3; axis++) values[at + axis]! += way[axis]!;
  return { frames: clip.frames, values };
}

/**
 * Turns and moves a clip as one dance is to be turned and moved to lie on another: one turn and one way for all of it.
 * @param path the other's frame at each frame of the one; NaN where it is missing
 */
export function toOnePlace(reference: Clip, dance: Clip, path: Float32Array): (clip: Clip) => Clip {
  const turn = turnBetween(matchesAlong(reference, dance, path));
  const way = wayBetween(matchesAlong(turnedBy(reference, turn), dance, path));
  return (clip) => movedBy(turnedBy(clip, turn), way);
}

function* matchesAlong(reference: Clip, dance: Clip, path: Float32Array): Matches {
  for (const [frame, at] of path.entries())
    if (at >= 0 && at <= dance.frames - 1) yield [rowAt(reference, frame), rowAt(dance, Math.round(at))];
}
