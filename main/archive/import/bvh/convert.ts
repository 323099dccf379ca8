import type { BodyPoint, Pose, RoomPoint, Seconds } from "../../../../shared/pose.ts";
import { J, JOINT_COUNT } from "../../../../shared/skeleton.ts";
import { SourceError } from "../../../system/errors.ts";
import type { TakeFrame } from "../../take.ts";
import type { Up } from "../orientation.ts";
import { readConventions } from "./conventions.ts";
import type { Dancer } from "./dancer.ts";
import type { Stretch } from "./faults.ts";
import type { JointMap } from "./joint-map.ts";
import { isCalled } from "./joint-names.ts";
import { parseBvh, withPlaces } from "./parse.ts";
import { isOurs, peopleIn } from "./skeletons.ts";
import { ourUnitOf, scaleOf } from "./stature.ts";

/** What the user knows of a file that the file does not say, or says wrongly. */
export interface BvhFacts {
  /** The true rate; null believes the header. */
  readonly fps: number | null;
  /** Which axis points up; null where the motion tells. */
  readonly up: Up | null;
  /** Metres a unit; null makes grown-ups 1.7 m tall. */
  readonly scale: number | null;
  /** What joints are called whose names tell nothing. */
  readonly map: JointMap;
  /** First and last second of dancing; null where all of it is. */
  readonly active: readonly [Seconds, Seconds] | null;
}

export const NO_FACTS: BvhFacts = { fps: null, up: null, scale: null, map: {}, active: null };

export interface ConvertedBvh {
  /** Frames a second. */
  readonly fps: number;
  /** Stretches of dance without a gap, in order; more than one where a fault could not be bridged. */
  readonly pieces: readonly (readonly TakeFrame[])[];
  /** Faults that were interpolated over, and those at which the dance was cut. */
  readonly bridged: number;
  readonly cut: number;
  /** What was assumed, mended or passed over, for the user. */
  readonly notes: readonly string[];
}

/** Frames a second of takes that are imported: the rate of the flow. */
export const IMPORT_FPS = 30;
/** Seconds; less is no phrase. */
const SHORTEST_PIECE = 2;
/** The floor is this quantile of the lowest foot's height; what is below it are errors of the recording. */
const FLOOR_QUANTILE = 0.02;
const WIDTH = JOINT_COUNT * 3;
/** Metres from the origin; no stage is larger, and takes hold no more. */
const FARTHEST = 1000;
/** Frames a second of a motion; a header that says others is a slip of its writer. */
const SLOWEST = 1;
const FASTEST = 1000;
/** Share by which a frame time is off that was written with few decimals; 29.97 is farther from 30. */
const ROUNDED = 2e-4;

/**
 * BVH to the frames of takes: forward kinematics, `stage-19`, faults repaired, 30 frames a second, feet on the floor.
 * What `export` wrote is taken as it is, and has the rate and the floor that it had. Everybody in the file is in every
 * frame.
 * @throws SourceError naming file and line.
 */
export function convertBvh(text: string, file: string, facts: BvhFacts = NO_FACTS): ConvertedBvh {
  const bvh = parseBvh(text, file);
  const rate = facts.fps ?? roundedRate(bvh.fps);
  if (!(rate >= SLOWEST && rate <= FASTEST))
    throw new SourceError(
      `${file}: ${rate} frames a second by its frame time, expected ${SLOWEST} to ${FASTEST}; give the true rate with --fps`,
    );
  const { people, passedOver, noTips } = peopleIn(withPlaces(bvh), file, facts.map);
  const asItIs = people.every(isOurs);
  const seconds = (bvh.frameCount - 1) / rate;
  const shortest = asItIs ? 0 : SHORTEST_PIECE;
  if (!(seconds >= shortest))
    throw new SourceError(
      `${file}: ${lengthOf(bvh.frameCount, rate)}, expected at least ${shortest} s of dance`,
    );

  const notes = [...bvh.notes];
  for (const [placed, name] of Object.entries(facts.map))
    if (!bvh.joints.some((joint) => isCalled(joint.name, name)))
      notes.push(`${file}: has no joint "${name}", which --map gives as ${placed}`);
  if (passedOver.length > 0) notes.push(`${file}: ${passedOver.join(", ")}: part of no body, passed over`);
  for (const name of noTips)
    notes.push(
      `${file}: ${name}: no part of hand or foot by its name and its length, passed over; if it is one, say so with --map`,
    );
  const { dancers, up, notes: understood } = readConventions(bvh, people, facts.up, file);
  const statures = dancers.map(({ body }) => body.stature);
  const given = facts.scale ?? (asItIs ? ourUnitOf(statures) : null);
  const { scale, notes: heights } = scaleOf(statures, given, file);
  notes.push(...understood, ...heights);
  for (const dancer of dancers) dancer.settle(up, scale);
  const floor = asItIs ? 0 : floorOf(dancers);
  const mended = dancers.map((dancer) => (asItIs ? { bridged: 0, cuts: [] } : dancer.mend(rate, floor)));
  const fps = asItIs ? rate : IMPORT_FPS;
  const cuts = joined(mended.flatMap((one) => one.cuts));
  const stretches = between(cuts, bvh.frameCount).map((one) => during(facts.active, one, rate));
  const kept = stretches.filter(({ from, to }) => (to - from) / rate >= shortest);
  notes.push(...headNotes(dancers, file));
  const short = stretches.filter((one) => one.to > one.from && !kept.includes(one));
  if (short.length > 0) {
    const lengths = short.map(({ from, to }) => ((to - from) / rate).toFixed(1));
    notes.push(`${file}: ${lengths.join(", ")} s beside faults are shorter than ${shortest} s, left out`);
  }
  const pieces = kept.map((one) => {
    const bodies = dancers.map((dancer) => dancer.piece(one, rate, asItIs ? null : IMPORT_FPS));
    checkPlace(bodies, file);
    return framesOf(bodies, floor, fps);
  });
  return { fps, pieces, bridged: mended.reduce((sum, one) => sum + one.bridged, 0), cut: cuts.length, notes };
}

