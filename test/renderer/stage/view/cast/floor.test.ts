import { expect, test } from "vitest";
import { Actor } from "../../../../../renderer/stage/view/cast/actor.ts";
import { Floor } from "../../../../../renderer/stage/view/cast/floor.ts";
import { standing } from "../../../support/figures.ts";

const ASPECT = 16 / 9;
const FEET = 0.55 + 0.4 * 0.88;

function settle(floor: Floor, actor: Actor, seconds: number, y: number, from = 0) {
  for (let i = 0; i < seconds * 30; i++) {
    const t = from + i / 30;
    actor.update(standing({ y }), t, ASPECT, 1);
    actor.step(1 / 30, t, true);
    floor.step(1 / 30, [actor]);
  }
}

test("lies under the lowest foot", () => {
  const floor = new Floor();
  settle(floor, new Actor("dancer"), 3, 0.55);
  expect(floor.y).toBeCloseTo(FEET + 0.008, 2);
  expect(floor.confidence).toBeGreaterThan(0.9);
});

test("does not jump with somebody who jumps, but follows a step towards us", () => {
  const floor = new Floor();
  const actor = new Actor("dancer");
  settle(floor, actor, 3, 0.55);
  const before = floor.y;
  settle(floor, actor, 0.5, 0.45, 3);
  expect(before - floor.y).toBeLessThan(0.02);
  settle(floor, actor, 1.5, 0.6, 4);
  expect(floor.y - before).toBeGreaterThan(0.045);
});

test("is not believed while no feet are seen", () => {
  const floor = new Floor();
  floor.step(1 / 60, []);
  expect(floor.confidence).toBe(0);
});
