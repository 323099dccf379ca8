import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadSettings } from "../../../main/config/load-settings.ts";
import type { Engine } from "../../../main/engine/engine.ts";
import { DEMO_TAKE, openDemo } from "../../../main/inputs/demo.ts";
import { loadEngine } from "../../../main/process/engine-loader.ts";
import { openPoseGraph } from "../../../main/runtime/pose-graph-file.ts";
import { initialControls } from "../../../shared/commands/controls.ts";
import { GENERATOR_NAMES, type GeneratorName } from "../../../shared/commands/parameters.ts";
import type { Figure, StageFrame } from "../../../shared/stage.ts";
import { emptyFolder } from "../../support/folder.ts";
import { jobContext } from "../../support/job-context.ts";
import { largestOf, moved, percentile, type Way } from "../../support/jolts.ts";
import { amount } from "../../support/long.ts";

/** Seconds of each generator; it is changed every so often; `memory` has to know her first. */
const EACH = amount({ everyday: 9, long: 300 });
const EVERY = 2.3;
const KNOWN = 21;
/** How much longer a frame may take at p95 than with the model, in the same run: a machine that others use is not even. */
const LONGER = amount({ everyday: 2.5, long: 1.25 });

/** An engine with every generator; the graph is of the demo's own dance. */
async function begin(changes: Parameters<typeof loadSettings>[0]["overrides"] = {}): Promise<Engine> {
  const archive = emptyFolder();
  copyFileSync(DEMO_TAKE, join(archive, "demo.take.ndjson.gz"));
  await openPoseGraph(archive, jobContext());
  const settings = loadSettings({ overrides: { mode: "answer", answerLength: 60, archive, ...changes } });
  const room = await loadEngine({ tag: "configure", settings, detectorSize: null });
  onTestFinished(() => room.dispose());
  return room.begin({ tag: "begin", controls: initialControls(settings), firstFrame: 0, firstId: 1 });
}

/** Dances with the demo for ever; the partner answers all the time. */
async function* answering(engine: Engine): AsyncGenerator<StageFrame> {
  for await (const frame of (await openDemo()).frames()) {
    const staged = await engine.process(frame);
    yield staged;
    if (frame.t > 1 && staged.people[0]?.turn === "listening")
      engine.command({ tag: "command", command: "answer" });
  }
}

test("changed every few seconds while it answers, the partner never jumps, and dances in what was asked for, in the same time", {
  timeout: 3_600_000,
}, async () => {
  const engine = await begin();
  // Changes of velocity into the frame in which it changes and out of it, as at hand-over: of all joints, and the largest.
  const [own, changed]: [Way[], Way[]] = [[], []];
  const [ownMean, changedMean]: [Way[], Way[]] = [[], []];
  const [live, partner]: [Figure[], Figure[]] = [[], []];
  const by = new Set<GeneratorName>();
  let asked: { readonly name: GeneratorName; readonly at: number } = { name: "model", at: KNOWN };
  let frames = 0;
  const took = new Map(GENERATOR_NAMES.map((name): [GeneratorName, number[]] => [name, []]));
  for await (const { people, t, timing } of answering(engine)) {
    const [person] = people;
    if (!person?.partner) continue;
    live.push(person.live);
    partner.push(person.partner);
    const [l, p] = [live.slice(-3), partner.slice(-3)];
    if (l.length < 3) continue;
    own.push(moved(l[0]!, l[1]!, l[2]!, largestOf));
    ownMean.push(moved(l[0]!, l[1]!, l[2]!));
    if (person.turn !== "answering") continue;
    expect(person.partner.generator).toBe(asked.name);
    by.add(asked.name);
    if (t > KNOWN) took.get(asked.name)!.push(timing.total);
    frames++;
    if (frames <= 2) {
      changed.push(moved(p[0]!, p[1]!, p[2]!, largestOf));
      changedMean.push(moved(p[0]!, p[1]!, p[2]!));
    }
    if (t - asked.at < EVERY) continue;
    const next = GENERATOR_NAMES[(GENERATOR_NAMES.indexOf(asked.name) + 1) % GENERATOR_NAMES.length]!;
    engine.command({ tag: "command", command: "generator", value: next });
    [asked, frames] = [{ name: next, at: t }, 0];
    if (t > KNOWN + GENERATOR_NAMES.length * EACH) break;
  }
  expect(by.size).toBe(GENERATOR_NAMES.length);
  const p95 = (name: GeneratorName) => percentile(took.get(name)!, 0.95);
  for (const name of GENERATOR_NAMES) {
    console.log(`${name}: ${took.get(name)!.length} frames, p95 ${p95(name).toFixed(1)} ms`);
    expect(p95(name), name).toBeLessThan(LONGER * p95("model") + Number.EPSILON);
  }
  for (const [what, found, hers] of [
    ["largest", changed, own],
    ["mean", changedMean, ownMean],
  ] as const) {
    for (const space of ["body", "stage"] as const) {
      const values = (ways: readonly Way[]) => ways.map((way) => way[space]);
      const [most, limit] = [percentile(values(found), 0.99), percentile(values(hers), 0.99)];
      console.log(`${what}, ${space}: ${most.toFixed(4)} of ${found.length}, hers ${limit.toFixed(4)}`);
      expect(most, `${what}, ${space}`).toBeLessThanOrEqual(limit);
    }
  }
});

test("memory answers from 20 s of her on, until then, and once she has begun again, the model does", async () => {
  const engine = await begin({ generator: "memory" });
  const answeredBy: (readonly [t: number, by: GeneratorName | null | undefined, next: GeneratorName])[] = [];
  let restarted = false;
  for await (const { t, people } of answering(engine)) {
    const [person] = people;
    if (person)
      answeredBy.push([
        t,
        person.turn === "answering" ? person.partner?.generator : null,
        person.nextGenerator,
      ]);
    if (t > 22 && !restarted) engine.command({ tag: "command", command: "restart" });
    restarted ||= t > 22;
    if (t > 24) break;
  }
  const between = (from: number, to: number) => answeredBy.filter(([t]) => t > from && t < to);
  expect(new Set(between(2, 19).map(([, by]) => by))).toEqual(new Set(["model"]));
  expect(new Set(between(2, 19).map(([, , next]) => next))).toEqual(new Set(["model"]));
  expect(new Set(between(21, 22).map(([, , next]) => next))).toEqual(new Set(["memory"]));
  expect(new Set(between(22.1, 24).map(([, , next]) => next))).toEqual(new Set(["model"]));
});
