import { expect, test } from "vitest";
import { gridCells } from "../../../../shared/grid.ts";
import type { BodyPoint } from "../../../../shared/pose.ts";
import { J } from "../../../../shared/skeleton.ts";
import type { StageFrame } from "../../../../shared/stage.ts";
import { STANDING, seenAt, swung } from "../../../support/bodies.ts";
import { amount } from "../../../support/long.ts";
import { ordinaryDancing } from "../../../support/ordinary-dancing.ts";
import { StageRun } from "../../../support/stage-run.ts";
import { STILL_GENERATOR } from "../../../support/still-generator.ts";

const SECONDS = amount({ everyday: 180, long: 3600 });

const PLACE = 0.45;
const dancing = (t: number) => [seenAt(swung(Math.sin(3 * t)), PLACE)];
const standing = () => [seenAt(STANDING, PLACE)];
const ARMS_UP = swung(1.7);

/** The arm of that side stretched so that the hand is at a point of the picture that `seenAt` shows. */
function reaching(x: number, y: number): readonly BodyPoint[] {
  const to = { x: ((x - PLACE) * 16) / 9 / 0.4, y: (0.55 - y) / 0.4 };
  const left = to.x > 0;
  const shoulder = STANDING[left ? J.left_shoulder : J.right_shoulder]!;
  const arm = left
    ? [J.left_elbow, J.left_wrist, J.left_index]
    : [J.right_elbow, J.right_wrist, J.right_index];
  return STANDING.map((point, joint) => {
    const along = arm.indexOf(joint);
    if (along < 0) return point;
    const share = [0.45, 0.9, 1][along]!;
    return {
      x: shoulder.x + (to.x - shoulder.x) * share,
      y: shoulder.y + (to.y - shoulder.y) * share,
      z: 0.1,
    };
  });
}

/** Dances a phrase and holds still until there are options. */
async function untilOptions(run: StageRun): Promise<StageFrame> {
  await run.dance(2, dancing);
  for (let n = 0; n < 20; n++) {
    const last = (await run.dance(0.1, standing)).at(-1)!;
    if (last.people[0]!.options.length > 0) return last;
  }
  throw new Error("no options came");
}

const happened = (frames: readonly StageFrame[]) =>
  frames.flatMap(({ events }) => events.map(({ event }) => event));

test("a hand that was there before the options chooses nothing until it has moved", async () => {
  const { grid, options } = (await untilOptions(new StageRun({ mode: "options" }, STILL_GENERATOR)))
    .people[0]!;
  const { x, y, width, height } = gridCells(grid!, options.length)[4]!;
  const pointing = () => [seenAt(reaching(x + width / 2, y + height / 2), PLACE)];
  const run = new StageRun({ mode: "options" }, STILL_GENERATOR);
  await run.dance(2, dancing);
  const frames = await run.dance(5, pointing);
  const choosing = frames.filter(({ people: [person] }) => person!.turn === "choosing");
  expect(choosing.length).toBeGreaterThan(80);
  expect(choosing.filter(({ people: [person] }) => person!.gesture?.gesture === "choose")).toEqual([]);
  expect(frames.at(-1)!.people[0]!.turn).toBe("choosing");
  await run.dance(0.5, standing);
  const taken = await run.dance(1.6, pointing);
  expect(taken.at(-1)!.people[0]!.chosen).toBe(4);
});

