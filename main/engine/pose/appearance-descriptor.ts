import type { ImageJoints } from "../../../shared/pose.ts";
import { fitCamera, type WeakPerspective } from "./camera.ts";
import type { Detection } from "./detector.ts";
import { type SegmentLengths, segmentLengthsOf } from "./segment-lengths.ts";

/** What one detection shows of a body that tells people apart: place and size in the picture, pose, lengths. */
export interface AppearanceDescriptor extends WeakPerspective {
  /** The joints in the image, metres from (x, y); null where unknown. */
  readonly joints: ImageJoints;
  readonly segments: SegmentLengths;
}

/** Root mean square distance of the joints of a standing adult from their middle, metres. */
const SPREAD = 0.6;

/** null when too little of the body is known to say where it is: fewer than two joints, or all in one spot. */
export function describeAppearance({ image, body }: Detection, aspect: number): AppearanceDescriptor | null {
  const camera = (body && fitCamera(image, body, aspect)) ?? roughCamera(image, aspect);
  if (!camera) return null;
  const { x, y, scale } = camera;
  const joints = image.map(
    (point) => point && { x: (point.x * aspect - x) / scale, y: (point.y - y) / scale, score: point.score },
  );
  return { x, y, scale, joints, segments: segmentLengthsOf(body) };
}

/**
 * Object keypoint similarity (COCO keypoint challenge) of two bodies brought to one place and size, with one tolerance
 * (metres) for all joints: 1 for the same pose, 0 for nothing in common.
 */
export function keypointSimilarity(
  a: AppearanceDescriptor,
  b: AppearanceDescriptor,
  tolerance: number,
): number {
  let [sum, weight] = [0, 0];
  for (let joint = 0; joint < a.joints.length; joint++) {
    const [p, q] = [a.joints[joint], b.joints[joint]];
    if (!p || !q) continue;
    const score = Math.min(p.score, q.score);
    sum += score * Math.exp(-((p.x - q.x) ** 2 + (p.y - q.y) ** 2) / (2 * tolerance * tolerance));
    weight += score;
  }
  return weight > 0 ? sum / weight : 0;
}

/** From middle and spread of the joints, for a body that only the image knows. */
function roughCamera(image: ImageJoints, aspect: number): WeakPerspective | null {
  let [count, x, y, squares] = [0, 0, 0, 0];
  for (const point of image) {
    if (!point) continue;
    count++;
    x += point.x * aspect;
    y += point.y;
    squares += (point.x * aspect) ** 2 + point.y ** 2;
  }
  if (count < 2) return null;
  [x, y] = [x / count, y / count];
  const scale = Math.sqrt(Math.max(0, squares / count - x * x - y * y)) / SPREAD;
  return scale > 1e-6 ? { x, y, scale } : null;
}
