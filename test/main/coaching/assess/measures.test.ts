import { expect, test } from "vitest";
import { measured } from "../../../../main/coaching/assess/assess.ts";
import { MEASURES } from "../../../../main/coaching/assess/measures/measures.ts";
import { clipOf } from "../../../../main/motion/clip.ts";
import { type MotionFrame, mirrored } from "../../../../main/motion/motion-frame.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import { J, MIRROR } from "../../../../shared/skeleton.ts";
import { STANDING } from "../../../support/bodies.ts";
import { sineDance } from "../../../support/dances.ts";

const FPS = 30;
const measure = (frames: readonly MotionFrame[], beats: readonly Seconds[] = []) => {
  const all = measured(MEASURES, { clip: clipOf(frames), fps: FPS, beats });
  return (name: string): number => all.get(name)!;
};

const during = (seconds: number, at: (t: Seconds) => MotionFrame): readonly MotionFrame[] =>
  Array.from({ length: seconds * FPS }, (_, n) => at(n / FPS));

const UPRIGHT = { x: 0, y: 0.88, z: 0 };

/** Both hands go up and down, so far, so often a second; each at a moment of its own. */
const waving = (seconds: number, reach: number, often: number, later: Seconds) =>
  during(seconds, (t) => ({
    root: UPRIGHT,
    body: STANDING.map((point, joint) => {
      const isLeft = [J.left_elbow, J.left_wrist, J.left_index].some((one) => one === joint);
      const isRight = [J.right_elbow, J.right_wrist, J.right_index].some((one) => one === joint);
      if (!isLeft && !isRight) return point;
      const phase = 2 * Math.PI * often * (t - (isRight ? later : 0));
      return { ...point, y: point.y + reach * Math.sin(phase) };
    }),
  }));

test("hands that wave as a metronome are steady, at twice as many accents as there are waves", () => {
  const even = measure(waving(30, 0.5, 1, 0));
  expect(even("steadiness")).toBeGreaterThan(0.97);
  expect(even("pace")).toBeCloseTo(120, 0);
  const lengths = [0.9, 0.5, 1.3, 0.7, 1.1];
  const uneven = measure(lengths.flatMap((length, n) => waving(6, 0.5, 1 / length, 0).slice(0, 90 + 13 * n)));
  expect(uneven("steadiness")).toBeLessThan(even("steadiness") - 0.1);
});

test("hands that stop at the music's beats are on them; a quarter of a second away they are not", () => {
  const frames = waving(20, 0.5, 1, 0);
  const stops = Array.from({ length: 38 }, (_, n) => 0.25 + n / 2);
  expect(measure(frames, stops)("alignment")).toBeGreaterThan(0.9);
  expect(
    measure(
      frames,
      stops.map((t) => t + 0.25),
    )("alignment"),
  ).toBeLessThan(0.1);
});

test("speeds that rise and fall with the beat, at half or at twice its rate, go with it; at another rate they do not", () => {
  const beats = Array.from({ length: 40 }, (_, n) => 0.1 + n / 2);
  // Hands that wave once a second are slow twice a second.
  const goes = (often: number) => measure(waving(20, 0.5, often, 0), beats)("entrainment");
  for (const often of [0.5, 1, 2]) expect(goes(often)).toBeGreaterThan(0.9);
  for (const often of [0.7, 1.4]) expect(goes(often)).toBeLessThan(0.1);
  expect(measure(waving(20, 0.5, 1, 0))("entrainment")).toBeNaN();
});

test("both hands as in a mirror are together, one up as the other goes down is the opposite, a quarter later neither", () => {
  expect(measure(waving(12, 0.5, 1, 0))("together")).toBeCloseTo(1, 3);
  expect(measure(waving(12, 0.5, 1, 0.5))("together")).toBeCloseTo(-1, 1);
  expect(Math.abs(measure(waving(12, 0.5, 1, 0.25))("together"))).toBeLessThan(0.05);
  expect(measure(waving(12, 0.5, 1, 0.25))("sides")).toBeGreaterThan(97);
});

