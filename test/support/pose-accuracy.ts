import { readFileSync } from "node:fs";
import type { ImageJoints, ImagePoint } from "../../shared/pose.ts";
import { J, JOINTS } from "../../shared/skeleton.ts";

/** Another detector's opinion of a clip: 19 joints a frame, image space; null where it has no such joint. */
export interface ReferenceTrack {
  readonly fps: number;
  readonly width: number;
  readonly height: number;
  readonly frames: readonly ImageJoints[];
}

/** How well a track agrees with a reference track. Distances in the clip's median torso lengths. */
export interface Agreement {
  /** Share of the reference's frames on which there is a pose at all, 0..1. */
  readonly posed: number;
  /** Share of the reference's confident keypoints that ours come within 0.2 of; a missing one is a miss. */
  readonly within: number;
  /** Median distance over the same keypoints; a missing one is infinitely far. */
  readonly median: number;
}

const CONFIDENT = 0.3;
const NEAR = 0.2;

/** Reads a COCO-17 track in pixels, such as `clips/keith-notation-phrase.movenet-thunder.json`. */
export function readCocoTrack(file: string): ReferenceTrack {
  const { fps, width, height, joints, frames } = JSON.parse(readFileSync(file, "utf8")) as {
    fps: number;
    width: number;
    height: number;
    joints: string[];
    frames: [number, number, number][][];
  };
  const sourceIndex = JOINTS.map((name) => joints.indexOf(name));
  const toJoint = (point: readonly [number, number, number] | undefined): ImagePoint | null =>
    point ? { x: point[0] / width, y: point[1] / height, score: point[2] } : null;
  return { fps, width, height, frames: frames.map((points) => sourceIndex.map((i) => toJoint(points[i]))) };
}

/** What the official package found, as `test/clips/squats.landmarks.json` tells it. */
export function readOfficialTrack(file: string): ReferenceTrack {
  const [fps, width, height] = [5, 720, 1280];
  const { pixels } = JSON.parse(readFileSync(file, "utf8")) as { pixels: [number, number][][] };
  const frames = pixels.map((joints) => joints.map(([x, y]) => ({ x: x / width, y: y / height, score: 1 })));
  return { fps, width, height, frames };
}

/** The same track when the clip is drawn `scale` times its size at (left, top) pixels of a larger picture. */
export function placed(
  track: ReferenceTrack,
  width: number,
  height: number,
  left: number,
  top: number,
  scale: number,
): ReferenceTrack {
  const move = (point: ImagePoint | null): ImagePoint | null =>
    point && {
      x: (left + point.x * track.width * scale) / width,
      y: (top + point.y * track.height * scale) / height,
      score: point.score,
    };
  return { ...track, width, height, frames: track.frames.map((joints) => joints.map(move)) };
}

/** Compares `found[i]` with frame i of the reference; null where no pose was found. */
export function agreement(reference: ReferenceTrack, found: readonly (ImageJoints | null)[]): Agreement {
  const torso = median(reference.frames.map((joints) => torsoLength(joints, reference)));
  const distances: number[] = [];
  reference.frames.forEach((joints, frame) => {
    joints.forEach((joint, index) => {
      if (!joint || joint.score <= CONFIDENT) return;
      const ours = found[frame]?.[index];
      distances.push(ours ? distance(joint, ours, reference) / torso : Number.POSITIVE_INFINITY);
    });
  });
  return {
    posed: reference.frames.filter((_, frame) => found[frame]).length / reference.frames.length,
    within: distances.filter((d) => d <= NEAR).length / distances.length,
    median: median(distances),
  };
}

/** The upper of the two middle values where the count is even. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Pixels between the middle of the shoulders and the middle of the hips. */
function torsoLength(joints: ImageJoints, size: { width: number; height: number }): number {
  const middle = (a: number, b: number) => ({
    x: (joints[a]!.x + joints[b]!.x) / 2,
    y: (joints[a]!.y + joints[b]!.y) / 2,
  });
  return distance(middle(J.left_shoulder, J.right_shoulder), middle(J.left_hip, J.right_hip), size);
}

function distance(
  a: { x: number; y: number },
  b: { x: number; y: number },
  size: { width: number; height: number },
): number {
  return Math.hypot((a.x - b.x) * size.width, (a.y - b.y) * size.height);
}
