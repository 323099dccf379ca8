import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { pathOfRecording } from "../../../../main/archive/piece/path-of-recording.ts";
import { frameAtIndex } from "../../../../main/motion/interpolation.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { ShowPractice } from "../../../../main/show/practice/show-practice.ts";
import { threadedJudge } from "../../../../main/show/practice/threaded-judge.ts";
import { PART_JOINTS } from "../../../../shared/body-parts.ts";
import { SteppedClock } from "../../../../shared/clock.ts";
import { type Controls, initialControls } from "../../../../shared/commands/controls.ts";
import { controlsAfter } from "../../../../shared/commands/table.ts";
import type { Pose, Seconds } from "../../../../shared/pose.ts";
import type { Finding, PracticeMessage, PracticePass } from "../../../../shared/practice.ts";
import type { StageFrame } from "../../../../shared/stage.ts";
import { seenAt } from "../../../support/bodies.ts";
import { writeDance } from "../../../support/dances.ts";
import { ENGINE_SETTINGS } from "../../../support/engine-settings.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { demoPhrases } from "../../../support/ordinary-dancing.ts";
import { StageRun } from "../../../support/stage-run.ts";

/*
 * A dancer, the engine and the host, without a page: she sees the reference that the engine dances, and does what it does
 * as late as she is.
 */

const NAME = "phrase.take.ndjson";
const { frames } = (await demoPhrases())[1]!;

/** How late she is in each pass, the whole of her and her right arm beyond that, seconds of the room. */
type Lateness = (pass: number) => { readonly whole: Seconds; readonly rightArm: Seconds };

async function practise(passes: number, lateness: Lateness, settings: Partial<typeof ENGINE_SETTINGS>) {
  const folder = emptyFolder();
  await writeDance(folder, "phrase", frames);
  const messages: PracticeMessage[] = [];
  const lines: string[] = [];
  const run = new StageRun({ mode: "practise", countIn: 0, practiceRest: 2, ...settings });
  let controls: Controls = initialControls({ ...ENGINE_SETTINGS, mode: "practise", ...settings });
  const practice = new ShowPractice({
    ...{ judge: threadedJudge(folder), fileOf: (name) => pathOfRecording(folder, name) },
    ...{ hear: () => Promise.reject(new Error("no track")), clock: new SteppedClock(), now: Date.now },
    ...{ controls: () => controls, onChange: () => {}, tellOperator: (line) => lines.push(line) },
    practise: (reference) => run.engine.practise(reference),
    command(command) {
      controls = controlsAfter(controls, command);
      run.engine.command(command);
    },
    send: (message) => messages.push(message),
  });
  onTestFinished(() => practice.close());
  await practice.start(NAME, 0.5, 7);
  let shown: StageFrame | null = null;
  const at = (seconds: Seconds): MotionFrame => frameAtIndex(frames, 30 * seconds);
  const dancer = (t: Seconds): readonly Pose[] => {
    const seen = shown?.practice;
    const { whole, rightArm } = lateness(seen?.pass ?? 1);
    // She sees a frame as long after it was made as the next one comes; until it begins she waits where it begins.
    const dancesAt = (late: Seconds) =>
      at(seen && seen.phase !== "waiting" ? seen.position + (t - shown!.t - late) * seen.speed : 0.5);
    const own = dancesAt(whole);
    const arm = dancesAt(whole + rightArm);
    const body = own.body.map((point, joint) =>
      PART_JOINTS.right_arm.includes(joint) ? arm.body[joint]! : point,
    );
    return [{ ...seenAt(body, 0.45), root: own.root }];
  };
  while (messages.length < passes) {
    const [frame] = await run.dance(1 / 30, dancer);
    shown = frame!;
    practice.see(shown);
    if (practice.state.comparing)
      await vi.waitFor(() => expect(practice.state.comparing).toBe(false), 20_000);
    expect(run.now).toBeLessThan(30 * passes);
  }
  const kept = (await readFile(join(folder, "practice.ndjson"), "utf8")).trim().split("\n");
  return { messages, lines, kept: kept.map((line): PracticePass => JSON.parse(line)) };
}

test("who follows exactly has nothing to mend and goes on faster; whose arm is late is told so, and in the second pass that it is a habit", async () => {
  const lateness = (pass: number) => ({ whole: 0, rightArm: pass === 1 ? 0 : 0.3 });
  const { messages, lines, kept } = await practise(3, lateness, { practiceFaster: true, practiceSpeed: 0.9 });
  const [exact, first, second] = messages as [PracticeMessage, PracticeMessage, PracticeMessage];
  expect(exact.findings).toEqual([]);
  expect(Math.abs(exact.pass.figures.late.whole!)).toBeLessThan(0.02);
  expect([exact.pass.good, exact.pass.speed, first.pass.speed]).toEqual([true, 0.9, 0.95]);
  for (const { findings, pass } of [first, second]) {
    const [{ difference }] = findings as [Finding];
    expect(difference).toMatchObject({ kind: "timing", part: "right_arm" });
    expect("late" in difference && difference.late).toBeCloseTo(0.3, 1.2);
    expect(pass.figures.late.right_arm).toBeCloseTo(0.3, 1.2);
    expect(findings.map(({ difference: { kind } }) => kind)).not.toContain("missing");
  }
  expect([first, second].map(({ findings }) => findings[0]!.passes)).toEqual([1, 2]);
  expect(kept.map(({ pass, findings }) => [pass, findings[0]?.passes])).toEqual([
    [1, undefined],
    [2, 1],
    [3, 2],
  ]);
  expect(lines).toEqual([]);
});

test("who is late as a whole is told that first, by seconds of the room", async () => {
  const { messages } = await practise(1, () => ({ whole: 0.25, rightArm: 0 }), { practiceSpeed: 0.75 });
  const [{ pass, findings }] = messages as [PracticeMessage];
  expect(pass.figures.late.whole).toBeCloseTo(0.25, 1.4);
  expect(findings[0]!.difference).toMatchObject({ kind: "timing", part: "whole" });
  expect(pass.good).toBe(false);
});
