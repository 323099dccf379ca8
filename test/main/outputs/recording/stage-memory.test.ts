import { expect, test } from "vitest";
import { StageMemory, unpacked } from "../../../../main/outputs/recording/stage-memory.ts";
import type { StageEvent, StageFrame } from "../../../../shared/stage.ts";
import { figure, person, stageFrame } from "../../../support/stage-frames.ts";

type Happened = Readonly<Record<number, StageEvent["event"]>>;

/** Seconds of a mode at 10 frames a second, with somebody there. */
function remembered(
  mode: StageFrame["mode"],
  seconds: number,
  happened: Happened = {},
  memory = new StageMemory(300),
) {
  for (let n = 0; n < seconds * 10; n++) {
    const event = happened[n / 10];
    const events = event ? [{ event, id: 1 }] : [];
    memory.add(stageFrame(n, { t: n / 10, mode, events, people: [person(1)] }));
  }
  return memory;
}

const span = (memory: StageMemory) => {
  const frames = memory.last();
  return [frames[0]?.t, frames.at(-1)?.t];
};

test("in a mode with turns it is the last answered phrase with its answer, whatever came after", () => {
  const turns = {
    3: "phrase-start",
    6: "phrase-end",
    7: "answer-start",
    10: "answer-end",
    12: "phrase-start",
  } as const;
  expect(span(remembered("answer", 14, turns))).toEqual([3, 10]);
  // Asked for in the midst of the answer.
  expect(span(remembered("answer", 9, turns))).toEqual([3, 8.9]);
  // Nothing is answered yet.
  expect(span(remembered("answer", 5, turns))).toEqual([3, 4.9]);
  const again = { ...turns, 15: "phrase-end", 16: "answer-start", 18: "answer-end" } as const;
  expect(span(remembered("options", 20, again))).toEqual([12, 18]);
});

test("in a mode without turns it is the last ten seconds, also where there were turns before", () => {
  expect(span(remembered("shadow", 30))).toEqual([19.9, 29.9]);
  expect(span(remembered("echo", 4, { 1: "phrase-start", 2: "answer-start" }))).toEqual([0, 3.9]);
});

test("what was before anybody was there, and after, is left out", () => {
  const memory = new StageMemory(300);
  for (let n = 0; n < 80; n++)
    memory.add(stageFrame(n, { t: n / 10, people: n < 20 || n >= 50 ? [] : [person(1)] }));
  expect(span(memory)).toEqual([2, 4.9]);
  expect(new StageMemory(300).last()).toEqual([]);
});

test("only so much is remembered, and nothing from before the source began again", () => {
  const memory = remembered("answer", 40, { 3: "phrase-start", 5: "answer-start" }, new StageMemory(20));
  // The phrase is forgotten.
  expect(span(memory)).toEqual([29.9, 39.9]);
  memory.add(stageFrame(401, { t: 1, people: [person(1)] }));
  expect(span(memory)).toEqual([1, 1]);
});

test("figures come back as they were, with the joints that nobody saw", () => {
  const seen = figure(3);
  const body = seen.body.map((point, joint) => (joint === 4 ? null : point));
  const image = seen.image.map((point, joint) => (joint === 5 ? null : point));
  const memory = new StageMemory(300);
  memory.add(stageFrame(0, { people: [person(3, { live: { ...seen, image, body }, partner: null })] }));
  const [{ people }] = memory.last() as [ReturnType<StageMemory["last"]>[number]];
  const back = unpacked(people[0]!.live);
  expect([back.image[5], back.body[4], people[0]!.partner]).toEqual([null, null, null]);
  for (const [joint, point] of image.entries())
    if (point) expect(back.image[joint]!.x).toBeCloseTo(point.x, 6);
  for (const [joint, point] of body.entries()) if (point) expect(back.body[joint]!.y).toBeCloseTo(point.y, 6);
  expect(back.root.x).toBeCloseTo(seen.root.x, 6);
});

test("an evening of frames is remembered in the arrays of the last seconds, each frame its own", () => {
  const memory = new StageMemory(2);
  const arrays = new Set<Float32Array>();
  for (let n = 0; n < 400; n++) {
    memory.add(stageFrame(n, { t: n / 10, people: [person(1, { live: figure(n), partner: figure(-n) })] }));
    for (const { people } of memory.last())
      for (const { live, partner } of people) arrays.add(live).add(partner!);
  }
  // Of 2 s at both ends, and of the frame that has just come.
  expect(arrays.size).toBeLessThanOrEqual(2 * 22);
  const frames = memory.last();
  expect(frames).toHaveLength(21);
  for (const { t, people } of frames) {
    expect(unpacked(people[0]!.live).root.x).toBeCloseTo(t, 5);
    expect(unpacked(people[0]!.partner!).root.x).toBeCloseTo(-t, 5);
  }
});
