import { J, JOINT_COUNT } from "../../../../shared/skeleton.ts";
import type { Figure } from "../../../../shared/stage.ts";

/** Metres from the middle of the shoulders to the middle of the hips in a grown body; used where `body` is unknown. */
const TORSO = 0.5;

/**
 * Picture heights a metre at this figure: the least-squares scale of the weak-perspective camera between its body and
 * image points. Undefined when too little of it is known.
 */
export function bodyScale(figure: Figure, aspect: number): number | undefined {
  let count = 0;
  let ix = 0;
  let iy = 0;
  let bx = 0;
  let by = 0;
  let cross = 0;
  let square = 0;
  for (let joint = 0; joint < JOINT_COUNT; joint++) {
    const image = figure.image[joint];
    const body = figure.body[joint];
    if (!image || !body || image.score <= 0.2) continue;
    const x = image.x * aspect;
    const y = image.y;
    count++;
    ix += x;
    iy += y;
    bx += body.x;
    by -= body.y;
    cross += x * body.x - y * body.y;
    square += body.x * body.x + body.y * body.y;
  }
  if (count < 4) return torsoScale(figure, aspect);
  const spread = square - (bx * bx + by * by) / count;
  const scale = (cross - (ix * bx + iy * by) / count) / spread;
  return spread > 1e-3 && scale > 0 ? scale : torsoScale(figure, aspect);
}

function torsoScale(figure: Figure, aspect: number): number | undefined {
  const { image } = figure;
  const leftShoulder = image[J.left_shoulder];
  const rightShoulder = image[J.right_shoulder];
  const leftHip = image[J.left_hip];
  const rightHip = image[J.right_hip];
  if (!leftShoulder || !rightShoulder || !leftHip || !rightHip) return undefined;
  const dx = ((leftShoulder.x + rightShoulder.x - leftHip.x - rightHip.x) / 2) * aspect;
  const dy = (leftShoulder.y + rightShoulder.y - leftHip.y - rightHip.y) / 2;
  return Math.hypot(dx, dy) / TORSO;
}
