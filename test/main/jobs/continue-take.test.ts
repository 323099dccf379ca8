import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TakeFrame } from "../../../main/archive/take.ts";
import { readTake } from "../../../main/archive/take-reader.ts";
import { continueTake } from "../../../main/jobs/continue-take.ts";
import { projectRoot } from "../../../main/system/paths.ts";
import { sineDance, writeDance } from "../../support/dances.ts";
import { emptyFolder } from "../../support/folder.ts";

const SLOW = { timeout: 60_000 };
const wish = {
  model: join(projectRoot, "models/first"),
  backend: "auto",
  ...{ temperature: 1, seed: 1, seconds: 1.5, options: 2 },
} as const;

async function framesOf(file: string): Promise<TakeFrame[]> {
  const { frames } = await readTake(file, { onDamage: () => {} });
  const all: TakeFrame[] = [];
  for await (const frame of frames) all.push(frame);
  return all;
}

test("continuations are as long as asked for, follow the seed's last frame, and differ", SLOW, async () => {
  const dance = sineDance({ seconds: 3 });
  const files = await continueTake(await writeDance(emptyFolder(), "swing", dance), emptyFolder(), wish);
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
});

test("what lies there already is not written over unless that is asked for", SLOW, async () => {
  const folder = emptyFolder();
  const seed = await writeDance(folder, "swing", sineDance({ seconds: 3 }));
  const one = { ...wish, options: 1 };
  const [first] = await continueTake(seed, folder, one);
  await expect(continueTake(seed, folder, one)).rejects.toThrow(
    `${first}: is there already; expected another --output, or --force`,
  );
  await continueTake(seed, folder, { ...one, force: true });
  await expect(continueTake(seed, seed, one)).rejects.toThrow(/^\S+: cannot be made \(EEXIST/);
});

test("the same wish gives the same takes, byte for byte", SLOW, async () => {
  const seed = await writeDance(emptyFolder(), "swing", sineDance({ seconds: 3 }));
  const [once, again] = [emptyFolder(), emptyFolder()];
  const contents = async (folder: string) =>
    (await continueTake(seed, folder, wish)).map((file) => readFileSync(file, "utf8"));
  expect(await contents(once)).toEqual(await contents(again));
});

test("a seed at another rate ends on the model's grid, so that nothing is lost of it", SLOW, async () => {
  const fps = 25;
  const dance = sineDance({ seconds: 3, fps });
  const seed = await writeDance(emptyFolder(), "swing", dance, { fps });
  const [file] = await continueTake(seed, emptyFolder(), { ...wish, temperature: 0, options: 1 });
  const [first] = await framesOf(file!);
  const before = dance.at(-2)!.body[7]!;
  const last = dance.at(-1)!.body[7]!;
  const next = first!.people[0]!.body![7]!;
  // The wrist swings on the way it was on.
  expect(Math.sign(next.x - last.x)).toBe(Math.sign(last.x - before.x));
});

test("a take without a dancer is refused by name", SLOW, async () => {
  const seed = await writeDance(emptyFolder(), "empty", []);
  await expect(continueTake(seed, emptyFolder(), wish)).rejects.toThrow(
    /empty\.take\.ndjson: no frame with a whole body/,
  );
});