test("a hand held in each of nine cells in turn chooses each of the nine options", {
  timeout: 120_000,
}, async () => {
  const chosen: (number | null)[] = [];
  for (let cell = 0; cell < 9; cell++) {
    const run = new StageRun({ mode: "options" }, STILL_GENERATOR);
    const { grid, options } = (await untilOptions(run)).people[0]!;
    const { x, y, width, height } = gridCells(grid!, options.length)[cell]!;
    const pointing = () => [seenAt(reaching(x + width / 2, y + height / 2), PLACE)];
    await run.dance(1.5, standing);
    const frames = await run.dance(1.6, pointing);
    const filling = frames.flatMap(({ people: [person] }) => person!.gesture?.progress ?? []);
    expect(filling.length).toBeGreaterThan(20);
    expect(filling).toEqual(filling.toSorted((a, b) => a - b));
    const { chosen: option, turn, options: left } = frames.at(-1)!.people[0]!;
    expect([turn, left.length]).toEqual(["answering", 0]);
    chosen.push(option);
  }
  expect(chosen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test("a hand that only passes through the cells chooses nothing, nor does one that was up when they came", async () => {
  const run = new StageRun({ mode: "options" }, STILL_GENERATOR);
  const { grid } = (await untilOptions(run)).people[0]!;
  const { x, y, width, height } = grid!;
  expect(happened(await run.dance(1.4, () => [seenAt(reaching(x + 0.1, y + 0.1), PLACE)]))).toEqual([]);
  const sweep = (t: number) => [
    seenAt(reaching(x + width * (0.5 + 0.45 * Math.sin(4 * t)), y + height / 2), PLACE),
  ];
  expect(happened(await run.dance(5, sweep))).not.toContain("choose");
});

test("hands that hang at her sides are in no cell", async () => {
  const run = new StageRun({ mode: "options" }, STILL_GENERATOR);
  await untilOptions(run);
  const frames = await run.dance(6, standing);
  expect(frames.every(({ people: [person] }) => person!.gesture === null)).toBe(true);
});

test("both arms up begin again, once, however long they are held up", async () => {
  const run = new StageRun({ mode: "answer" });
  await run.dance(2, dancing);
  run.ask({ command: "answer" });
  const frames = await run.dance(3, () => [seenAt(ARMS_UP, PLACE)]);
  expect(happened(frames).filter((event) => event === "restart")).toHaveLength(1);
  expect(frames.at(-1)!.people[0]!.turn).toBe("listening");
  expect(frames.some(({ people: [person] }) => person!.gesture?.gesture === "restart")).toBe(true);
});

test("arms that are up in the middle of fast dancing are dancing", async () => {
  const run = new StageRun();
  const fast = (t: number) => [seenAt(swung(1.6 + 0.25 * Math.sin(12 * t)), PLACE)];
  expect(happened(await run.dance(5, fast))).not.toContain("restart");
});

test("holding still is shown as it fills, and hands over when it is full", async () => {
  const run = new StageRun({ mode: "answer" });
  await run.dance(2, dancing);
  const frames = await run.dance(1.5, standing);
  const handed = frames.findIndex(({ events }) => events.some(({ event }) => event === "answer-start"));
  const before = frames.slice(0, handed).map(({ people: [person] }) => person!.gesture?.progress ?? 0);
  expect(before.at(-1)).toBeGreaterThan(0.9);
  expect(frames[handed]!.people[0]!.gesture).toBeNull();
});

test("gestures that are switched off do nothing, while keys and messages still do", async () => {
  const run = new StageRun({ mode: "options", gestures: false }, STILL_GENERATOR);
  await run.dance(2, dancing);
  expect(happened(await run.dance(3, standing))).not.toContain("choice-start");
  expect(happened(await run.dance(3, () => [seenAt(ARMS_UP, PLACE)]))).not.toContain("restart");
  run.ask({ command: "answer" });
  expect((await run.lastOf(0.1, standing)).options).toHaveLength(9);
  run.ask({ command: "option", value: 5 });
  expect((await run.lastOf(0.1, standing)).chosen).toBe(4);
  run.ask({ command: "restart" });
  expect((await run.lastOf(0.1, standing)).chosen).toBeNull();
});

test("in ordinary dancing, with a grid there all the time, at most one gesture an hour is seen", {
  timeout: 3_600_000,
}, async () => {
  const frames = await ordinaryDancing(SECONDS);
  const run = new StageRun({ mode: "options", keepGesture: true }, STILL_GENERATOR);
  let [seen, choosing] = [0, 0];
  const mistaken: string[] = [];
  for (const frame of frames) {
    const { people, events } = await run.engine.process(frame);
    const gesture = people[0]?.gesture?.gesture;
    seen++;
    if (people[0]?.turn === "choosing") choosing++;
    if (people[0]?.turn === "listening") run.ask({ command: "answer" });
    for (const { event } of events) {
      if (event === "restart" || event === "keep" || (event === "choose" && gesture === "choose")) {
        mistaken.push(`${event} at ${frame.t.toFixed(1)} s`);
      }
    }
  }
  console.log(`${SECONDS} s of ordinary dancing, mistaken for gestures: ${mistaken.join(", ") || "none"}`);
  expect(choosing).toBeGreaterThan(0.5 * seen);
  expect(mistaken.length).toBeLessThanOrEqual(1);
});

/** Her hands on top of her head, elbows out. */
const HANDS_ON_HEAD = STANDING.map((point, joint): BodyPoint => {
  const side = Math.sign(point.x);
  if (joint === J.left_elbow || joint === J.right_elbow) return { x: side * 0.42, y: 0.68, z: 0 };
  if ([J.left_wrist, J.right_wrist, J.left_index, J.right_index].includes(joint as 0))
    return { x: side * 0.08, y: 0.84, z: 0 };
  return point;
});
const onHead = () => [seenAt(HANDS_ON_HEAD, PLACE)];

test("both hands on the head keep what has just happened, once, and hand nothing over, where that is switched on", async () => {
  const run = new StageRun({ mode: "answer", keepGesture: true }, STILL_GENERATOR);
  await run.dance(2, dancing);
  const frames = await run.dance(3, onHead);
  expect(happened(frames).filter((event) => event !== "phrase-end")).toEqual(["keep"]);
  expect(frames.some(({ people: [person] }) => person!.gesture?.gesture === "keep")).toBe(true);
  // And again after they were let go.
  await run.dance(1, dancing);
  expect(happened(await run.dance(3, onHead))).toContain("keep");
});

test("hands on the head are not both arms up, and mean nothing by themselves", async () => {
  const run = new StageRun({ mode: "shadow" }, STILL_GENERATOR);
  await run.dance(2, dancing);
  expect(happened(await run.dance(3, onHead))).not.toContain("keep");
  const on = new StageRun({ mode: "shadow", keepGesture: true }, STILL_GENERATOR);
  await on.dance(2, dancing);
  expect(happened(await on.dance(3, () => [seenAt(ARMS_UP, PLACE)]))).toContain("restart");
});
