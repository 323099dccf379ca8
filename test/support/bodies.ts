import type { BodyPoint, ImagePoint, Pose, PoseFrame } from "../../shared/pose.ts";

/** Somebody who stands and faces the camera with her arms a little out: `stage-19`, metres, hips in the middle. */
export const STANDING: readonly BodyPoint[] = [
  { x: 0, y: 0.68, z: 0.12 },
  { x: 0.07, y: 0.69, z: 0.02 },
  { x: -0.07, y: 0.69, z: 0.02 },
  { x: 0.18, y: 0.48, z: 0 },
  { x: -0.18, y: 0.48, z: 0 },
  { x: 0.3, y: 0.22, z: 0 },
  { x: -0.3, y: 0.22, z: 0 },
  { x: 0.38, y: -0.02, z: 0.05 },
  { x: -0.38, y: -0.02, z: 0.05 },
  { x: 0.41, y: -0.1, z: 0.07 },
  { x: -0.41, y: -0.1, z: 0.07 },
  { x: 0.1, y: 0, z: 0 },
  { x: -0.1, y: 0, z: 0 },
  { x: 0.11, y: -0.42, z: 0.03 },
  { x: -0.11, y: -0.42, z: 0.03 },
  { x: 0.12, y: -0.82, z: -0.02 },
  { x: -0.12, y: -0.82, z: -0.02 },
  { x: 0.14, y: -0.88, z: 0.12 },
  { x: -0.14, y: -0.88, z: 0.12 },
];

/** The same body with its arms swung: `swing` from -1 to 1. */
export function swung(swing: number): readonly BodyPoint[] {
  const arms = new Set([5, 6, 7, 8, 9, 10]);
  return STANDING.map((point, joint) => {
    if (!arms.has(joint)) return point;
    const side = Math.sign(point.x);
    const reach = 0.48 - point.y;
    const angle = 1.2 + swing;
    return { x: side * (0.18 + reach * Math.sin(angle)), y: 0.48 - reach * Math.cos(angle), z: point.z };
  });
}

/** A camera that shows a metre as 0.4 of the picture's height, hips at (`x`, 0.55) of a 16:9 picture. */
export function seenAt(body: readonly BodyPoint[], x: number, id = 1): Pose {
  const image: ImagePoint[] = body.map((point) => ({
    x: x + (0.4 * point.x * 9) / 16,
    y: 0.55 - 0.4 * point.y,
    score: 0.9,
  }));
  return { id, image, body, root: { x: ((x - 0.5) * 16) / 9 / 0.4, y: 0.88, z: 0 } };
}

export function poseFrame(t: number, people: readonly Pose[]): PoseFrame {
  return { tag: "poses", t, width: 1280, height: 720, people, reason: null };
}
