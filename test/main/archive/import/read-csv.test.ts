import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CSV_COLUMNS, csvHeader, csvRow } from "../../../../main/archive/csv.ts";
import { importAll } from "../../../../main/archive/import/import-all.ts";
import { type CsvOptions, readCsv } from "../../../../main/archive/import/read-csv.ts";
import { readTake } from "../../../../main/archive/take-reader.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { SourceError } from "../../../../main/system/errors.ts";
import { J } from "../../../../shared/skeleton.ts";
import { STANDING } from "../../../support/bodies.ts";
import { sineDance } from "../../../support/dances.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { hostileFile, refusedWith } from "../../../support/hostile-files.ts";
import { jobContext } from "../../../support/job-context.ts";

const NONE: CsvOptions = { fps: null, up: null, scale: null };
const ROOT = { x: 1, y: 0.9, z: -2 };
const DANCE = sineDance({ seconds: 2, fps: 25 });
const TABLE = csvHeader() + DANCE.map(({ body, root }, f) => csvRow(f / 25, { body }, root)).join("");

function fileOf(content: string | Buffer, name = "dance.csv"): string {
  const file = join(emptyFolder(), name);
  writeFileSync(file, content);
  return file;
}
const read = (content: string | Buffer, options = NONE) => readCsv(fileOf(content), options);
/** The table with one cell of one line changed, counted from 1. */
function changed(line: number, column: string, cell: string): string {
  const lines = TABLE.split("\n").map((text) => text.split(","));
  lines[line - 1]![CSV_COLUMNS.indexOf(column)] = cell;
  return lines.map((cells) => cells.join(",")).join("\n");
}

test("what was written comes back, with its rate", async () => {
  const { fps, frames } = await read(TABLE);
  expect(fps).toBe(25);
  expect(frames).toHaveLength(DANCE.length);
  for (const [f, { t, people }] of frames.entries()) {
    expect(t).toBeCloseTo(f / 25, 4);
    const [{ id, body, root, image }] = people as [(typeof people)[0]];
    expect([id, image]).toEqual([1, null]);
    for (const axis of ["x", "y", "z"] as const) {
      expect(root![axis]).toBeCloseTo(DANCE[f]!.root[axis], 3.9);
      for (const [j, joint] of body!.entries())
        expect(Math.abs(joint![axis] - DANCE[f]!.body[j]![axis])).toBeLessThan(2e-4);
    }
  }
});

test("unknown joints, rows with nobody and frames that are missing stay so", async () => {
  const lacking = STANDING.map((point, joint) => (joint === J.left_index ? null : point));
  const rows = [0, 0.04, 0.08, 0.16, 0.2].map((t, f) =>
    csvRow(t, { body: f === 2 ? null : lacking }, f === 2 ? null : ROOT),
  );
  const { fps, frames } = await read(csvHeader() + rows.join(""));
  expect(fps).toBe(25);
  expect(frames.map(({ people }) => people.length)).toEqual([1, 1, 0, 1, 1]);
  expect(frames[0]!.people[0]!.body![J.left_index]).toBeNull();
  expect(frames[0]!.people[0]!.root).toEqual(ROOT);
});

test("a spreadsheet's semicolons and decimal commas, another order, quotes and a byte order mark are read", async () => {
  const rows = TABLE.trimEnd().split("\n");
  const turned = rows.map((line, index) => {
    const cells = line.split(",").toReversed();
    return cells.map((cell) => (index === 0 ? `"${cell}"` : cell.replace(".", ","))).join(";");
  });
  const { frames } = await read(`\uFEFF${turned.join("\r\n")}\r\n\r\n`);
  expect(frames).toEqual((await read(TABLE)).frames);
});

test("without columns of the hips they are in the middle of both, and joints without columns are unknown", async () => {
  const kept = CSV_COLUMNS.map((name) => !/^hips|index/.test(name));
  const text = TABLE.trimEnd()
    .split("\n")
    .map((line) => line.split(",").filter((_, column) => kept[column]))
    .join("\n");
  const { frames } = await read(text);
  const [{ body, root }] = frames[3]!.people as [(typeof frames)[0]["people"][0]];
  expect(body!.map((joint) => joint === null)).toEqual(STANDING.map((_, j) => [9, 10, 17, 18].includes(j)));
  for (const axis of ["x", "y", "z"] as const) expect(root![axis]).toBeCloseTo(DANCE[3]!.root[axis], 3.9);
});

