import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { pathOfRecording } from "../../../../main/archive/piece/path-of-recording.ts";
import { readTake } from "../../../../main/archive/take-reader.ts";
import type { PracticeReference } from "../../../../main/coaching/practice/reference.ts";
import { ShowPractice } from "../../../../main/show/practice/show-practice.ts";
import { threadedJudge } from "../../../../main/show/practice/threaded-judge.ts";
import { SteppedClock } from "../../../../shared/clock.ts";
import { initialControls } from "../../../../shared/commands/controls.ts";
import { controlsAfter, type EngineCommand } from "../../../../shared/commands/table.ts";
import type { PracticeMessage } from "../../../../shared/practice.ts";
import { writeDance } from "../../../support/dances.ts";
import { ENGINE_SETTINGS } from "../../../support/engine-settings.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { demoPhrases } from "../../../support/ordinary-dancing.ts";
import { type PassShape, passFrames } from "../../../support/practised.ts";

const phrases = await demoPhrases();
const NAME = "phrase.take.ndjson";
let folder: string;
let references: (PracticeReference | null)[];
let messages: PracticeMessage[];
let lines: string[];
let controls = initialControls(ENGINE_SETTINGS);
let session: ShowPractice;

beforeEach(async () => {
  folder = emptyFolder();
  [references, messages, lines] = [[], [], []];
  controls = initialControls({ ...ENGINE_SETTINGS, practiceFaster: true, practiceSpeed: 0.75 });
  session = practising();
  await writeDance(folder, "phrase", phrases[0]!.frames);
});

function practising(): ShowPractice {
  let at = 1_760_000_000_000;
  const made = new ShowPractice({
    ...{ judge: threadedJudge(folder), fileOf: (name) => pathOfRecording(folder, name) },
    ...{ hear: () => Promise.reject(new Error("there is no track")), clock: new SteppedClock(0) },
    ...{ controls: () => controls, practise: (reference) => references.push(reference), onChange: () => {} },
    command: (command: EngineCommand) => {
      controls = controlsAfter(controls, command);
    },
    send: (message) => messages.push(message),
    tellOperator: (line) => lines.push(line),
    now: () => (at += 60_000),
  });
  onTestFinished(() => made.close());
  return made;
}

/** Dances a pass, and waits for what is said of it. */
async function dance(shape: PassShape): Promise<PracticeMessage> {
  const said = messages.length;
  const speed = controls.parameters.practiceSpeed;
  for (const frame of passFrames(references.at(-1)!, { speed, from: 100 * (shape.pass ?? 1), ...shape }))
    session.see(frame);
  await vi.waitFor(() => expect(messages.length).toBeGreaterThan(said), 20_000);
  return messages.at(-1)!;
}

test("what is practised is read, the engine and the stage hear of it, and of its end", async () => {
  const state = await session.start(NAME, 1, 4);
  expect(state).toMatchObject({ reference: NAME, stretch: { begin: 1, end: 4 }, fault: null, loading: null });
  expect(state.duration).toBeCloseTo((phrases[0]!.frames.length - 1) / 30, 2);
  expect(references).toHaveLength(1);
  expect(references[0]!.begin).toBe(0);
  expect(references[0]!.clip.frames).toBe(151);
  expect(controls.mode).toBe("practise");
  expect(session.stop()).toMatchObject({ reference: null, stretch: null, duration: 0 });
  expect(references[1]).toBeNull();
  expect(controls.mode).toBe("shadow");
});

test("what cannot be practised is refused in a line, and what was practised goes on", async () => {
  await session.start(NAME, null, null);
  for (const [name, line] of [
    ["../phrase.take.ndjson", /no name of a take/],
    ["gone.take.ndjson", /gone\.take\.ndjson: is not there/],
  ] as const) {
    await expect(session.start(name, null, null)).rejects.toThrow(line);
    expect(session.state).toMatchObject({ reference: NAME, fault: expect.stringMatching(line) });
  }
  await expect(session.start(NAME, 2, 2.5)).rejects.toThrow(
    /^phrase\.take\.ndjson: from 2 to 2\.5 s, expected at least 1 s to practise of its 0 to /,
  );
  expect(references).toHaveLength(1);
  await session.begin("gone.take.ndjson");
  expect(lines).toEqual([expect.stringMatching(/gone\.take\.ndjson: is not there/)]);
});

test("a pass is compared, told, kept in a line and as a take; the speed rises with good ones", async () => {
  await session.start(NAME, 1, 6);
  const first = await dance({ pass: 1 });
  expect(first.pass).toMatchObject({ reference: NAME, pass: 1, speed: 0.75, stretch: { begin: 1, end: 6 } });
  expect(first.pass.good).toBe(true);
  expect(session.greeting).toBe(first);
  expect(controls.parameters.practiceSpeed).toBe(0.8);
  const second = await dance({ pass: 2, late: 0.4 });
  expect(second.pass).toMatchObject({ pass: 2, speed: 0.8, good: false });
  expect(second.pass.figures.late.whole).toBeGreaterThan(0.3);
  expect(controls.parameters.practiceSpeed).toBe(0.8);
  const kept = (await readFile(join(folder, "practice.ndjson"), "utf8")).trim().split("\n");
  expect(kept.map((line) => JSON.parse(line).pass)).toEqual([1, 2]);
  expect((await session.passes({ reference: NAME, since: 0 })).map(({ good }) => good)).toEqual([
    true,
    false,
  ]);
  const takes = (await readdir(join(folder, "practice"))).sort();
  expect(takes).toEqual([
    expect.stringMatching(/^\d{8}-\d{6}-phrase-1\.take\.ndjson\.gz$/),
    expect.stringMatching(/^\d{8}-\d{6}-phrase-2\.take\.ndjson\.gz$/),
  ]);
  const { header } = await readTake(join(folder, "practice", takes[1]!), { onDamage: expect.unreachable });
  expect(header.note).toBe(`${NAME} from 1.00 to 6.00 s, at 80 % of its speed; it begins at 0.60 s`);
  expect(lines).toEqual([]);
});
