import { expect, test } from "vitest";
import { fitCamera } from "../../../../main/engine/pose/camera.ts";
import type { BodyJoints, ImageJoints } from "../../../../shared/pose.ts";
import { STANDING } from "../../../support/bodies.ts";

const ASPECT = 16 / 9;
const CAMERA = { scale: 0.35, x: 0.9, y: 0.55 };

/** The body as a weak-perspective camera draws it. */
const drawn = (body: BodyJoints): ImageJoints =>
  body.map(
    (point) =>
      point && {
        x: (CAMERA.x + CAMERA.scale * point.x) / ASPECT,
        y: CAMERA.y - CAMERA.scale * point.y,
        score: 0.8,
      },
  );

const close = (digits: number) => ({
  scale: expect.closeTo(CAMERA.scale, digits),
  x: expect.closeTo(CAMERA.x, digits),
  y: expect.closeTo(CAMERA.y, digits),
});

test("the camera that drew a body is found again", () => {
  expect(fitCamera(drawn(STANDING), STANDING, ASPECT)).toEqual(close(9));
});

test("it is found from the joints that are known, wherever the hips are", () => {
  const upper = STANDING.map((point, joint) => (joint < 11 ? point : null));
  expect(fitCamera(drawn(upper), STANDING, ASPECT)).toEqual(close(9));
});

test("joints that are not believed weigh nothing", () => {
  const image = drawn(STANDING).map((point, joint) => (joint > 14 ? { x: 5, y: 5, score: 0 } : point));
  expect(fitCamera(image, STANDING, ASPECT)).toEqual(close(9));
});

test("the fit is the best one: no camera nearby draws the body closer to a trembling image", () => {
  const image = drawn(STANDING).map((point, i) => ({
    ...point!,
    x: point!.x + 0.02 * Math.sin(7 * i),
    y: point!.y + 0.02 * Math.cos(5 * i),
  }));
  const best = fitCamera(image, STANDING, ASPECT)!;
  const error = ({ scale, x, y }: typeof CAMERA) =>
    image.reduce((sum, point, i) => {
      const [dx, dy] = [point.x * ASPECT - x - scale * STANDING[i]!.x, point.y - y + scale * STANDING[i]!.y];
      return sum + dx * dx + dy * dy;
    }, 0);
  for (const key of ["scale", "x", "y"] as const) {
    for (const step of [-0.001, 0.001]) {
      expect(error({ ...best, [key]: best[key] + step })).toBeGreaterThan(error(best));
    }
  }
});

test("too few joints, one spot, or a body upside down have no camera", () => {
  const two = STANDING.map((point, joint) => (joint < 2 ? point : null));
  expect(fitCamera(drawn(two), two, ASPECT)).toBeNull();
  const spot = STANDING.map(() => ({ x: 0.1, y: 0.2, z: 0 }));
  expect(fitCamera(drawn(spot), spot, ASPECT)).toBeNull();
  const upsideDown = STANDING.map(({ x, y, z }) => ({ x: -x, y: -y, z }));
  expect(fitCamera(drawn(STANDING), upsideDown, ASPECT)).toBeNull();
});