test("--scale and --up turn a table of another program's", async () => {
  const { frames } = await read(TABLE, { fps: 50, up: "z", scale: 0.01 });
  const plain = (await read(TABLE)).frames[5]!.people[0]!.root!;
  const { root } = frames[5]!.people[0]!;
  expect(root!.x).toBeCloseTo(plain.x / 100, 9);
  expect(root!.y).toBeCloseTo(plain.z / 100, 9);
  expect(root!.z).toBeCloseTo(-plain.y / 100, 9);
});

test.each([
  ["", ':1: column 1 is "", expected time or x, y or z of a joint'],
  [
    "time,elbow_x\n",
    ':1: column 2 is "elbow_x", expected time or x, y or z of a joint of stage-19 in metres',
  ],
  ["time,nose_x,nose_x\n", ':1: column 3 is "nose_x" once more, expected each once'],
  ["time,hips_x,hips_y\n", ":1: no column hips_z, expected one"],
  ["hips_x,hips_y,hips_z\n", ":1: no column time, expected one"],
  ["time,nose_x,nose_y,nose_z\n", ":1: no columns of the hips"],
  [csvHeader(), ": nobody in it, expected rows with somebody's joints"],
  [csvHeader() + csvRow(0, { body: null }, null), ": nobody in it"],
  [changed(4, "nose_y", "high"), ':4: column nose_y is "high", expected a number'],
  [changed(4, "nose_y", "NaN"), ':4: column nose_y is "NaN", expected a number'],
  [changed(4, "nose_y", ""), ":4: column nose_y is empty, expected a number, or none for nose"],
  [changed(4, "nose_y", "1,2"), ":4: 62 columns, expected 61 as in the first line"],
  [changed(4, "time", ""), ":4: column time is empty, expected seconds from the start"],
  [changed(4, "time", "-1"), ":4: column time is -1, expected seconds from the start"],
  [changed(4, "time", "0"), ":4: time goes from 0.04 to 0, expected"],
  [changed(9, "time", "1e9"), ":9: time goes from 0.24 to 1000000000, expected at most 86400 s more"],
  [changed(4, "left_knee_x", "160"), ""],
  [changed(4, "left_knee_x", "-1600"), ":4: left_knee is -1600 m from the origin, expected at most 1000 m"],
  [TABLE.replace("\n0.08,", "\n\n0.08,"), ":4: 1 columns, expected 61 as in the first line"],
])("what is no table is refused by file, line and column (%#)", async (content, message) => {
  const file = fileOf(content);
  const result = readCsv(file, NONE);
  if (message === "") await expect(result).resolves.toBeDefined();
  else await expect(result).rejects.toThrow(`${file}${message}`);
});

test.each(["a pipe", "a device", "a folder", "more than"] as const)("%s is refused", async (kind) => {
  const refused = await refusedWith(() => readCsv(hostileFile(kind, "dance.csv"), NONE));
  expect(refused).toMatch(new RegExp(`${kind}.*, expected a table of joints$`));
});

test("bytes that are wrong are refused in one line, or are numbers", async () => {
  const random = seededRandom(7);
  for (let round = 0; round < 200; round++) {
    const bytes = Buffer.from(TABLE);
    for (let n = 0; n < 3; n++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    const file = fileOf(bytes);
    const error = await readCsv(file, NONE).then(
      () => null,
      (one: Error) => one,
    );
    if (error === null) continue;
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toMatch(/^[^\n\r]{1,400}, expected [^\n\r]{1,400}$/);
    expect(error.message.startsWith(`${file}:`)).toBe(true);
  }
});

test("import makes a take of a table, and passes over other tables of a folder", async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "dance.csv"), TABLE);
  writeFileSync(join(folder, "names.csv"), "file,style\na,salsa\n");
  const facts = { fps: null, up: null, scale: null, map: null, split: null, force: false };
  const context = jobContext();
  const output = emptyFolder();
  const asked = { ...facts, input: folder, output, provenance: { tags: ["swing"], dancer: "Ann" } };
  const { imported, failed } = await importAll(asked, context);
  expect([imported.length, failed]).toEqual([1, 0]);
  expect(context.notes).toEqual([`skipped ${folder}/names.csv: no table of joints`]);
  const { header, frames } = await readTake(join(output, "dance.take.ndjson.gz"), { onDamage: expect.fail });
  expect(header).toMatchObject({ fps: 25, source: "dance.csv", dancer: "Ann", tags: ["swing"] });
  expect(await Array.fromAsync(frames)).toHaveLength(DANCE.length);
  expect(readFileSync(join(folder, "dance.csv"), "utf8")).toBe(TABLE);
});
