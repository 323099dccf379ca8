import { BONE_COUNT, lengthsOf } from "../../motion/bones.ts";
import { toAdult } from "../../motion/moments/adult.ts";
import { FEATURES, squareDistance, VELOCITY_FRAMES, writeFeatures } from "../../motion/moments/features.ts";
import { PoseIndex } from "../../motion/moments/pose-index.ts";
import { treeOf } from "../../motion/moments/pose-tree.ts";
import { principalAxes, project } from "../../motion/moments/principal-axes.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { PLACEMENT_SIZE } from "../../motion/motion-state.ts";
import { placementOf } from "../../motion/placement.ts";
import { largestComponent } from "./components.ts";

/** Of so many numbers is a point of the index: along these axes lies nearly all that the features vary by. */
export const AXES = 24;
/** Every so-manieth frame has edges. */
export const STRIDE = 4;
/** So many. */
export const EDGES = 8;
/** Frames nearer to each other than this in one take are the same moment. */
export const APART = 20;
/** An edge leads to where at least so many frames are left to go on. */
const LEFT = 30;
/** Two moments go over into each other where they are nearer than so many times the usual way from frame to frame, */
const USUAL = 3;
/** or, until this share of the frames is in the component, then so many times more each time, */
const ENOUGH = 0.6;
const WIDENED = 1.25;
/** but no farther than this, unless that leaves too few: then as far as need be. */
const WIDEST = 6;

/** As far as from frame to frame nobody is taken to stand still, metres. */
const LEAST_STEP = 0.002;

/** A dance of one dancer without gaps. */
export interface Dance {
  readonly style: string;
  /** The same of all. */
  readonly fps: number;
  readonly frames: readonly MotionFrame[];
}

/**
 * A motion graph (Kovar, Gleicher and Pighin 2002): every frame of some takes, on the body of an adult, one take after
 * the other; edges from one moment to others that are like it; and which frames are in its largest strongly connected
 * component, within which one can dance for ever.
 */
export interface PoseGraph {
  readonly fps: number;
  readonly styles: readonly string[];
  /** [frames, 57], see motion-state.ts. */
  readonly placements: Float32Array;
  /** Of each frame, an index into `styles`; and the number of its dance. */
  readonly styleOf: Uint16Array;
  readonly danceOf: Uint32Array;
  /** [24, 91] */
  readonly axes: Float32Array;
  /** [frames, 24] */
  readonly points: Float32Array;
  /** From every fourth frame to the frame that it is like, -1 for none, [frames / 4, 8]; and how far that is. */
  readonly edges: Int32Array;
  readonly distances: Float32Array;
  /** 1 for each frame that is in the component. */
  readonly members: Uint8Array;
  /** The longest edge within it. */
  readonly threshold: number;
}

/** @returns after a pause in which others may run; rejects where building is to stop. */
export type OnBuilt = (done: number, of: number) => Promise<void>;

/** Branches between two pauses. */
const PAUSE = 64;

export async function buildPoseGraph(
  dances: AsyncIterable<Dance> | Iterable<Dance>,
  onBuilt: OnBuilt,
): Promise<PoseGraph> {
  const gathered = await gather(dances);
  const { fps, styles, placements, styleOf, danceOf } = gathered;
  const frames = danceOf.length;
  const features = new Float32Array(frames * FEATURES);
  /** Frames that have a velocity; and those of them that edges may lead to. */
  const known = new Uint8Array(frames);
  const usable = new Uint8Array(frames);
  const placement = (frame: number) =>
    placements.subarray(frame * PLACEMENT_SIZE, (frame + 1) * PLACEMENT_SIZE);
  for (let frame = VELOCITY_FRAMES; frame < frames; frame++) {
    if (danceOf[frame - VELOCITY_FRAMES] !== danceOf[frame]) continue;
    writeFeatures(placement(frame), placement(frame - VELOCITY_FRAMES), fps, features, frame * FEATURES);
    known[frame] = 1;
    usable[frame] = Number(danceOf[frame + LEFT] === danceOf[frame]);
  }
  const axes = principalAxes(features, FEATURES, AXES);
  const points = new Float32Array(frames * AXES);
  for (let frame = 0; frame < frames; frame++)
    project(axes, features.subarray(frame * FEATURES, (frame + 1) * FEATURES), points, frame * AXES);
  const usual = usualStep(points, known);
  const index = new PoseIndex(points, AXES, treeOf(points, AXES, usable));
  for (const widest of [WIDEST * usual, Number.POSITIVE_INFINITY]) {
    const { edges, distances } = await edgesWithin(widest, points, danceOf, known, index, onBuilt);
    const longest = distances.reduce((most, distance) => Math.max(most, distance), 0);
    for (let threshold = USUAL * usual; ; threshold *= WIDENED) {
      const members = componentWithin(danceOf, edges, distances, threshold);
      const share = members.reduce((sum, is) => sum + is, 0) / frames;
      const found = {
        fps,
        styles,
        placements,
        styleOf,
        danceOf,
        axes,
        points,
        edges,
        distances,
        members,
        threshold,
      };
      if (share >= ENOUGH || (widest === Number.POSITIVE_INFINITY && threshold >= longest)) return found;
      if (threshold >= longest) break;
    }
  }
  throw new Error("the last of the graphs is always taken");
}

