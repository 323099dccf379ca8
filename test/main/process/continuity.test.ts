import { expect, test } from "vitest";
import { Continuity } from "../../../main/process/continuity.ts";
import { initialControls } from "../../../shared/commands/controls.ts";
import { controlsAfter, type EngineCommand } from "../../../shared/commands/table.ts";
import type { StageEvent } from "../../../shared/stage.ts";
import { ENGINE_SETTINGS } from "../../support/engine-settings.ts";
import { person, stageFrame } from "../../support/stage-frames.ts";

const SHADOW = initialControls(ENGINE_SETTINGS);

/** What an engine sends, frame by frame, and what of it passes. */
class Stage {
  readonly continuity = new Continuity(SHADOW);
  #frame = 0;
  #ids: readonly number[] = [];

  /** A frame with these people in it, with the events that its engine knows of. */
  show(ids: readonly number[], ...more: StageEvent[]): readonly StageEvent[] {
    const enter = ids.filter((id) => !this.#ids.includes(id)).map((id) => ({ event: "enter", id }) as const);
    const leave = this.#ids.filter((id) => !ids.includes(id)).map((id) => ({ event: "leave", id }) as const);
    this.#ids = ids;
    const events = [...leave, ...enter, ...more];
    const people = ids.map((id) => person(id));
    return this.continuity.pass(stageFrame(this.#frame++, { people, events })).events;
  }

  /** Another engine begins, which knows nobody. */
  begin() {
    this.#ids = [];
    return this.continuity.begin();
  }
}

test("the first engine begins at the beginning", () => {
  const begin = { tag: "begin", controls: SHADOW, firstFrame: 0, firstId: 1 };
  expect(new Continuity(SHADOW).begin()).toEqual(begin);
});

test("frames pass as they are while one engine plays", () => {
  const continuity = new Continuity(SHADOW);
  const frame = stageFrame(0, { people: [person(1)], events: [{ event: "enter", id: 1 }] });
  expect(continuity.pass(frame)).toBe(frame);
});

test("somebody who dances alone keeps her number, and neither leaves nor comes again", () => {
  const stage = new Stage();
  for (let frame = 0; frame < 7; frame++) stage.show([1, 5]);
  stage.show([5]);
  const { controls, ...numbers } = stage.begin();
  expect(numbers).toEqual({ tag: "begin", firstFrame: 8, firstId: 5 });
  expect(controls).toEqual(SHADOW);
  expect(stage.show([])).toEqual([]);
  expect(stage.show([5])).toEqual([]);
  for (let frame = 0; frame < 60; frame++) expect(stage.show([5])).toEqual([]);
  expect(stage.show([])).toEqual([{ event: "leave", id: 5 }]);
});

test("who was dancing alone and walked off meanwhile leaves a second later", () => {
  const stage = new Stage();
  stage.show([4]);
  stage.begin();
  const events = Array.from({ length: 60 }, () => stage.show([]));
  expect(events.flat()).toEqual([{ event: "leave", id: 4 }]);
  expect(events.findIndex(({ length }) => length > 0)).toBe(30);
});

test("what the engine before had begun ends with it", () => {
  const stage = new Stage();
  stage.show([1], { event: "phrase-start", id: 1 });
  stage.show([1], { event: "phrase-end", id: 1 }, { event: "answer-start", id: 1 });
  stage.begin();
  expect(stage.show([1], { event: "phrase-start", id: 1 })).toEqual([
    { event: "answer-end", id: 1 },
    { event: "phrase-start", id: 1 },
  ]);
  stage.begin();
  expect(stage.show([])).toEqual([{ event: "phrase-end", id: 1 }]);
});

test("of several nobody can be told apart: they leave, and get numbers that were never given", () => {
  const stage = new Stage();
  stage.show([9]);
  stage.show([3, 4]);
  expect(stage.begin()).toMatchObject({ firstFrame: 2, firstId: 10 });
  expect(stage.show([])).toEqual([
    { event: "leave", id: 3 },
    { event: "leave", id: 4 },
  ]);
  expect(stage.show([10])).toEqual([{ event: "enter", id: 10 }]);
});

test("people whose numbers come with the source stay who they are", () => {
  const stage = new Stage();
  stage.show([3, 4]);
  stage.begin();
  expect(stage.show([3, 4])).toEqual([]);
});

test("what was asked for is the next engine's, also while a frame is on its way that does not know of it", () => {
  const continuity = new Continuity(SHADOW);
  const commands: readonly EngineCommand[] = [
    { tag: "command", command: "mode", value: "answer" },
    { tag: "command", command: "tempo", value: 0.5 },
    { tag: "command", command: "freeze", value: true },
  ];
  for (const command of commands) continuity.controls = controlsAfter(continuity.controls, command);
  continuity.pass(stageFrame(0, { people: [person(1)] }));
  expect(continuity.begin().controls).toMatchObject({
    mode: "answer",
    parameters: { tempo: 0.5 },
    frozen: true,
  });
});
