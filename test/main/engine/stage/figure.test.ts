import { expect, test } from "vitest";
import { FigureMaker } from "../../../../main/engine/stage/figure.ts";
import { STANDING, seenAt } from "../../../support/bodies.ts";

const aspect = 16 / 9;

function walk(speed: number) {
  const maker = new FigureMaker();
  let figure = null;
  for (let n = 0; n < 60; n++) {
    const root = { x: (speed * n) / 30, y: 0.88, z: 0 };
    const pose = seenAt(STANDING, 0.2 + (0.4 * root.x) / aspect);
    figure = maker.make(
      n / 30,
      { image: pose.image!, body: STANDING, motion: { body: STANDING, root } },
      1.7,
      aspect,
    );
  }
  return figure!;
}

test("energy is the mean keypoint speed in body heights a second", () => {
  expect(walk(0.85).energy).toBeCloseTo(0.5, 3);
  expect(walk(0).energy).toBe(0);
});

test("velocity is that of the centre, in picture heights a second", () => {
  const { velocity, centre } = walk(0.85);
  expect(velocity.x).toBeCloseTo(0.34, 3);
  expect(velocity.y).toBeCloseTo(0, 6);
  expect(centre.y).toBeCloseTo(0.55, 6);
});

test("a body whose hips are not seen has its centre in the middle of what is", () => {
  const image = seenAt(STANDING, 0.4).image!.map((point, joint) => (joint < 5 ? point : null));
  const figure = new FigureMaker().make(
    0,
    { image, body: STANDING, motion: { body: STANDING, root: { x: 0, y: 0.88, z: 0 } } },
    1.7,
    aspect,
  );
  expect(figure.centre.y).toBeLessThan(0.4);
});
