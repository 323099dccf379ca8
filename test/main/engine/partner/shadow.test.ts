import { expect, test } from "vitest";
import { growTogether } from "../../../../main/engine/partner/rollout.ts";
import { Shadow } from "../../../../main/engine/partner/shadow.ts";
import type { Generator } from "../../../../main/generators/generator.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { STANDING } from "../../../support/bodies.ts";

const LEAD = 1;

/** A mind that goes a metre a second to the side, and counts its steps. */
function walking() {
  const counted = { steps: 0 };
  const step: Generator["step"] = (states) => {
    counted.steps++;
    return states.map((state) => {
      const x = (state as unknown as { x: number }).x + 1 / 30;
      return { state: { mind: "walking", x } as never, frame: { body: STANDING, root: { x, y: 1, z: 0 } } };
    });
  };
  return { counted, mind: { fps: 30, step } as unknown as Generator };
}

/** Shadows somebody who walks along, seen every `period` seconds; steps of each frame, and how far ahead each was. */
function follow(periods: readonly number[]) {
  const { counted, mind } = walking();
  const shadow = new Shadow(LEAD, 30);
  let t = 0;
  return periods.map((period) => {
    t += period;
    counted.steps = 0;
    const frame = { body: STANDING, root: { x: t, y: 1, z: 0 } };
    const wanted = shadow.want(t, { t, frame, state: { mind: "walking", x: t } as never });
    growTogether(mind, [wanted], { temperature: 0, weights: null }, seededRandom(1));
    return { steps: counted.steps, ahead: (shadow.shown?.(t).root.x ?? Number.NaN) - t };
  });
}

test.each([60, 30, 20, 12])(
  "at %d frames a second the dancer is a second ahead, whatever it is now",
  (fps) => {
    for (const { ahead } of follow(Array(120).fill(1 / fps)).slice(2)) expect(ahead).toBeCloseTo(LEAD, 3);
  },
);

test("slow frames cost no more steps each than is needed to look a second ahead in six of them", () => {
  const mean = (fps: number) =>
    follow(Array(240).fill(1 / fps))
      .slice(120)
      .reduce((sum, { steps }) => sum + steps / 120, 0);
  expect(mean(30)).toBeLessThan(8);
  expect(mean(15)).toBeLessThan(10.5);
});

test("frames that become slow all at once do not let it run out of what it foresees", () => {
  const slowing = [...Array(60).fill(1 / 30), ...Array(60).fill(1 / 12)];
  for (const { ahead } of follow(slowing).slice(2)) expect(ahead).toBeGreaterThan(LEAD - 0.05);
});
