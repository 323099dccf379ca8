import { expect, test } from "vitest";
import { controlled, firstControls } from "../../../main/engine/controls.ts";
import { Handover } from "../../../main/process/handover.ts";
import type { StageFrame } from "../../../shared/stage.ts";
import { ENGINE_SETTINGS } from "../../support/engine-settings.ts";
import { person, stageFrame } from "../../support/stage-frames.ts";

const SHADOW = firstControls(ENGINE_SETTINGS);

function stage(frame: number, ...ids: number[]): StageFrame {
  return stageFrame(frame, { people: ids.map((id) => person(id)) });
}

test("the first engine begins at the beginning", () => {
  const begin = { tag: "begin", controls: SHADOW, firstFrame: 0, firstId: 1 };
  expect(new Handover(SHADOW).begin()).toEqual(begin);
});

test("frames pass as they are while one engine plays", () => {
  const handover = new Handover(SHADOW);
  const frame = stage(0, 1, 2);
  expect(handover.pass(frame)).toBe(frame);
});

test("somebody who dances alone keeps her number, and does not leave", () => {
  const handover = new Handover(SHADOW);
  for (let frame = 0; frame < 7; frame++) handover.pass(stage(frame, 1, 5));
  handover.pass(stage(7, 5));
  const { controls, ...numbers } = handover.begin();
  expect(numbers).toEqual({ tag: "begin", firstFrame: 8, firstId: 5 });
  expect(controls).toEqual(SHADOW);
  expect(handover.pass(stage(8)).events).toEqual([]);
});

test("of several nobody can be told apart: they leave, and get numbers that were never given", () => {
  const handover = new Handover(SHADOW);
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
  const handover = new Handover(SHADOW);
  handover.pass(stage(0, 3, 4));
  handover.begin();
  expect(handover.pass(stage(1, 3, 4)).events).toEqual([]);
});

test("what was asked for is the next engine's, also while a frame is on its way that does not know of it", () => {
  const handover = new Handover(SHADOW);
  const mode = { tag: "command", command: "mode", mode: "answer" } as const;
  const asked = { tag: "command", command: "set", knob: "tempo", value: 0.5 } as const;
  const frozen = { tag: "command", command: "freeze", on: true } as const;
  for (const command of [mode, asked, frozen]) handover.controls = controlled(handover.controls, command);
  handover.pass(stage(0, 1));
  expect(handover.begin().controls).toMatchObject({ mode: "answer", knobs: { tempo: 0.5 }, frozen: true });
});
