import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { Surface } from "../../../main/surface/surface.ts";
import type { SurfaceReport } from "../../../shared/surface/surface-message.ts";
import { emptyFolder } from "../../support/folder.ts";

const REPORT: SurfaceReport = {
  ...{ tag: "surface", midi: "on", why: "", devices: ["Desk 8"], revision: 0, waiting: [], moved: null },
};
const FADER = { device: "Desk 8", kind: "controller", channel: 1, number: 7 } as const;
const PAD = { device: "Desk 8", kind: "note", channel: 10, number: 36 } as const;

let file: string;
let notices: string[];

beforeEach(() => {
  file = join(emptyFolder(), "bindings.json");
  notices = [];
});

async function open(isNamed = false): Promise<Surface> {
  const surface = await Surface.open({
    ...{ file, isNamed, onInstructions: () => {}, onChange: () => {} },
    tellOperator: (line) => notices.push(line),
  });
  onTestFinished(() => surface.close());
  return surface;
}

test("a file that was named and is not there is told; one that nobody named may come later", async () => {
  await open();
  expect(notices).toEqual([]);
  await open(true);
  expect(notices).toEqual([
    `${file} is not there yet: no control does anything until one is learnt on the desk`,
  ]);
});

/** Binds a control as a desk and the page do it together. */
async function teach(
  surface: Surface,
  target: Parameters<Surface["learn"]>[0],
  control: typeof FADER | typeof PAD,
) {
  surface.learn(target);
  const lesson = surface.instructions.lesson!;
  await surface.learnt({ tag: "learnt", lesson, control, fine: false });
}

const kept = () => JSON.parse(readFileSync(file, "utf8"));

test("what is learnt is kept in a file that people can read, and is there at the next start", async () => {
  const surface = await open();
  expect([surface.wantsMidi, existsSync(file)]).toEqual([false, false]);
  surface.report(REPORT);
  await teach(surface, { command: "temperature" }, FADER);
  await teach(surface, { command: "mode", value: "echo" }, PAD);
  await teach(surface, { command: "mode", value: "echo" }, PAD);
  expect(kept()).toEqual({
    bindings: [
      { device: "Desk 8", kind: "controller", channel: 1, number: 7, command: "temperature" },
      { device: "Desk 8", kind: "note", channel: 10, number: 36, command: "mode", value: "echo" },
    ],
  });
  const { bindings } = surface.instructions;
  expect(bindings.map(({ does }) => does)).toEqual(["follow", "set"]);
  expect((await open()).instructions.bindings).toEqual(bindings);
});

test("a lesson ends with its control, by the desk, or with the page; what comes after it binds nothing", async () => {
  const surface = await open();
  expect(() => surface.learn({ command: "answer" })).toThrow("no stage page is open");
  surface.report(REPORT);
  expect(() => surface.learn({ command: "play" })).toThrow(
    "play.value is missing, expected one that the command",
  );
  surface.learn({ command: "answer" });
  expect(surface.wantsMidi).toBe(true);
  const lesson = surface.instructions.lesson!;
  surface.stopLearning();
  await surface.learnt({ tag: "learnt", lesson, control: PAD, fine: false });
  surface.learn({ command: "answer" });
  surface.report(null);
  expect([surface.state.learning, surface.state.listens, existsSync(file)]).toEqual([null, false, false]);
});

test("how a control is read and what it does can be changed, one binding unbound, and an old list changes nothing", async () => {
  const surface = await open();
  surface.report(REPORT);
  await teach(surface, { command: "temperature" }, FADER);
  await teach(surface, { command: "blackout" }, PAD);
  const { revision } = surface.state;
  await surface.edit(0, revision, { reads: "offset-64", does: "set" });
  expect(kept().bindings[0]).toMatchObject({ reads: "offset-64", command: "temperature" });
  expect(() => surface.edit(1, revision, null)).toThrow("have changed meanwhile");
  await surface.edit(1, surface.state.revision, null);
  expect(surface.instructions.bindings).toHaveLength(1);
});

test("the page's list of waiting controls is of no use for other bindings", async () => {
  const surface = await open();
  surface.report(REPORT);
  await teach(surface, { command: "temperature" }, FADER);
  const waiting = [{ binding: 0, place: 0.9, value: 0.5 }];
  surface.report({ ...REPORT, waiting });
  expect(surface.state.bindings[0]!.waiting).toBeNull();
  surface.report({ ...REPORT, waiting, revision: surface.state.revision });
  expect(surface.state.bindings[0]!.waiting).toEqual({ place: 0.9, value: 0.5 });
});

test("what is written into the file by hand counts; a mistake is told by its place, and is not written over", async () => {
  writeFileSync(file, '{"bindings": [{"kind": "note", "number": 36, "command": "answer"}]}');
  const surface = await open();
  surface.report(REPORT);
  expect(surface.instructions.bindings[0]).toMatchObject({ channel: 1, device: "", does: "follow" });
  writeFileSync(file, '{"bindings": [{"kind": "note", "number": 136, "command": "answer"}]}');
  const line = `${file}: bindings.0.number is 136, expected a whole number from 0 to 127`;
  await expect.poll(() => notices).toEqual([`${line}; what was before goes on`]);
  expect(() => surface.learn({ command: "answer" })).toThrow(line);
  await expect(surface.edit(0, surface.state.revision, null)).rejects.toThrow(line);
  expect(surface.instructions.bindings).toHaveLength(1);
  rmSync(file);
  await expect.poll(() => surface.state.fault, { timeout: 3000 }).toBeNull();
  expect(surface.instructions.bindings).toEqual([]);
});

test("that the page may not use MIDI is told once", async () => {
  const surface = await open();
  for (const why of ["no", "never"]) surface.report({ ...REPORT, midi: "denied", why });
  expect(notices).toEqual([
    "the stage page may not use MIDI (no): allow it in its browser, and load it again",
  ]);
});
