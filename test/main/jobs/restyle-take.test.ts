import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readTake } from "../../../main/archive/take-reader.ts";
import { restyleTake } from "../../../main/jobs/restyle-take.ts";
import { sineDance, writeDance } from "../../support/dances.ts";
import { emptyFolder } from "../../support/folder.ts";
import { jobContext } from "../../support/job-context.ts";

const swing = () => writeDance(emptyFolder(), "swing", sineDance({ seconds: 4 }));

async function archiveOf() {
  const archive = emptyFolder();
  for (const from of [0, 10, 20])
    await writeDance(archive, `high-${from}`, sineDance({ seconds: 15, from, scale: 1.1 }), {
      tags: ["high"],
    });
  await writeDance(archive, "low", sineDance({ seconds: 8, from: 5 }), { tags: ["low"] });
  await writeDance(archive, "short", sineDance({ seconds: 1 }), { tags: ["short"] });
  return archive;
}

const wishOf = async () =>
  ({ style: "high", archive: await archiveOf(), options: 2, force: false, seed: 1 }) as const;

test("a phrase in another style is as long, is of that style, says what it is of, and comes in several ways", async () => {
  const output = emptyFolder();
  const context = jobContext();
  const files = await restyleTake({ ...(await wishOf()), take: await swing(), output }, context);
  expect(files).toEqual([1, 2].map((n) => `${output}/swing-high-${n}.take.ndjson`));
  const [first, second] = await Promise.all(
    files.map(async (file) => {
      const { header, frames } = await readTake(file, { onDamage: () => {} });
      return { header, frames: await Array.fromAsync(frames) };
    }),
  );
  expect([first!.frames.length, second!.frames.length]).toEqual([120, 120]);
  expect(first!.frames).not.toEqual(second!.frames);
  expect(first!.header).toMatchObject({
    fps: 30,
    licence: "none",
    source: "swing as high, 1; sines",
    tags: ["high", "swing", "variation"],
  });
  expect(context.reports.at(-1)).toEqual({ phase: "restyling", unit: "option", done: 2, total: 2 });
});

test("the same wish gives the same takes, byte for byte", async () => {
  const [take, wish] = [await swing(), await wishOf()];
  const contents = async () =>
    (await restyleTake({ ...wish, take, output: emptyFolder() }, jobContext())).map((file) =>
      readFileSync(file, "utf8"),
    );
  expect(await contents()).toEqual(await contents());
});

test("an archive that is not named, has not the style, or too little of it, is refused by name", async () => {
  const [take, wish] = [await swing(), await wishOf()];
  const refused = (other: { readonly style?: string; readonly archive?: string | null }) =>
    restyleTake({ ...wish, ...other, take, output: emptyFolder() }, jobContext());
  await expect(refused({ archive: null })).rejects.toThrow(
    /^archive names nothing, expected a folder of takes/,
  );
  await expect(refused({ style: "salsa" })).rejects.toThrow(
    `--style is salsa, which no take in ${wish.archive} has; expected one of high, low, short`,
  );
  await expect(refused({ style: "short" })).rejects.toThrow("no unbroken dance of 2 s in the style short");
});
