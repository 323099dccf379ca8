import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { findFilms } from "../../../../main/archive/ingest/find-films.ts";
import { emptyFolder } from "../../../support/folder.ts";

function folderOf(...names: readonly string[]): string {
  const folder = emptyFolder();
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), "film");
    utimesSync(join(folder, name), 1000, 2000);
  }
  return folder;
}

async function found(folder: string, archive = join(folder, "archive")) {
  const notes: string[] = [];
  const films = await findFilms(folder, archive, (line) => notes.push(line));
  return { names: films.map(({ name }) => name), films, notes };
}

test("films are found in all folders, in order, with their states; litter is silent, others are named", async () => {
  const folder = folderOf(
    ...["b/two.MOV", "a.mp4", "b/c/three.mkv", ".DS_Store", "b/._two.MOV", "__MACOSX/a.mp4", ".git/a.mp4"],
    ...["films.csv", "notes.txt", "b/poster.jpg", "archive/report.html", "archive/x.mp4"],
  );
  const { names, films, notes } = await found(folder);
  expect(names).toEqual(["a.mp4", "b/c/three.mkv", "b/two.MOV"]);
  expect(films[0]).toEqual({ path: join(folder, "a.mp4"), name: "a.mp4", state: "4:2000000" });
  expect(notes).toEqual(["passed over, since they do not end as films do: b/poster.jpg, notes.txt"]);
});

test("many others are counted", async () => {
  const { notes } = await found(folderOf("a.mp4", ..."123456789".split("").map((n) => `${n}.txt`)));
  expect(notes).toEqual([
    "passed over, since they do not end as films do: 1.txt, 2.txt, 3.txt, 4.txt, 5.txt and 4 more",
  ]);
});

test("a link to a film is one; a link in circles is none; what is empty or a folder is said to be that", async () => {
  const folder = folderOf("a.mp4", "odd.mp4/inside.mp4");
  symlinkSync(join(folder, "a.mp4"), join(folder, "link.mp4"));
  symlinkSync(folder, join(folder, "circle"));
  symlinkSync(join(folder, "away.mp4"), join(folder, "broken.mp4"));
  writeFileSync(join(folder, "empty.mp4"), "");
  const { names, notes } = await found(folder);
  expect(names).toEqual(["a.mp4", "link.mp4", "odd.mp4/inside.mp4"]);
  expect(notes).toEqual([
    "broken.mp4: passed over, it is no file",
    "circle: passed over, it is a link to a folder; ingest that folder itself",
    "empty.mp4: passed over, it is empty",
  ]);
});

test("a folder without films, and none at all, are refused by name", async () => {
  const folder = folderOf("notes.txt");
  await expect(found(folder)).rejects.toThrow(`${folder}: no film in it, expected films such as .mp4`);
  await expect(found(join(folder, "away"))).rejects.toThrow(
    /away: cannot be read \(.*\), expected a folder of films$/,
  );
});

test("an archive that is the folder of films itself is refused", async () => {
  const folder = folderOf("a.mp4");
  await expect(found(folder, folder)).rejects.toThrow(
    `${folder}: is the folder of the archive too, expected one of films and another`,
  );
});
