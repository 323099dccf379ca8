import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TakeFrame } from "../../../main/archive/take.ts";
import { readTake } from "../../../main/archive/take-reader.ts";
import { continueTake } from "../../../main/jobs/continue-take.ts";
import { ModelError } from "../../../main/system/errors.ts";
import { projectRoot } from "../../../main/system/files/paths.ts";
import { sineDance, writeDance } from "../../support/dances.ts";
import { emptyFolder } from "../../support/folder.ts";
import { jobContext } from "../../support/job-context.ts";
import { overflowingModel } from "../../support/overflowing-model.ts";

const SLOW = { timeout: 60_000 };
const wish = {
  model: join(projectRoot, "models/first"),
  phrases: join(projectRoot, "models/phrases"),
  fact: join(projectRoot, "models/fact"),
  generator: "model",
  archive: null,
  backend: "auto",
  ...{ temperature: 1, seed: 1, seconds: 1.5, options: 2, force: false },
} as const;
const swing = () => writeDance(emptyFolder(), "swing", sineDance({ seconds: 3 }));

async function framesOf(file: string): Promise<TakeFrame[]> {
  const { frames } = await readTake(file, { onDamage: () => {} });
  const all: TakeFrame[] = [];
  for await (const frame of frames) all.push(frame);
  return all;
}

test("continuations are as long as asked for, follow the seed's last frame, and differ", SLOW, async () => {
  const dance = sineDance({ seconds: 3 });
  const take = await writeDance(emptyFolder(), "swing", dance);
  const context = jobContext();
  const files = await continueTake({ ...wish, take, output: emptyFolder() }, context);
  expect(files.map((file) => file.replace(/.*\//, ""))).toEqual([
    "swing-1.take.ndjson",
    "swing-2.take.ndjson",
  ]);
  const takes = await Promise.all(files.map(framesOf));
  for (const frames of takes) {
    expect(frames.length).toBe(45);
    frames.forEach(({ t }, index) => {
      expect(t).toBeCloseTo(index / 30, 3);
    });
    const [first] = frames[0]!.people;
    const last = dance.at(-1)!;
    first!.body!.forEach((point, joint) => {
      const from = last.body[joint]!;
      expect(Math.hypot(point!.x - from.x, point!.y - from.y, point!.z - from.z)).toBeLessThan(0.15);
    });
    expect(Math.hypot(first!.root!.x - last.root.x, first!.root!.z - last.root.z)).toBeLessThan(0.05);
  }
  expect(takes[0]).not.toEqual(takes[1]);
  expect(context.notes).toEqual([expect.stringMatching(/^first.*; /)]);
  expect(context.reports.map(({ phase, done }) => `${phase} ${done}`)).toEqual([
    ...Array.from({ length: 90 }, (_, frame) => `reading the take ${frame + 1}`),
    ...Array.from({ length: 45 }, (_, frame) => `continuing ${frame + 1}`),
  ]);
  expect(context.reports.at(-1)).toEqual({ phase: "continuing", unit: "frame", done: 45, total: 45 });
});

test("stopped while it dances, it keeps the continuations as far as they are", SLOW, async () => {
  const context = jobContext(({ phase, done }) => phase === "continuing" && done === 20);
  const files = await continueTake({ ...wish, take: await swing(), output: emptyFolder() }, context);
  expect((await Promise.all(files.map(framesOf))).map(({ length }) => length)).toEqual([20, 20]);
});

test("stopped before it dances, it leaves nothing", SLOW, async () => {
  const output = emptyFolder();
  const context = jobContext(({ done }) => done === 90);
  await expect(continueTake({ ...wish, take: await swing(), output }, context)).rejects.toThrow("stopped");
  expect(readdirSync(output)).toEqual([]);
});

test("what lies there already is not written over unless that is asked for", SLOW, async () => {
  const take = await swing();
  const one = { ...wish, options: 1, take, output: emptyFolder() };
  const [first] = await continueTake(one, jobContext());
  await expect(continueTake(one, jobContext())).rejects.toThrow(
    `${first}: is there already; expected another --output, or --force`,
  );
  await continueTake({ ...one, force: true }, jobContext());
  await expect(continueTake({ ...one, output: take }, jobContext())).rejects.toThrow(
    /^\S+: cannot be written \(file already exists\)/,
  );
});

test("the same wish gives the same takes, byte for byte", SLOW, async () => {
  const take = await swing();
  const [once, again] = [emptyFolder(), emptyFolder()];
  const contents = async (output: string) =>
    (await continueTake({ ...wish, take, output }, jobContext())).map((file) => readFileSync(file, "utf8"));
  expect(await contents(once)).toEqual(await contents(again));
});

test("a seed at another rate ends on the model's grid, so that nothing is lost of it", SLOW, async () => {
  const fps = 25;
  const dance = sineDance({ seconds: 3, fps });
  const take = await writeDance(emptyFolder(), "swing", dance, { fps });
  const [file] = await continueTake(
    { ...wish, take, output: emptyFolder(), temperature: 0, options: 1 },
    jobContext(),
  );
  const [first] = await framesOf(file!);
  const before = dance.at(-2)!.body[7]!;
  const last = dance.at(-1)!.body[7]!;
  const next = first!.people[0]!.body![7]!;
  // The wrist swings on the way it was on.
  expect(Math.sign(next.x - last.x)).toBe(Math.sign(last.x - before.x));
});

test("a take without a dancer is refused by name", SLOW, async () => {
  const take = await writeDance(emptyFolder(), "empty", []);
  await expect(continueTake({ ...wish, take, output: emptyFolder() }, jobContext())).rejects.toThrow(
    /empty\.take\.ndjson: no frame with a whole body/,
  );
});

test("a model that gives numbers that are none is refused, and leaves nothing", SLOW, async () => {
  const output = emptyFolder();
  const model = await overflowingModel(wish.model);
  const refused = continueTake({ ...wish, model, take: await swing(), output }, jobContext());
  await expect(refused).rejects.toThrow(/: first.*: gave \S+ for a place, expected at most 10000 m$/);
  await expect(refused).rejects.toBeInstanceOf(ModelError);
  expect(readdirSync(output)).toEqual([]);
});

test("a folder of takes is a partner: a graph of them continues, and is built once", SLOW, async () => {
  const archive = emptyFolder();
  await writeDance(archive, "a", sineDance({ seconds: 12, from: 100 }));
  const asked = { ...wish, generator: "graph", archive, take: await swing(), output: emptyFolder() } as const;
  const first = jobContext();
  const files = await continueTake(asked, first);
  expect(first.reports.some(({ phase }) => phase === "building the graph")).toBe(true);
  const again = jobContext();
  const same = await continueTake({ ...asked, output: emptyFolder() }, again);
  expect(again.reports.some(({ phase }) => phase === "building the graph")).toBe(false);
  expect(await framesOf(files[0]!)).toEqual(await framesOf(same[0]!));
  expect(await framesOf(files[0]!)).not.toEqual(await framesOf(files[1]!));
  await expect(
    continueTake({ ...asked, archive: null, output: emptyFolder() }, jobContext()),
  ).rejects.toThrow("generator is graph and archive names nothing, expected a folder of takes");
});

test("memory continues with what was danced long before the end too", SLOW, async () => {
  const dance = sineDance({ seconds: 30 });
  const take = await writeDance(emptyFolder(), "long", dance);
  const output = emptyFolder();
  const [file] = await continueTake(
    { ...wish, generator: "memory", take, output, seconds: 10 },
    jobContext(),
  );
  expect(await framesOf(file!)).toHaveLength(300);
});
