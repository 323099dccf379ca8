import { expect, test } from "vitest";
import { Handover } from "../../../main/process/handover.ts";
import type { StageFrame, StagePerson } from "../../../shared/stage.ts";

function stage(frame: number, ...ids: number[]): StageFrame {
  const people = ids.map((id) => ({ id }) as StagePerson);
  const timing = { detect: 1, predict: 1, total: 2 };
  return {
    ...{ frame, t: frame / 30, width: 16, height: 9, mode: "answer", people, events: [], reason: null },
    ...{ blackout: false, frozen: false, timing },
  };
}

test("the first engine begins at the beginning", () => {
  expect(new Handover("shadow").begin()).toEqual({ tag: "begin", mode: "shadow", firstFrame: 0, firstId: 1 });
});

test("frames pass as they are while one engine plays", () => {
  const handover = new Handover("shadow");
  const frame = stage(0, 1, 2);
  expect(handover.pass(frame)).toBe(frame);
});

test("somebody who dances alone keeps her number, and does not leave", () => {
  const handover = new Handover("shadow");
  for (let frame = 0; frame < 7; frame++) handover.pass(stage(frame, 1, 5));
  handover.pass(stage(7, 5));
  expect(handover.begin()).toEqual({ tag: "begin", mode: "answer", firstFrame: 8, firstId: 5 });
  expect(handover.pass(stage(8)).events).toEqual([]);
});

test("of several nobody can be told apart: they leave, and get numbers that were never given", () => {
  const handover = new Handover("shadow");
  handover.pass(stage(0, 9));
  handover.pass(stage(1, 3, 4));
  expect(handover.begin()).toMatchObject({ firstFrame: 2, firstId: 10 });
  expect(handover.pass(stage(2)).events).toEqual([
    { event: "leave", id: 3 },
    { event: "leave", id: 4 },
  ]);
  expect(handover.pass(stage(3, 10)).events).toEqual([]);
});

test("people whose numbers come with the source stay who they are", () => {
  const handover = new Handover("shadow");
  handover.pass(stage(0, 3, 4));
  handover.begin();
  expect(handover.pass(stage(1, 3, 4)).events).toEqual([]);
});

test("a mode that was asked for while nobody played is the next engine's", () => {
  const handover = new Handover("shadow");
  handover.pass(stage(0, 1));
  handover.heard({ tag: "command", command: "mode", mode: "shadow" });
  expect(handover.begin().mode).toBe("shadow");
});

test("what lasts is told to the next engine, as it was last asked for, and what is over is not", () => {
  const handover = new Handover("shadow");
  const freeze = (on: boolean) => ({ tag: "command", command: "freeze", on }) as const;
  const temperature = { tag: "command", command: "temperature", temperature: 0.3 } as const;
  for (const command of [freeze(true), temperature, freeze(false)]) handover.heard(command);
  handover.heard({ tag: "command", command: "answer" });
  expect([...handover.commands]).toEqual([freeze(false), temperature]);
});
