import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTake } from "../../../../main/archive/take-reader.ts";
import { Keeper } from "../../../../main/outputs/recording/keeper.ts";
import { musicAt } from "../../../../shared/music.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { MUSIC, person, stageFrame } from "../../../support/stage-frames.ts";

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
  void keeper.keep();
  // One that is asked for while it is written is the same one.
  void keeper.keep();
  await keeper.close();
  void keeper.keep();
  await keeper.close();
  expect(readdirSync(folder).sort()).toEqual([
    "kept-2.partner.take.ndjson",
    "kept-2.take.ndjson",
    "kept.partner.take.ndjson",
    "kept.take.ndjson",
  ]);
  expect(lines[0]).toBe(`kept: 3.0 s as ${join(folder, "kept.take.ndjson")} and kept.partner.take.ndjson`);
  const { header, frames } = await readTake(join(folder, "kept.take.ndjson"), { onDamage: expect.fail });
  expect(header).not.toHaveProperty("note");
  expect(header).toMatchObject({ fps: 30, source: "live, kept by Continuo", tags: [], width: 1280 });
  const all = await Array.fromAsync(frames);
  expect([all.length, all[0]!.t, all[0]!.people.map(({ id }) => id)]).toEqual([90, 0, [1, 2]]);
  expect(all[0]!.people[0]!.body![3]!.y).toBeCloseTo(person(1).live.body[3]!.y, 3);
  const partners = await readTake(join(folder, "kept.partner.take.ndjson"), { onDamage: expect.fail });
  expect(partners.header.tags).toEqual(["partner"]);
  expect((await Array.fromAsync(partners.frames))[0]!.people.map(({ id }) => id)).toEqual([1]);
});

test("a sure beat is noted, with where it falls in what is kept", async () => {
  const { folder, keeper } = begun();
  for (let n = 0; n < 60; n++) {
    const t = 5 + n / 30;
    const music = musicAt({ ...MUSIC, t: 5, beat: 7.5, confidence: n < 10 ? 0.1 : 1 }, t);
    keeper.send(stageFrame(n, { t, people: [person(1)], music }));
  }
  void keeper.keep();
  await keeper.close();
  for (const name of ["kept.take.ndjson", "kept.partner.take.ndjson"]) {
    const { header } = await readTake(join(folder, name), { onDamage: expect.fail });
    expect(header.note).toBe("music of 120.0 beats a minute, one at 0.25 s");
  }
});

test("tells where there is nothing to keep, and where it cannot be written, and goes on", async () => {
  const { folder, lines, keeper } = begun();
  void keeper.keep();
  expect(lines).toEqual(["nothing kept: nobody has danced yet"]);
  const file = join(folder, "file");
  const other = begun(join(file, "takes"));
  dance(other.keeper);
  writeFileSync(file, "");
  void other.keeper.keep();
  await other.keeper.close();
  expect(other.lines[0]).toMatch(/^nothing kept: .*cannot be written/);
});

test("tells what is kept where the partner's take cannot be written", async () => {
  const { folder, lines, keeper } = begun();
  mkdirSync(join(folder, "kept.partner.take.ndjson.part"));
  dance(keeper);
  void keeper.keep();
  await keeper.close();
  expect(readdirSync(folder)).toContain("kept.take.ndjson");
  expect(lines[0]).toMatch(/^only the dancer is kept, as .*kept\.take\.ndjson: .*cannot be written/);
});

test("two programs that keep at the same moment in one folder lose nothing", async () => {
  const folder = emptyFolder();
  const keepers = Array.from({ length: 4 }, () => begun(folder).keeper);
  for (const [index, keeper] of keepers.entries()) dance(keeper, 30 + index);
  for (const keeper of keepers) void keeper.keep();
  for (const keeper of keepers) await keeper.close();
  const lengths: number[] = [];
  for (const number of ["", "-2", "-3", "-4"])
    for (const partner of ["", ".partner"]) {
      const file = join(folder, `kept${number}${partner}.take.ndjson`);
      const { frames } = await readTake(file, { onDamage: expect.fail });
      lengths.push((await Array.fromAsync(frames)).length);
    }
  // Each dancer's beside her own partner's.
  expect(lengths.filter((_, at) => at % 2 === 0).sort()).toEqual([30, 31, 32, 33]);
  expect(lengths.filter((_, at) => at % 2 === 0)).toEqual(lengths.filter((_, at) => at % 2 === 1));
  expect(readdirSync(folder)).toHaveLength(8);
});
