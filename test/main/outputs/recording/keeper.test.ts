import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTake } from "../../../../main/archive/take-reader.ts";
import { Keeper } from "../../../../main/outputs/recording/keeper.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { person, stageFrame } from "../../../support/stage-frames.ts";

function begun(folder = emptyFolder()) {
  const lines: string[] = [];
  const keeper = new Keeper({ folder, fps: 30, tellOperator: (line) => lines.push(line) });
  return { folder, lines, keeper };
}

const dance = (keeper: Keeper, frames = 90) => {
  for (let n = 0; n < frames; n++)
    keeper.send(stageFrame(n, { t: 5 + n / 30, people: [person(1), person(2, { partner: null })] }));
};

test("keeps dancers and partners as two takes that every command reads, the next ones under another name", async () => {
  const { folder, lines, keeper } = begun();
  dance(keeper);
  keeper.keep();
  // One that is asked for while it is written is the same one.
  keeper.keep();
  await keeper.close();
  keeper.keep();
  await keeper.close();
  expect(readdirSync(folder).sort()).toEqual([
    "kept-2.partner.take.ndjson",
    "kept-2.take.ndjson",
    "kept.partner.take.ndjson",
    "kept.take.ndjson",
  ]);
  expect(lines[0]).toBe(`kept: 3.0 s as ${join(folder, "kept.take.ndjson")} and kept.partner.take.ndjson`);
  const { header, frames } = await readTake(join(folder, "kept.take.ndjson"), { onDamage: expect.fail });
  expect(header).toMatchObject({ fps: 30, source: "live, kept by Continuo", tags: [], width: 1280 });
  const all = await Array.fromAsync(frames);
  expect([all.length, all[0]!.t, all[0]!.people.map(({ id }) => id)]).toEqual([90, 0, [1, 2]]);
  expect(all[0]!.people[0]!.body![3]!.y).toBeCloseTo(person(1).live.body[3]!.y, 3);
  const partners = await readTake(join(folder, "kept.partner.take.ndjson"), { onDamage: expect.fail });
  expect(partners.header.tags).toEqual(["partner"]);
  expect((await Array.fromAsync(partners.frames))[0]!.people.map(({ id }) => id)).toEqual([1]);
});

test("tells where there is nothing to keep, and where it cannot be written, and goes on", async () => {
  const { folder, lines, keeper } = begun();
  keeper.keep();
  expect(lines).toEqual(["nothing kept: nobody has danced yet"]);
  const file = join(folder, "file");
  const other = begun(join(file, "takes"));
  dance(other.keeper);
  writeFileSync(file, "");
  other.keeper.keep();
  await other.keeper.close();
  expect(other.lines[0]).toMatch(/^nothing kept: .*cannot be written/);
});

test("tells what is kept where the partner's take cannot be written", async () => {
  const { folder, lines, keeper } = begun();
  mkdirSync(join(folder, "kept.partner.take.ndjson.part"));
  dance(keeper);
  keeper.keep();
  await keeper.close();
  expect(readdirSync(folder)).toContain("kept.take.ndjson");
  expect(lines[0]).toMatch(/^only the dancer is kept, as .*kept\.take\.ndjson: .*cannot be written/);
});
