import type { BodyJoints, ImageJoints } from "../../../shared/pose.ts";

/**
 * Weak-perspective camera: all depths of one body drawn at one scale. In picture heights, so that both axes have one
 * unit: `x_image * aspect = x + scale * X`, `y_image = y - scale * Y`, with (X, Y) metres of body space.
 */
export interface WeakPerspective {
  /** Picture heights a metre. */
  readonly scale: number;
  /** Where the middle of the hips is drawn, picture heights from the left and from the top. */
  readonly x: number;
  readonly y: number;
}

/**
 * The camera under which `body` falls on `image`, by least squares weighted with the joints' scores; null where
 * fewer than three joints are known in both or they lie in one spot. `aspect` is the picture's width / height.
 */
export function fitCamera(image: ImageJoints, body: BodyJoints, aspect: number): WeakPerspective | null {
  let [n, weight, sx, sy, sX, sY] = [0, 0, 0, 0, 0, 0];
  for (let joint = 0; joint < image.length; joint++) {
    const [i, b] = [image[joint], body[joint]];
    if (!i || !b) continue;
    n++;
    weight += i.score;
    sx += i.score * i.x * aspect;
    sy += i.score * i.y;
    sX += i.score * b.x;
    sY += i.score * -b.y;
  }
  if (n < 3 || weight < 1e-6) return null;
  const [mx, my, mX, mY] = [sx / weight, sy / weight, sX / weight, sY / weight];
  let [cross, square] = [0, 0];
  for (let joint = 0; joint < image.length; joint++) {
    const [i, b] = [image[joint], body[joint]];
    if (!i || !b) continue;
    const [dX, dY] = [b.x - mX, -b.y - mY];
    cross += i.score * ((i.x * aspect - mx) * dX + (i.y - my) * dY);
    square += i.score * (dX * dX + dY * dY);
  }
  const scale = cross / square;
  if (!(scale > 0) || !Number.isFinite(scale)) return null;
  return { scale, x: mx - scale * mX, y: my - scale * mY };
}
