import * as v from "valibot";
import { expect, test } from "vitest";
import { bridged } from "../../../../main/archive/ingest/bridge.ts";
import { judgeShot } from "../../../../main/archive/ingest/judge.ts";
import type { SeenFrame, SeenPerson } from "../../../../main/archive/ingest/seen.ts";
import { INGEST_SETTINGS } from "../../../../main/archive/ingest/settings.ts";
import { JOINT_COUNT } from "../../../../shared/skeleton.ts";

const settings = v.parse(v.strictObject(INGEST_SETTINGS), {}).ingest;
const FPS = 30;

/** Somebody who crosses the picture evenly, one picture height in ten seconds. */
function person(id: number, t: number, changes: Partial<SeenPerson> = {}): SeenPerson {
  const x = 0.3 + t / 10;
  const image = Array.from({ length: JOINT_COUNT }, () => ({ x, y: 0.5, score: 0.9 }));
  const body = Array.from({ length: JOINT_COUNT }, () => ({ x: Math.sin(3 * t), y: 0, z: 0 }));
  return {
    pose: { id, image, body, root: null },
    ...{ x, y: 0.5, scale: 0.4, height: 500, outside: 0, sureness: 0.9 },
    ...changes,
  };
}

/** @param people in the frame at `t`. */
const shot = (
  seconds: number,
  people: (t: number) => readonly SeenPerson[],
  picture: Partial<SeenFrame> = {},
) =>
  Array.from({ length: Math.round(seconds * FPS) }, (_, index): SeenFrame => {
    const t = index / FPS;
    return { t, brightness: 0.8, sharpness: 1.4, shaking: 0, people: people(t), ...picture };
  });

const reasonsOf = (frames: readonly SeenFrame[]) =>
  judgeShot(frames, FPS, settings).rejected.map(({ reason, first, end }) => [reason, first, end]);
const runsOf = (frames: readonly SeenFrame[]) =>
  judgeShot(frames, FPS, settings).people.map(({ runs }) => runs.map(({ first, end }) => [first, end]));

test("whoever is seen well is kept; a gap under half a second is bridged, a longer one is not", () => {
  const hidden = (from: number, to: number) => shot(6, (t) => (t >= from && t < to ? [] : [person(1, t)]));
  expect(runsOf(hidden(9, 9))).toEqual([[[0, 180]]]);
  expect(runsOf(hidden(2, 2.4))).toEqual([[[0, 180]]]);
  expect(reasonsOf(hidden(2, 2.4))).toEqual([]);
  expect(runsOf(hidden(2, 2.6))).toEqual([
    [
      [0, 60],
      [78, 180],
    ],
  ]);
  expect(reasonsOf(hidden(2, 2.6)).map(([reason]) => reason)).toContain("nobody");
});

test("a defect of a moment is none; one that lasts is rejected, from where to where it was measured", () => {
  const dark = (seconds: number) =>
    shot(8, (t) => [person(1, t)]).map((frame) =>
      frame.t >= 3 && frame.t < 3 + seconds ? { ...frame, brightness: 0.02 } : frame,
    );
  expect(reasonsOf(dark(0.1))).toEqual([]);
  expect(reasonsOf(dark(2))).toEqual([["dark", 90, 150]]);
  expect(judgeShot(dark(2), FPS, settings).rejected[0]).toMatchObject({ measured: 0.02, threshold: 0.12 });
});

test("what hovers about its threshold does not flicker", () => {
  const frames = shot(6, (t) => [person(1, t)]).map((frame, index) =>
    index < 60 ? frame : { ...frame, brightness: 0.122 + 0.004 * Math.sin(index / 10) },
  );
  expect(reasonsOf(frames).length).toBeLessThanOrEqual(1);
});

test.for([
  ["small", { height: 80 }, 80],
  ["cut-off", { outside: 0.3 }, 0.3],
  ["unsure", { sureness: 0.2 }, 0.2],
] as const)("a dancer is rejected as %s", ([reason, changes, measured]) => {
  const frames = shot(6, (t) => [person(1, t, t < 3 ? {} : changes)]);
  const { people, rejected } = judgeShot(frames, FPS, settings);
  expect(people.map(({ runs }) => runs)).toEqual([[{ first: 0, end: 90 }]]);
  expect(rejected).toMatchObject([{ reason, measured, person: 1, first: 90, end: 180 }]);
});

