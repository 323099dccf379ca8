import { expect, test } from "vitest";
import { bodyScale } from "../../../../../renderer/stage/view/cast/body-scale.ts";
import { standing, without } from "../../../support/figures.ts";

test("finds the scale at which a body was projected", () => {
  expect(bodyScale(standing({ scale: 0.31 }), 16 / 9)).toBeCloseTo(0.31, 6);
  expect(bodyScale(without(standing({ scale: 0.31 }), "nose", "left_hip"), 16 / 9)).toBeCloseTo(0.31, 6);
});

test("takes the trunk for half a metre where body points are unknown", () => {
  const figure = standing({ scale: 0.4 });
  expect(bodyScale({ ...figure, body: figure.body.map(() => null) }, 16 / 9)).toBeCloseTo(0.4, 6);
});

test("says nothing of a body that is not seen", () => {
  const figure = standing();
  const nothing = figure.image.map(() => null);
  expect(bodyScale({ ...figure, image: nothing }, 16 / 9)).toBeUndefined();
});
