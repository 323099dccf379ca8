import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readTake } from "../../../main/archive/take-reader.ts";
import { tracksOf } from "../../../main/archive/tracks.ts";
import { blendTakes, varyTake } from "../../../main/jobs/vary-take.ts";
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
  const [file] = await blendTakes(
    { from, to, output: emptyFolder(), options: 1, force: false, seed: 1, seconds: 5 },
    jobContext(),
  );
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