/** The nearest moments of each branch, the nearest first. */
async function edgesWithin(
  within: number,
  points: Float32Array,
  danceOf: Uint32Array,
  known: Uint8Array,
  index: PoseIndex,
  onBuilt: OnBuilt,
) {
  const frames = danceOf.length;
  const branches = Math.ceil(frames / STRIDE);
  const edges = new Int32Array(branches * EDGES).fill(-1);
  const distances = new Float32Array(branches * EDGES);
  for (let branch = 0; branch < branches; branch++) {
    if (branch % PAUSE === 0) await onBuilt(branch * STRIDE, frames);
    const frame = branch * STRIDE;
    if (known[frame] === 0) continue;
    const point = points.subarray(frame * AXES, (frame + 1) * AXES);
    const isSame = (other: number) => Math.abs(other - frame) < APART && danceOf[other] === danceOf[frame];
    index.nearest(point, EDGES, within, APART, isSame).forEach((found, edge) => {
      edges[branch * EDGES + edge] = found.frame;
      distances[branch * EDGES + edge] = found.distance;
    });
  }
  await onBuilt(frames, frames);
  return { edges, distances };
}

/** The largest component over edges that are not longer than the threshold. */
function componentWithin(
  danceOf: Uint32Array,
  edges: Int32Array,
  distances: Float32Array,
  threshold: number,
): Uint8Array {
  return largestComponent(danceOf.length, (frame, which) => {
    if (which === 0 && danceOf[frame + 1] === danceOf[frame]) return frame + 1;
    const edge = which - Number(danceOf[frame + 1] === danceOf[frame]);
    if (frame % STRIDE !== 0 || edge >= EDGES) return -1;
    const at = (frame / STRIDE) * EDGES + edge;
    // Edges are sorted by their distance.
    return distances[at]! <= threshold ? edges[at]! : -1;
  });
}

/** Median distance from one frame to the next. */
function usualStep(points: Float32Array, known: Uint8Array): number {
  const steps: number[] = [];
  for (let frame = 1; frame < known.length; frame += 7)
    if (known[frame] === 1 && known[frame - 1] === 1)
      steps.push(
        Math.sqrt(
          squareDistance(points, (frame - 1) * AXES, points, frame * AXES, AXES, Number.POSITIVE_INFINITY),
        ),
      );
  return Math.max(LEAST_STEP, steps.sort((a, b) => a - b)[steps.length >> 1] ?? 0);
}

/** All dances, each on the body of an adult, one after the other. */
async function gather(dances: AsyncIterable<Dance> | Iterable<Dance>) {
  const parts: Float32Array[] = [];
  const names: string[] = [];
  let fps = 0;
  for await (const { style, frames, ...dance } of dances) {
    fps = dance.fps;
    const placements = new Float32Array(frames.length * PLACEMENT_SIZE);
    const each = frames.map((frame, index) =>
      placementOf(frame, placements.subarray(index * PLACEMENT_SIZE, (index + 1) * PLACEMENT_SIZE)),
    );
    const own = new Float32Array(BONE_COUNT);
    for (const placement of each)
      lengthsOf(placement).forEach((length, bone) => {
        own[bone]! += length / each.length;
      });
    for (const placement of each) toAdult(placement, own);
    parts.push(placements);
    names.push(style);
  }
  const frames = parts.reduce((sum, part) => sum + part.length / PLACEMENT_SIZE, 0);
  const styles = [...new Set(names)].sort();
  const placements = new Float32Array(frames * PLACEMENT_SIZE);
  const styleOf = new Uint16Array(frames);
  const danceOf = new Uint32Array(frames);
  let at = 0;
  parts.forEach((part, dance) => {
    placements.set(part, at * PLACEMENT_SIZE);
    const end = at + part.length / PLACEMENT_SIZE;
    styleOf.fill(styles.indexOf(names[dance]!), at, end);
    danceOf.fill(dance, at, end);
    at = end;
  });
  return { fps, styles, placements, styleOf, danceOf };
}
