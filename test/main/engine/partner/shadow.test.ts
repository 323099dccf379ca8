import { expect, test } from "vitest";
import { extendRollouts } from "../../../../main/engine/partner/rollout.ts";
import { Shadow } from "../../../../main/engine/partner/shadow.ts";
import type { Generator } from "../../../../main/generators/generator.ts";
import type { TimedFrame } from "../../../../main/motion/interpolation.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { Resampler } from "../../../../main/motion/resampler.ts";
import { STANDING } from "../../../support/bodies.ts";

const LEAD = 1;

/** A generator that goes a metre a second to the side, and counts its steps. */
function walking() {
  const counted = { steps: 0 };
  const step: Generator["step"] = async (states) => {
    counted.steps++;
    return states.map((state) => {
      const x = (state as unknown as { x: number }).x + 1 / 30;
      return {
        state: { generator: "walking", x } as never,
        frame: { body: STANDING, root: { x, y: 1, z: 0 } },
      };
    });
  };
  return { counted, generator: { fps: 30, step } as unknown as Generator };
}

/** Shadows somebody who walks along, seen every `period` seconds; steps of each frame, and how far ahead each was. */
async function follow(periods: readonly number[]) {
  const { counted, generator } = walking();
  const shadow = new Shadow(LEAD, 30);
  const grid = new Resampler(30);
  let latest: TimedFrame = { t: 0, frame: { body: STANDING, root: { x: 0, y: 1, z: 0 } } };
  const followed: { readonly steps: number; readonly ahead: number }[] = [];
  let t = 0;
  for (const period of periods) {
    t += period;
    counted.steps = 0;
    for (const due of grid.push(t, { body: STANDING, root: { x: t, y: 1, z: 0 } }).frames) {
      shadow.observe(due.frame, true);
      latest = due;
    }
    const state = { generator: "walking", x: latest.t } as never;
    const request = shadow.request(t, { ...latest, state });
    await extendRollouts(generator, [request], { temperature: 0, styles: null }, seededRandom(1));
    followed.push({ steps: counted.steps, ahead: (shadow.prediction?.(t).root.x ?? Number.NaN) - t });
  }
  return followed;
}

test.each([60, 30, 20, 12])(
  "at %d frames a second the dancer is a second ahead, whatever it is now",
  async (fps) => {
    const followed = await follow(Array(120).fill(1 / fps));
    for (const { ahead } of followed.slice(2)) expect(ahead).toBeCloseTo(LEAD, 3);
  },
);

test("slow frames cost no more steps each than is needed to look a second ahead in six of them", async () => {
  const mean = async (fps: number) => {
    const followed = await follow(Array(240).fill(1 / fps));
    return followed.slice(120).reduce((sum, { steps }) => sum + steps / 120, 0);
  };
  expect(await mean(30)).toBeLessThan(8);
  expect(await mean(15)).toBeLessThan(10.5);
});

test("frames that become slow all at once do not let it run out of its prediction", async () => {
  const slowing = [...Array(60).fill(1 / 30), ...Array(60).fill(1 / 12)];
  for (const { ahead } of (await follow(slowing)).slice(2)) expect(ahead).toBeGreaterThan(LEAD - 0.05);
});
