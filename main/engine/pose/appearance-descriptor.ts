import type { ImageJoints } from "../../../shared/pose.ts";
import { fitCamera } from "./camera.ts";
import type { Detection } from "./detector.ts";
import { type SegmentLengths, segmentLengthsOf } from "./segment-lengths.ts";

/** Where a body is in the picture and how large. Picture heights, so that both axes have one unit. */
export interface ImagePlacement {
  readonly x: number;
  readonly y: number;
  /** Picture heights a metre. */
  readonly scale: number;
}

/** What one frame shows of one body, as far as it tells people apart. */
export interface AppearanceDescriptor extends ImagePlacement {
  /** The joints in the image, metres from (x, y); null where unknown. */
  readonly joints: ImageJoints;
  readonly segments: SegmentLengths;
}

/** Root mean square distance of the joints of a standing adult from their middle, metres. */
const SPREAD = 0.6;

/** null when too little of the body is known to say where it is: fewer than two joints, or all in one spot. */
export function describeAppearance(detection: Detection, aspect: number): AppearanceDescriptor | null {
  const placement = fittedPlacement(detection, aspect) ?? roughPlacement(detection.image, aspect);
  if (!placement) return null;
  const { x, y, scale: metre } = placement;
  const outline = detection.image.map(
    (point) => point && { x: (point.x * aspect - x) / metre, y: (point.y - y) / metre, score: point.score },
  );
  return { x, y, scale: metre, joints: outline, segments: segmentLengthsOf(detection.body) };
}

/**
 * How much two bodies, brought to one place and size, are in the same pose: the object keypoint similarity of the
 * COCO keypoint challenge, with one tolerance (metres) for all joints. 1 for the same, 0 for nothing in common.
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

/** Hips and scale of the camera that draws the body where the image has it. */
function fittedPlacement({ image, body }: Detection, aspect: number): ImagePlacement | null {
  const camera = body && fitCamera(image, body, aspect);
  return camera && { x: camera.x, y: camera.y, scale: camera.scale };
}

/** Middle and spread of the joints, for a body that only the image knows. */
function roughPlacement(image: ImageJoints, aspect: number): ImagePlacement | null {
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
  const metre = Math.sqrt(Math.max(0, squares / count - x * x - y * y)) / SPREAD;
  return metre > 1e-6 ? { x, y, scale: metre } : null;
}