/** A frame time of few decimals, such as 0.033333, means a whole number of frames a second: 30. */
const roundedRate = (fps: number): number =>
  Math.abs(fps / Math.round(fps) - 1) < ROUNDED ? Math.round(fps) : Number(fps.toPrecision(6));

const lengthOf = (frames: number, rate: number): string =>
  frames === 0 ? "no frames" : frames === 1 ? "one pose" : `${((frames - 1) / rate).toFixed(1)} s long`;

/** Faults in the order of time, those that touch as one. */
function joined(faults: readonly Stretch[]): readonly Stretch[] {
  const all: Stretch[] = [];
  for (const fault of faults.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && fault.from <= last.to + 1)
      all[all.length - 1] = { from: last.from, to: Math.max(last.to, fault.to) };
    else all.push(fault);
  }
  return all;
}

/** The frames between the cuts, both ends included. */
function between(cuts: readonly Stretch[], frames: number): readonly Stretch[] {
  const starts = [0, ...cuts.map((cut) => cut.to + 1)];
  const ends = [...cuts.map((cut) => cut.from - 1), frames - 1];
  return starts.map((from, i) => ({ from, to: ends[i]! }));
}

/** What of a stretch lies in the active span. */
function during(active: BvhFacts["active"], { from, to }: Stretch, rate: number): Stretch {
  if (active === null) return { from, to };
  return {
    from: Math.max(from, Math.round(active[0] * rate)),
    to: Math.min(to, Math.round(active[1] * rate)),
  };
}

/** Height of the floor in the room's own coordinates: everybody dances on the same. */
function floorOf(dancers: readonly Dancer[]): number {
  const lowest = Float64Array.from(dancers.flatMap((dancer) => [...dancer.soles])).sort();
  return lowest[Math.floor(FLOOR_QUANTILE * (lowest.length - 1))]!;
}

/** @throws SourceError for numbers in another unit than that of the bones, or none that are meant. */
function checkPlace(bodies: readonly Float64Array[], file: string): void {
  for (const body of bodies) {
    const far = body.find((value) => !(Math.abs(value) <= FARTHEST));
    if (far !== undefined)
      throw new SourceError(
        `${file}: somebody is ${Math.round(Math.abs(far))} m from the origin, expected at most ${FARTHEST} m: positions and bones have different units`,
      );
  }
}

function headNotes(dancers: readonly Dancer[], file: string): readonly string[] {
  return dancers.flatMap(({ headRepaired }) => {
    const share = `${Math.ceil(headRepaired * 100)} % of the frames`;
    return headRepaired > 0
      ? [`${file}: the head is impossibly turned in ${share}, and follows the neck there`]
      : [];
  });
}

/** @param bodies of each person, frames x 19 x 3 */
function framesOf(bodies: readonly Float64Array[], floor: number, fps: number): TakeFrame[] {
  return Array.from({ length: bodies[0]!.length / WIDTH }, (_, f) => ({
    t: f / fps,
    people: bodies.map((body, i) => poseOf(body, f * WIDTH, floor, i + 1)),
  }));
}

function poseOf(track: Float64Array, at: number, floor: number, id: number): Pose {
  const joint = (j: number): RoomPoint => {
    const o = at + j * 3;
    return { x: track[o]!, y: track[o + 1]! - floor, z: track[o + 2]! };
  };
  const [left, right] = [joint(J.left_hip), joint(J.right_hip)];
  const root = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2, z: (left.z + right.z) / 2 };
  const body = Array.from({ length: JOINT_COUNT }, (_, j): BodyPoint => {
    const { x, y, z } = joint(j);
    return { x: x - root.x, y: y - root.y, z: z - root.z };
  });
  return { id, image: null, body, root };
}
