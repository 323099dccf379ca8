import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTake } from "../../../main/archive/take-reader.ts";
import { tracksOf } from "../../../main/archive/tracks.ts";
import { blendTakes, varyTake } from "../../../main/jobs/vary-take.ts";
import type { MotionFrame } from "../../../main/motion/motion-frame.ts";
import { projectRoot } from "../../../main/system/files/paths.ts";
import { sineDance, writeDance } from "../../support/dances.ts";
import { emptyFolder } from "../../support/folder.ts";
import { jobContext } from "../../support/job-context.ts";

const wish = {
  seconds: null,
  options: 2,
  force: false,
  loop: false,
  complete: null,
  temperature: 1,
  seed: 1,
  model: null,
  backend: "wasm",
} as const;
const way = {
  options: 1,
  force: false,
  temperature: 1,
  seed: 1,
  model: null,
  backend: "wasm",
  share: null,
} as const;
const swing = (seconds = 4) => writeDance(emptyFolder(), "swing", sineDance({ seconds }));

async function opened(file: string) {
  const { header, frames } = await readTake(file, { onDamage: () => {} });
  return { header, frames: await Array.fromAsync(frames) };
}

test("variations are as long as the phrase or as is asked for, and say what they are of", async () => {
  const take = await swing();
  const context = jobContext();
  const files = await varyTake({ ...wish, take, output: emptyFolder() }, context);
  const [first, second] = await Promise.all(files.map(opened));
  expect([first!.frames.length, second!.frames.length]).toEqual([120, 120]);
  expect(first!.frames).not.toEqual(second!.frames);
  expect(first!.header).toMatchObject({
    fps: 30,
    source: "variation 1 of swing; sines",
    tags: ["swing", "variation"],
  });
  expect(context.reports.at(-1)).toEqual({ phase: "varying", unit: "option", done: 2, total: 2 });
  const [short] = await varyTake(
    { ...wish, seconds: 2, options: 1, take, output: emptyFolder() },
    jobContext(),
  );
  expect((await opened(short!)).frames.length).toBe(60);
});

test("nobody learns from a variation", async () => {
  const output = emptyFolder();
  await varyTake({ ...wish, take: await swing(), output }, jobContext());
  const problems: string[] = [];
  expect(await Array.fromAsync(tracksOf(output, (line) => problems.push(line)))).toEqual([]);
  expect(problems).toHaveLength(2);
});

test("the same wish gives the same takes, byte for byte", async () => {
  const take = await swing();
  const contents = async () =>
    (await varyTake({ ...wish, take, output: emptyFolder() }, jobContext())).map((file) =>
      readFileSync(file, "utf8"),
    );
  expect(await contents()).toEqual(await contents());
});

test("the way between two takes names both, and has the credits and tags of both", async () => {
  const [from, to] = await Promise.all([
    swing(),
    writeDance(emptyFolder(), "tall", sineDance({ seconds: 3, scale: 1.2 }), { tags: ["high"] }),
  ]);
  const [file] = await blendTakes({ ...way, from, to, output: emptyFolder(), seconds: 5 }, jobContext());
  expect(file).toMatch(/\/swing-tall-1\.take\.ndjson$/);
  const { header, frames } = await opened(file!);
  expect(frames.length).toBe(150);
  expect(header).toMatchObject({
    source: "way 1 from swing to tall; sines",
    tags: ["swing", "high", "variation"],
  });
});

test("stopped after the first, it keeps that; stopped before, it leaves nothing", async () => {
  const take = await swing();
  const output = emptyFolder();
  const context = jobContext(({ phase, done }) => phase === "varying" && done === 1);
  expect(await varyTake({ ...wish, options: 9, take, output }, context)).toEqual([
    `${output}/swing-1.take.ndjson`,
  ]);
  expect(readdirSync(output)).toEqual(["swing-1.take.ndjson"]);
  const none = emptyFolder();
  const stopped = varyTake(
    { ...wish, take, output: none },
    jobContext(({ phase }) => phase === "varying"),
  );
  await expect(stopped).rejects.toThrow("stopped");
  expect(readdirSync(none)).toEqual([]);
});

