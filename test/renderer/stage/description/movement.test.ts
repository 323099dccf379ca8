import { expect, test } from "vitest";
import { MovementReader } from "../../../../renderer/stage/description/movement.ts";
import type { Movement } from "../../../../shared/languages/description.ts";
import { J } from "../../../../shared/skeleton.ts";
import type { Figure } from "../../../../shared/stage.ts";
import { standing } from "../../support/figures.ts";

/** What is told of a figure over some seconds, at 30 frames a second. */
function told(at: (t: number) => Partial<Figure>, seconds = 4): (Movement | null)[] {
  const reader = new MovementReader();
  return Array.from({ length: 30 * seconds }, (_, frame) =>
    reader.read({ ...standing(), energy: 0.3, ...at(frame / 30) }, frame / 30),
  );
}

const body = (change: (name: string, x: number, y: number, z: number) => readonly [number, number, number]) =>
  standing().body.map((point, joint) => {
    const name = Object.keys(J).find((key) => J[key as keyof typeof J] === joint)!;
    const [x, y, z] = change(name, point!.x, point!.y, point!.z);
    return { x, y, z };
  });

test("of somebody who stands and moves a little nothing is told", () => {
  expect(new Set(told(() => ({})))).toEqual(new Set([null]));
});

test("stillness is told after two seconds, not before", () => {
  const all = told(() => ({ energy: 0.01 }));
  expect(all.slice(0, 59).every((movement) => movement === null)).toBe(true);
  expect(all.at(-1)).toBe("still");
});

test("left and right are the audience's: the stage is a mirror", () => {
  expect(told(() => ({ velocity: { x: 0.4, y: 0 } })).at(-1)).toBe("left");
  expect(told(() => ({ velocity: { x: -0.4, y: 0 } })).at(-1)).toBe("right");
});

test("raised arms, a squat and a turn are told; one arm, a bow and half a turn are not", () => {
  const arms = (names: readonly string[]) =>
    body((name, x, y, z) => (names.includes(name) ? [x, 0.9, z] : [x, y, z]));
  expect(told(() => ({ body: arms(["left_wrist", "right_wrist"]) })).at(-1)).toBe("armsUp");
  expect(told(() => ({ body: arms(["left_wrist"]) })).at(-1)).toBe(null);

  const squat = body((name, x, y, z) => {
    if (name.endsWith("knee")) return [x, -0.1, 0.4];
    return /ankle|foot/.test(name) ? [x, -0.45, 0.1] : [x, y, z];
  });
  expect(told(() => ({ body: squat })).at(-1)).toBe("low");
  const oneLegUp = body((name, x, y, z) => (name === "left_ankle" ? [x, -0.2, -0.4] : [x, y, z]));
  expect(told(() => ({ body: oneLegUp })).at(-1)).toBe(null);

  const turned = (angle: number) =>
    body((_, x, y, z) => [
      x * Math.cos(angle) + z * Math.sin(angle),
      y,
      z * Math.cos(angle) - x * Math.sin(angle),
    ]);
  expect(told((t) => ({ body: turned(Math.min(t, 1) * 2 * Math.PI) })).includes("turns")).toBe(true);
  expect(told((t) => ({ body: turned(Math.min(t, 1) * (Math.PI / 2)) })).includes("turns")).toBe(false);
});

test("camera noise in what is still is not told as movement", () => {
  let seed = 1;
  const noise = () => {
    seed = (seed * 16807) % 2147483647;
    return (seed / 2147483647 - 0.5) * 0.06;
  };
  const all = told(() => ({ body: body((_, x, y, z) => [x + noise(), y + noise(), z + noise()]) }), 20);
  expect(new Set(all)).toEqual(new Set([null]));
});
