import { SourceError } from "../../../system/errors.ts";
import { clearUp, UnclearUp, type Up, upOf } from "../orientation.ts";
import { Dancer } from "./dancer.ts";
import { checkSides, mirrored, wrongSideOf } from "./handedness.ts";
import type { Bvh } from "./parse.ts";
import type { SkeletonMap } from "./skeletons.ts";
import { checkUnits, inDegrees, mayBeRadians } from "./units.ts";

/** Share of somebody's height within which all joints of a copy stay. */
const COPY_SHARE = 0.005;
/** By how much less likely a body that stands may be in radians than in degrees, in which it does not move. */
const RADIANS_COUNT = 0.1;

/** A file read by the conventions of its writer. */
export interface ReadBvh {
  readonly dancers: readonly Dancer[];
  readonly up: Up;
  /** For the user. */
  readonly notes: readonly string[];
}

/** One way of reading a file. */
interface Read {
  readonly bvh: Bvh;
  readonly dancers: readonly Dancer[];
}

/**
 * What the numbers of a file mean, told from the bodies that they make: radians or degrees, which way is up, whether its
 * axes are right-handed, and whether it has one unit.
 * @param up which way is, where the user knows
 * @throws SourceError saying what to do where no reading makes a body.
 */
export function readConventions(
  bvh: Bvh,
  people: readonly SkeletonMap[],
  up: Up | null,
  file: string,
): ReadBvh {
  const notes: string[] = [];
  const read = (numbers: Bvh, own = people): Read => ({
    bvh: numbers,
    dancers: own.map((map) => new Dancer(numbers, map, file)),
  });
  const all = withDegrees(read(bvh), read, file, notes);
  const isOwn = all.dancers.map((_, i) => !isCopy(all.dancers, i));
  const maps = people.filter((_, i) => isOwn[i]);
  const dancers = all.dancers.filter((_, i) => isOwn[i]);
  if (dancers.length < people.length)
    notes.push(`${file}: a copy of the skeleton that moves as it does, passed over`);
  checkUnits(
    dancers.map(({ body }) => body),
    file,
  );
  const found = up ?? foundUp(dancers, file, notes);
  const sides = dancers.map(({ body }, i) => {
    const { left_foot_index, right_foot_index } = maps[i]!;
    return wrongSideOf(body.sample, left_foot_index !== null && right_foot_index !== null);
  });
  checkSides(sides, maps, bvh, file, notes);
  if (!sides.includes("body")) return { dancers, up: found, notes };
  notes.push(
    `${file}: left and right are exchanged, as in left-handed axes: read as its mirror image; if its joints are only called so, swap left and right with --map`,
  );
  const image = mirrored(all.bvh, found.endsWith("x") ? "Z" : "X");
  return { dancers: read(image, maps).dancers, up: found, notes };
}

/** In radians where that is certain. */
function withDegrees(plain: Read, read: (bvh: Bvh) => Read, file: string, notes: string[]): Read {
  const radians = mayBeRadians(plain.bvh);
  if (radians === "no") return plain;
  const turned = read(inDegrees(plain.bvh));
  const likely = ({ dancers }: Read) => upOf(dancers.map(({ body }) => body)).score;
  if (radians === "likely" && likely(turned) > likely(plain) - RADIANS_COUNT) {
    notes.push(`${file}: no angle is larger than a full turn in radians: read as radians`);
    return turned;
  }
  notes.push(
    `${file}: no joint turns by more than 6 degrees; if its angles are radians, export them in degrees`,
  );
  return plain;
}

/** Whether somebody moves exactly as another before does: animators keep copies of a skeleton beside it. */
function isCopy(dancers: readonly Dancer[], i: number): boolean {
  const { sample } = dancers[i]!.body;
  return dancers.slice(0, i).some(({ body }) => {
    const apart = sample.reduce((sum, value, k) => sum + Math.abs(value - body.sample[k]!), 0);
    return apart / sample.length < COPY_SHARE * body.stature;
  });
}

function foundUp(dancers: readonly Dancer[], file: string, notes: string[]): Up {
  try {
    const { up, note } = clearUp(dancers.map(({ body }) => body));
    if (note !== null) notes.push(`${file}: ${note}`);
    return up;
  } catch (error) {
    throw error instanceof UnclearUp ? new SourceError(`${file}: ${error.message}`) : error;
  }
}