test("too short a phrase, and takes that are there already, are refused by name", async () => {
  const output = emptyFolder();
  const short = await swing(0.5);
  await expect(varyTake({ ...wish, take: short, output }, jobContext())).rejects.toThrow(
    /swing\.take\.ndjson: 0\.5 s of a whole body at its end, expected a phrase of at least 1 s$/,
  );
  const take = await swing();
  const [first] = await varyTake({ ...wish, take, output }, jobContext());
  await expect(varyTake({ ...wish, take, output }, jobContext())).rejects.toThrow(
    `${first}: is there already; expected another --output, or --force`,
  );
});

/** The space of phrases that ships. */
const PHRASES = join(projectRoot, "models/phrases");

/** How far the joints' heights are from those of a phrase of the same length, wherever it faces, metres, on average. */
async function away(file: string, from: number, to: number, phrase: readonly MotionFrame[]): Promise<number> {
  const { frames } = await opened(file);
  const each = frames
    .slice(from, to)
    .flatMap(({ people }, at) =>
      people[0]!.body!.map((point, joint) => Math.abs(point!.y - phrase[from + at]!.body[joint]!.y)),
    );
  return each.reduce((sum, one) => sum + one, 0) / each.length;
}

test("through a space of phrases a variation is as near as the temperature says", async () => {
  const dance = sineDance({ seconds: 4 });
  const take = await writeDance(emptyFolder(), "swing", dance);
  const distances: number[] = [];
  for (const temperature of [0, 0.5, 2]) {
    const context = jobContext();
    const asked = { ...wish, model: PHRASES, temperature, take, output: emptyFolder() };
    const files = await varyTake(asked, context);
    expect(context.notes.join()).toMatch(/^phrases \(phrase-vae\); TensorFlow\.js/);
    const [first, second] = await Promise.all(files.map(opened));
    expect(first!.frames).toHaveLength(120);
    expect(JSON.stringify(first!.frames) === JSON.stringify(second!.frames)).toBe(temperature === 0);
    distances.push(await away(files[0]!, 0, 112, dance));
  }
  expect(distances).toEqual([...distances].sort((a, b) => a - b));
  // It learnt from dancers, and this is none.
  expect(distances[0]).toBeLessThan(0.06);
});

test("a way through a space of phrases begins as the first does and ends as the second does; a share mixes", async () => {
  const [a, b] = [sineDance({ seconds: 4.8 }), sineDance({ seconds: 4.8, from: 0.7 })];
  const [from, to] = await Promise.all([
    writeDance(emptyFolder(), "a", a),
    writeDance(emptyFolder(), "b", b),
  ]);
  const asked = { ...way, from, to, model: PHRASES, temperature: 0, seconds: 4.8 };
  const [file] = await blendTakes({ ...asked, output: emptyFolder() }, jobContext());
  expect((await opened(file!)).header.source).toBe("way 1 from a to b; sines");
  expect(await away(file!, 0, 30, a)).toBeLessThan(await away(file!, 0, 30, b));
  expect(await away(file!, 114, 144, b)).toBeLessThan(await away(file!, 114, 144, a));
  const [mixed] = await blendTakes({ ...asked, share: 0.25, output: emptyFolder() }, jobContext());
  expect((await opened(mixed!)).header.source).toBe("mixture 1 of a and 0.25 of b; sines");
  for (const [start, end] of [
    [0, 30],
    [114, 144],
  ] as const)
    expect(await away(mixed!, start, end, a)).toBeLessThan(await away(mixed!, start, end, b));
});

test("a model that is no space of phrases is refused, and nothing is written", async () => {
  const output = emptyFolder();
  const model = join(projectRoot, "models/first");
  const take = await swing();
  await expect(varyTake({ ...wish, take, model, output }, jobContext())).rejects.toThrow(
    `${model}: a model of type recurrent-cvae, expected one of type phrase-vae`,
  );
  expect(readdirSync(output)).toEqual([]);
});