test("what is left between defects is too short to be kept", () => {
  const frames = shot(6, (t) => [person(1, t, t < 2.5 || t >= 3.5 ? { height: 80 } : {})]);
  expect(reasonsOf(frames)).toEqual([
    ["small", 0, 75],
    ["short", 75, 105],
    ["small", 105, 180],
  ]);
});

test("two who cross may be taken for each other: behind that they are others", () => {
  const frames = shot(8, (t) => [person(1, t, { x: 0.2 + t / 10 }), person(2, t, { x: 1 - t / 10 })]);
  const { people, rejected } = judgeShot(frames, FPS, settings);
  expect(people.map(({ id, runs }) => [id, runs.length])).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
    [4, 1],
  ]);
  expect(new Set(rejected.map(({ reason }) => reason))).toEqual(new Set(["swapped"]));
  for (const { first, end, measured, threshold } of rejected) {
    expect(measured).toBeLessThan(threshold);
    expect((first + end) / 2 / FPS).toBeCloseTo(4, 0);
  }
});

test.for([
  ["comes out as who she was", 2],
  ["comes out as somebody new", 3],
] as const)("who vanishes behind another and %s may be either of them", ([, id]) => {
  const [a, b] = [(t: number) => 0.2 + t / 10, (t: number) => 1 - t / 10];
  // Their bodies change ids while one of them is not seen: 1 is a before that, and b behind it.
  const frames = shot(10, (t) => {
    if (t < 3.2) return [person(1, t, { x: a(t) }), person(2, t, { x: b(t) })];
    if (t < 5.5) return [person(1, t, { x: t < 4 ? a(t) : b(t) })];
    return [person(1, t, { x: b(t) }), person(id, t, { x: a(t) })];
  });
  const { people, rejected } = judgeShot(frames, FPS, settings);
  expect(new Set(rejected.map(({ reason }) => reason))).toContain("swapped");
  expect(people.length).toBeGreaterThanOrEqual(4);
  for (const { seen, runs } of people) {
    const bodies = new Set<string>();
    for (const { first, end } of runs)
      for (let index = first; index < end; index++) {
        const { t } = frames[index]!;
        if (Math.abs(t - 4) > 0.2) bodies.add(Math.abs(seen[index]!.x - a(t)) < 1e-6 ? "a" : "b");
      }
    expect(bodies.size).toBe(1);
  }
});

test("who is lost far from another is not hidden by her, and what is never surely seen hides nobody", () => {
  const lost = shot(9, (t) => [person(1, t), ...(t > 3 && t < 6 ? [] : [person(2, t, { x: 1.5 + t / 10 })])]);
  expect(runsOf(lost)[0]).toEqual([[0, 270]]);
  const ghost = { x: 0.5 + 0.1, sureness: 0.2 };
  const haunted = shot(9, (t) => [person(1, t), ...(t > 3 && t < 6 ? [person(2, t, ghost)] : [])]);
  expect(runsOf(haunted)).toEqual([[[0, 270]]]);
});

test("somebody who leaps across the picture is somebody else", () => {
  const frames = shot(8, (t) => [person(1, t, { x: t < 4 ? 0.2 : 1.2 })]);
  const { people, rejected } = judgeShot(frames, FPS, settings);
  expect(people).toHaveLength(2);
  expect(rejected).toMatchObject([{ reason: "swapped", threshold: settings.fastest }]);
  expect(rejected[0]!.measured).toBeGreaterThan(settings.fastest);
});

test("a moment's mistake of the detector is nobody", () => {
  const frames = shot(6, (t) => [person(1, t), ...(t > 2 && t < 2.5 ? [person(2, t)] : [])]);
  expect(runsOf(frames)).toEqual([[[0, 180]]]);
  expect(reasonsOf(frames)).toEqual([]);
});

test("a bridge goes on as it came, and arrives as it leaves", () => {
  const truth = shot(2, (t) => [person(1, t)]);
  const seen = truth.map(({ people }, index) => (index > 20 && index < 33 ? null : people[0]!));
  const whole = bridged(truth, seen, { first: 0, end: 60 }, (index) => seen[index] !== null);
  expect(whole.seen).toHaveLength(60);
  const far = whole.seen.map(({ pose, x }, index) => {
    const wanted = truth[index]!.people[0]!;
    return Math.max(Math.abs(pose.body![0]!.x - wanted.pose.body![0]!.x), Math.abs(x - wanted.x));
  });
  expect(Math.max(...far)).toBeLessThan(0.02);
  expect(Math.max(...far)).toBeGreaterThan(0);
});
