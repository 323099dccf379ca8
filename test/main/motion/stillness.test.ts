import { expect, test } from "vitest";
import { Stillness } from "../../../main/motion/stillness.ts";
import { STANDING, swung } from "../../support/bodies.ts";

const root = { x: 0, y: 0.88, z: 0 };

/** Feeds `seconds` of motion and gives the verdict after each frame. */
function watch(stillness: Stillness, from: number, seconds: number, body: (t: number) => typeof STANDING) {
  const verdicts: boolean[] = [];
  for (let n = 0; n < seconds * 30; n++) {
    const t = from + n / 30;
    stillness.push({ t, frame: { body: body(t), root } });
    verdicts.push(stillness.moving);
  }
  return verdicts;
}

test("swinging arms rest only where they turn, and coming to rest is noticed within a third of a second", () => {
  const stillness = new Stillness();
  const dancing = watch(stillness, 0, 3, (t) => swung(Math.sin(4 * t)));
  const rests =
    dancing
      .slice(10)
      .map((moving) => (moving ? "m" : "r"))
      .join("")
      .match(/r+/g) ?? [];
  expect(Math.max(0, ...rests.map((rest) => rest.length))).toBeLessThan(0.3 * 30);
  const resting = watch(stillness, 3, 1, () => swung(Math.sin(12)));
  expect(resting.slice(11).some((moving) => moving)).toBe(false);
});

test("the tremble of a camera's joints is not movement", () => {
  let seed = 1;
  const noise = () => {
    seed = (seed * 16807) % 2147483647;
    return (seed / 2147483647 - 0.5) * 0.03;
  };
  const trembling = () => STANDING.map(({ x, y, z }) => ({ x: x + noise(), y: y + noise(), z: z + noise() }));
  expect(watch(new Stillness(), 0, 10, trembling).some((moving) => moving)).toBe(false);
});

test("slow arms on a standing body are movement", () => {
  const slow = watch(new Stillness(), 0, 3, (t) => swung(-0.9 + 0.8 * t));
  expect(slow.slice(10).every((moving) => moving)).toBe(true);
});
