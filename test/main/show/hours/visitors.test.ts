import { expect, test } from "vitest";
import { Visitors } from "../../../../main/show/hours/visitors.ts";
import { controlsAfter, type EngineCommand, parseCommand } from "../../../../shared/commands/table.ts";
import { ENGINE_SETTINGS } from "../../../support/engine-settings.ts";
import { showState } from "../../../support/show-state.ts";
import { person, stageFrame } from "../../../support/stage-frames.ts";

function setUp(after = 60) {
  let now = 0;
  let state = showState();
  const [told, commands]: [string[], EngineCommand[]] = [[], []];
  let resets = 0;
  const visitors = new Visitors({
    ...{ clock: { now: () => now }, after, controls: ENGINE_SETTINGS, state: () => state },
    command(command) {
      commands.push(command);
      state = { ...state, ...controlsAfter(state, command) };
    },
    onReset: () => resets++,
    tellOperator: (line) => told.push(line),
  });
  const give = (by: "visitor" | "curator", name: string, value?: unknown) => {
    const command = parseCommand(name, value) as EngineCommand;
    state = { ...state, ...controlsAfter(state, command) };
    visitors.commanded(command, by);
  };
  const pass = (seconds: number, people = 0, standsIn = false) => {
    const shown = stageFrame(0, { people: Array.from({ length: people }, (_, i) => person(i + 1)) });
    for (const end = now + seconds; now < end; now++) {
      visitors.staged(shown, standsIn);
      visitors.look();
    }
  };
  return { visitors, give, pass, told, commands, resets: () => resets, state: () => state };
}

test("a minute after the last visitor everything is as the curator set it, desk and console included", () => {
  const { give, pass, told, state, resets } = setUp();
  give("curator", "tempo", 1.5);
  give("visitor", "tempo", 0.5);
  give("visitor", "mode", "echo");
  give("visitor", "mirror", true);
  give("curator", "look", "ink");
  pass(300, 1);
  pass(59);
  expect(state()).toMatchObject({ mode: "echo", parameters: { tempo: 0.5 } });
  pass(3);
  expect(state()).toMatchObject({ mode: "shadow", parameters: { tempo: 1.5, mirror: false, look: "ink" } });
  expect(told).toEqual(["nobody for 60 s: as the curator set it again (mode, tempo, mirror)"]);
  pass(600);
  expect(resets()).toBe(1);
});

test("somebody who is in sight, or comes back, keeps what was turned; a demo that stands in is nobody", () => {
  const { give, pass, state } = setUp();
  give("visitor", "mode", "echo");
  for (let i = 0; i < 5; i++) {
    pass(50);
    pass(1, 2);
  }
  pass(3600, 1);
  expect(state().mode).toBe("echo");
  pass(62, 1, true);
  expect(state().mode).toBe("shadow");
});

test("a visitor's practice goes with her, and the curator's stays", () => {
  const { visitors, give, pass, state } = setUp();
  const practised = () => visitors.practised({ tag: "command", command: "mode", value: "practise" });
  visitors.commanded({ tag: "command", command: "practise", value: "a.take.ndjson" }, "curator");
  give("visitor", "mode", "practise");
  practised();
  pass(5, 1);
  pass(62);
  expect(state().mode).toBe("practise");
  visitors.commanded({ tag: "command", command: "mode", value: "shadow" }, "curator");
  visitors.commanded({ tag: "command", command: "practiseAnswer" }, "visitor");
  practised();
  pass(5, 1);
  pass(62);
  expect(state().mode).toBe("shadow");
});

test("a rehearsal, with no time set, loses no knob", () => {
  const { give, pass, commands, resets } = setUp(0);
  give("visitor", "mode", "echo");
  pass(86_400);
  expect([commands, resets()]).toEqual([[], 0]);
});
