import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTake } from "../../../../main/archive/take-reader.ts";
import type { DancedPass } from "../../../../main/coaching/practice/pass-collector.ts";
import { clipOf } from "../../../../main/motion/clip.ts";
import { KEPT_PASSES, passFolder, writePass } from "../../../../main/show/practice/pass-takes.ts";
import { sineDance } from "../../../support/dances.ts";
import { emptyFolder } from "../../../support/folder.ts";

const AT = Date.UTC(2026, 10, 30, 20, 15, 7);
const dance = sineDance({ seconds: 2 });
const danced: DancedPass = {
  ...{
    reference: "waltz.take.ndjson.gz",
    pass: 3,
    stretch: { begin: 4, end: 4.8 },
    speed: 0.8,
    mirrored: true,
  },
  ...{ dance: { clip: clipOf(dance), fps: 30 }, due: 0.6, seen: 1 },
};

test("a pass is a take that says what was danced with, when and how, and has no pictures", async () => {
  const takes = emptyFolder();
  const file = await writePass(takes, danced, AT);
  expect(file).toBe(join(takes, "practice", "20261130-201507-waltz-3.take.ndjson.gz"));
  const { header, frames } = await readTake(file, { onDamage: (line) => expect.unreachable(line) });
  expect(header).toMatchObject({
    ...{ fps: 30, source: "live, practised with Continuo" },
    note: "waltz.take.ndjson.gz from 4.00 to 4.80 s, at 80 % of its speed, mirrored; it begins at 0.60 s",
  });
  let count = 0;
  for await (const { t, people } of frames) {
    expect(t).toBeCloseTo(count / 30, 3);
    expect(people).toHaveLength(1);
    expect(people[0]!.image).toBeNull();
    expect(people[0]!.body![9]!.x).toBeCloseTo(dance[count]!.body[9]!.x, 3);
    count++;
  }
  expect(count).toBe(60);
});

test("the oldest go where there are too many, and nothing that is not a pass", async () => {
  const takes = emptyFolder();
  const folder = passFolder(takes);
  mkdirSync(folder);
  const own = ["mine.take.ndjson.gz", "notes.txt", "20250101-000000-mine.take.ndjson.gz"];
  for (const name of own) writeFileSync(join(folder, name), "");
  for (let n = 0; n < KEPT_PASSES + 3; n++)
    writeFileSync(join(folder, `20250101-${String(100_000 + n)}-waltz-${n}.take.ndjson.gz`), "");
  const file = await writePass(takes, danced, AT);
  const left = readdirSync(folder);
  expect(left).toEqual(expect.arrayContaining(own));
  const passes = left.filter((name) => !own.includes(name)).sort();
  expect(passes).toHaveLength(KEPT_PASSES);
  expect(passes[0]).toBe("20250101-100004-waltz-4.take.ndjson.gz");
  expect(join(folder, passes.at(-1)!)).toBe(file);
});

test("a name that no file could have is one all the same", async () => {
  const file = await writePass(emptyFolder(), { ...danced, reference: `${"ä".repeat(120)}.piece.json` }, AT);
  expect(Buffer.byteLength(file.split("/").at(-1)!)).toBeLessThan(255);
});