test("one hand alone is one side; somebody who stands is neither even nor steady", () => {
  const oneHand = waving(12, 0.5, 1, 0).map(({ body, root }) => ({
    root,
    body: body.map((point, joint) => (joint % 2 === 0 ? STANDING[joint]! : point)),
  }));
  expect(measure(oneHand)("sides")).toBeLessThan(5);
  const still = measure(during(12, () => ({ body: STANDING, root: UPRIGHT })));
  expect(["sides", "together", "steadiness", "pace"].map(still)).toEqual([NaN, NaN, NaN, NaN]);
});

test("a slow circle of a metre: its way in a second, its turn, and all of its area once it is closed", () => {
  const around = (2 * Math.PI) / 8;
  const circle = during(32, (t) => ({
    body: STANDING.map(({ x, y, z }) => {
      const [cos, sin] = [Math.cos(around * t), Math.sin(around * t)];
      return { x: x * cos + z * sin, y, z: z * cos - x * sin };
    }),
    root: { x: Math.cos(around * t), y: 0.88, z: -Math.sin(around * t) },
  }));
  const value = measure(circle);
  expect(value("travel")).toBeCloseTo(around, 1);
  expect(value("turning")).toBeCloseTo(45, 1);
  expect(value("area")).toBeGreaterThan(0.97 * Math.PI);
  expect(value("area")).toBeLessThan(Math.PI);
});

test("hips that sink to half of a leg over bent knees are low for that time, wherever the take has the floor", () => {
  const legs = [J.left_ankle, J.right_ankle, J.left_foot_index, J.right_foot_index];
  const bent = STANDING.map((point, joint) =>
    legs.some((one) => one === joint) ? { ...point, y: point.y + 0.45 } : point,
  );
  // Ankles are 7 cm over what a foot stands on, and lower than that over this body's toes.
  const stands = 0.07 - STANDING[J.left_ankle]!.y;
  for (const floor of [0, 1.2]) {
    const sinking = during(10, (t) => ({
      body: t < 7 ? STANDING : bent,
      root: { ...UPRIGHT, y: floor + stands - (t < 7 ? 0 : 0.45) },
    }));
    const value = measure(sinking);
    expect(value("low")).toBeCloseTo(30, 0);
    // Thigh and shank of this body are 0.823 m.
    expect(Math.abs(value("height") - (100 * stands) / 0.823)).toBeLessThan(1);
    expect(Math.abs(value("levels") - (100 * 0.45) / 0.823)).toBeLessThan(1);
  }
});

test("an upper arm that swings through 60 degrees has that range, but for the tenth of the time at its ends", () => {
  const upperArm = 0.28;
  const swinging = during(20, (t) => {
    const angle = ((90 + 30 * Math.sin(2 * t)) * Math.PI) / 180;
    return {
      root: UPRIGHT,
      body: STANDING.map((point, joint) => {
        const side = Math.sign(point.x);
        if (joint !== J.left_elbow && joint !== J.right_elbow) return point;
        return { x: side * (0.18 + upperArm * Math.sin(angle)), y: 0.48 - upperArm * Math.cos(angle), z: 0 };
      }),
    };
  });
  // Of a sine the 5th and the 95th percentile are at 0.988 of its ends.
  expect(measure(swinging)("shoulders")).toBeCloseTo(60 * 0.988, 0);
});

test("weight over both feet does not hang over; leaning by a foot's length it does, on one leg it is said", () => {
  const standing = measure(during(8, () => ({ body: STANDING, root: UPRIGHT })));
  expect(standing("overhang")).toBe(0);
  expect(standing("balances")).toBe(0);
  const leaning = STANDING.map((point) => ({ ...point, z: point.z + 0.5 * (point.y + 0.88) }));
  expect(measure(during(8, () => ({ body: leaning, root: UPRIGHT })))("overhang")).toBeGreaterThan(20);
  const raised = [J.right_knee, J.right_ankle, J.right_foot_index];
  const oneLeg = STANDING.map((point, joint) =>
    raised.some((one) => one === joint) ? { ...point, y: point.y + 0.3 } : point,
  );
  expect(measure(during(8, () => ({ body: oneLeg, root: UPRIGHT })))("balances")).toBe(100);
});

