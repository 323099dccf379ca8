import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PieceFolder } from "../../../../main/archive/piece/piece-folder.ts";
import { clipOfTake, EMPTY_PIECE } from "../../../../shared/piece/piece.ts";
import { emptyFolder } from "../../../support/folder.ts";

const clip = clipOfTake("kept.take.ndjson", null, 0, 4);
const filled = (title: string) => ({ ...EMPTY_PIECE, title, dancer: [clip, clip] });

test("a piece is made, called after its title, and listed with what it is of", async () => {
  const pieces = new PieceFolder(emptyFolder());
  const made = await pieces.make("Two answers: und Grüße");
  expect(made.name).toBe("Two-answers-und-Grüße.piece.json");
  expect((await pieces.make("Two answers und Grüße")).name).toBe("Two-answers-und-Grüße-2.piece.json");
  expect((await pieces.make("??")).name).toBe("piece.piece.json");
  expect((await pieces.make("con")).name).toBe("piece-2.piece.json");
  await pieces.save(made.name, filled("Two"), made.revision);
  expect((await pieces.list()).find(({ name }) => name === made.name)).toMatchObject({
    ...{ title: "Two", seconds: 8, clips: 2, fault: null },
  });
});

test("of two who change one piece the second is given what the first has made of it", async () => {
  const folder = emptyFolder();
  const [one, two] = [new PieceFolder(folder), new PieceFolder(folder)];
  const { name, revision } = await one.make("shared");
  const both = await Promise.all([
    one.save(name, filled("by one"), revision),
    two.save(name, filled("by two"), revision),
  ]);
  const [winner] = both.filter(({ saved }) => saved);
  const [loser] = both.filter(({ saved }) => !saved);
  const there = await one.get(name);
  expect(winner).toEqual({ saved: true, revision: there.revision });
  expect(loser).toEqual({ saved: false, newer: there });
});

test("what an editor has changed meanwhile is not written over", async () => {
  const folder = emptyFolder();
  const pieces = new PieceFolder(folder);
  const { name, revision } = await pieces.make("by hand");
  const file = join(folder, name);
  writeFileSync(file, readFileSync(file, "utf8").replace("by hand", "by another hand"));
  expect(await pieces.save(name, filled("mine"), revision)).toMatchObject({
    saved: false,
    newer: { piece: { title: "by another hand" } },
  });
});

test("what is deleted can be brought back, but not over another piece", async () => {
  const folder = emptyFolder();
  const pieces = new PieceFolder(folder);
  const { name } = await pieces.make("gone");
  const id = await pieces.delete(name);
  expect(await pieces.list()).toEqual([]);
  await pieces.make("gone");
  await expect(pieces.restore(id)).rejects.toThrow(/cannot be brought back/);
  await pieces.delete(name);
  expect(await pieces.restore(id)).toBe(name);
  expect((await pieces.get(name)).piece.title).toBe("gone");
  await expect(pieces.restore(id)).rejects.toThrow(/nothing is in the trash/);
});

test("a damaged piece is listed with its fault, and nothing is left of what was being written", async () => {
  const folder = emptyFolder();
  const pieces = new PieceFolder(folder);
  writeFileSync(join(folder, "odd.piece.json"), '{"format":"continuo-piece","version":3}');
  await pieces.make("whole");
  const [, odd] = (await pieces.list()).toSorted(
    (a, b) => Number(a.fault !== null) - Number(b.fault !== null),
  );
  expect(odd!.fault).toMatch(/odd\.piece\.json: version is 3, expected 1$/);
  expect(readdirSync(folder).toSorted()).toEqual(["odd.piece.json", "whole.piece.json"]);
});

test.each(["../x.piece.json", "a/b.piece.json", "x.json", "nul.piece.json", "a\0.piece.json", ".piece.json"])(
  "%j is no name of a piece",
  async (name) => {
    const pieces = new PieceFolder(emptyFolder());
    await expect(pieces.get(name)).rejects.toThrow(/no name of a piece/);
    await expect(pieces.save(name, EMPTY_PIECE, "")).rejects.toThrow(/no name of a piece/);
    await expect(pieces.delete(name)).rejects.toThrow(/no name of a piece/);
    await expect(pieces.restore(`../${name}`)).rejects.toThrow(/nothing is in the trash/);
  },
);

test("a link to elsewhere is replaced by a save, and what it led to is left alone", async () => {
  const folder = emptyFolder();
  const elsewhere = join(emptyFolder(), "other.json");
  writeFileSync(elsewhere, '{"format":"continuo-piece","version":1}');
  symlinkSync(elsewhere, join(folder, "linked.piece.json"));
  const pieces = new PieceFolder(folder);
  const { revision } = await pieces.get("linked.piece.json");
  await pieces.save("linked.piece.json", filled("here"), revision);
  expect(readFileSync(elsewhere, "utf8")).toBe('{"format":"continuo-piece","version":1}');
});
