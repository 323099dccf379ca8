import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ScreensFile } from "../../../../main/show/screens/screens-file.ts";
import { MOST_SCREENS, UNPLACED } from "../../../../shared/picture/placement.ts";

let folder: string;
let told: string[];
const tell = (line: string) => told.push(line);
const TURNED = { ...UNPLACED, turns: 1 };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "continuo-screens-"));
  told = [];
});

afterEach(() => rm(folder, { recursive: true }));

test("how pictures lie is there again after a restart, until they fill their screens again", async () => {
  const file = join(folder, "screens.json");
  const screens = await ScreensFile.open(file, tell);
  expect(screens.message.screens).toEqual({});
  for (const name of ["left wall", "EPSON"]) screens.place(name, TURNED);
  await screens.close();
  const again = await ScreensFile.open(file, tell);
  expect(again.message.screens).toEqual({ "left wall": TURNED, EPSON: TURNED });
  again.place("EPSON", { ...UNPLACED, gamma: 2 });
  await again.close();
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual({ "left wall": TURNED });
  expect(told).toEqual([]);
});

test("a file that says what cannot be is named with its place, and pictures fill their screens", async () => {
  const file = join(folder, "screens.json");
  const [one, two, ...others] = UNPLACED.corners;
  const crossed = { ...UNPLACED, corners: [two, one, ...others] };
  for (const found of [
    JSON.stringify({ wall: crossed }),
    "{",
    JSON.stringify({ wall: { ...TURNED, turns: 4 } }),
  ]) {
    await writeFile(file, found);
    expect((await ScreensFile.open(file, tell)).message.screens).toEqual({});
  }
  expect(told[0]).toBe(`${file}: wall is no placement of a picture; pictures fill their screens`);
  expect(told[1]).toContain(
    "expected a JSON file of how pictures lie on screens; pictures fill their screens",
  );
  expect(told[2]).toContain("wall.turns is no placement");
});

test("one screen too many is refused, and a folder that is gone is told while the show goes on", async () => {
  const screens = await ScreensFile.open(join(folder, "gone", "screens.json"), tell);
  const taken = Array.from({ length: MOST_SCREENS + 1 }, (_, n) => screens.place(`screen ${n}`, TURNED));
  expect(taken.filter(Boolean)).toHaveLength(MOST_SCREENS);
  await screens.close();
  expect(told[0]).toContain(
    `screen "screen ${MOST_SCREENS}" is one too many, expected at most ${MOST_SCREENS}`,
  );
  expect(told.some((line) => line.includes("how pictures lie is kept until the end alone"))).toBe(true);
});