test("a figure that comes again every four seconds is repeated; one that never does is not", () => {
  const figure = sineDance({ seconds: 4 });
  const again = measure([...figure, ...figure, ...figure, ...figure, ...figure]);
  expect(again("repetition")).toBeGreaterThan(0.95);
  const drifting = measure(
    during(20, (t) => ({
      root: UPRIGHT,
      body: STANDING.map((point, joint) => (joint < 11 ? { ...point, x: point.x + 0.03 * t } : point)),
    })),
  );
  expect(drifting("repetition")).toBeLessThan(0.75);
  expect(measure(during(20, () => ({ body: STANDING, root: UPRIGHT })))("variety")).toBe(0);
});

test("efforts: twice as far is four times the energy and twice the acceleration and jerk; twice as fast 4, 4 and 8 times", () => {
  const efforts = (reach: number, often: number) => {
    const value = measure(waving(60, reach, often, 0));
    return ["weight", "time", "flow"].map(value);
  };
  const usual = efforts(0.2, 0.4);
  const ratios = (others: readonly number[]) => others.map((other, n) => other / usual[n]!);
  const [far, fast] = [ratios(efforts(0.4, 0.4)), ratios(efforts(0.2, 0.8))];
  for (const [n, expected] of [4, 2, 2].entries()) expect(far[n]! / expected).toBeCloseTo(1, 2);
  for (const [n, expected] of [4, 4, 8].entries()) {
    expect(fast[n]! / expected).toBeGreaterThan(0.9);
    expect(fast[n]! / expected).toBeLessThan(1.1);
  }
});

test("a hand that goes straight is direct, one that goes in circles is not", () => {
  const path = (at: (t: Seconds) => readonly [number, number]) =>
    measure(
      during(12, (t) => ({
        root: UPRIGHT,
        body: STANDING.map((point, joint) => {
          if (joint !== J.left_wrist) return point;
          const [x, y] = at(t);
          return { x: x - 2, y, z: point.z };
        }),
      })),
    )("space");
  expect(path((t) => [0.6 * t, 0.2 * t])).toBeCloseTo(1, 3);
  expect(path((t) => [0.3 * Math.cos(2 * Math.PI * t), 0.3 * Math.sin(2 * Math.PI * t)])).toBeLessThan(0.35);
});

/** What a measure may not depend on: to what part of its own size. */
const same = (frames: readonly MotionFrame[], others: readonly MotionFrame[]) => {
  const [a, b] = [measure(frames), measure(others)];
  for (const { name } of MEASURES) {
    if (Number.isNaN(a(name)) && Number.isNaN(b(name))) continue;
    expect(Math.abs(a(name) - b(name)), name).toBeLessThan(1e-3 * Math.max(1, Math.abs(a(name))));
  }
};
const DANCE = sineDance({ seconds: 12 }).map(({ body, root }, n) => ({
  root,
  // Not the same on both sides.
  body: body.map((point, joint) =>
    joint === J.left_wrist ? { ...point, y: point.y + 0.2 * Math.sin(n / 9) } : point,
  ),
}));

test("it does not matter which way she faces, where she is, and which of her sides is which", () => {
  same(
    DANCE,
    DANCE.map(({ body, root }) => ({ body, root: { x: root.x + 3, y: root.y, z: root.z - 7 } })),
  );
  const turn = ({ x, y, z }: { x: number; y: number; z: number }) => ({
    x: x * Math.cos(2) + z * Math.sin(2),
    y,
    z: z * Math.cos(2) - x * Math.sin(2),
  });
  same(
    DANCE,
    DANCE.map(({ body, root }) => ({ body: body.map(turn), root: turn(root) })),
  );
  same(
    DANCE,
    DANCE.map((frame) => mirrored(frame, 0)),
  );
  expect(MIRROR[J.left_wrist]).toBe(J.right_wrist);
});
