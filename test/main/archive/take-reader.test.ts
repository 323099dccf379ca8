import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { formatFrame, formatHeader } from "../../../main/archive/take.ts";
import { readTake } from "../../../main/archive/take-reader.ts";
import { SourceError } from "../../../main/system/errors.ts";
import { STANDING, seenAt } from "../../support/bodies.ts";
import { emptyFolder } from "../../support/folder.ts";
import { hostileFile } from "../../support/hostile-files.ts";

const HEADER = formatHeader({
  ...{ fps: 30, source: "", licence: "", dancer: "d", tags: [], width: 1280, height: 720 },
});
const line = (index: number) => formatFrame({ t: index / 30, people: [seenAt(STANDING, 0.5)] });
const FRAMES = Array.from({ length: 40 }, (_, index) => line(index));

function file(content: string | Buffer, name = "x.take.ndjson"): string {
  const path = join(emptyFolder(), name);
  writeFileSync(path, content);
  return path;
}

async function read(path: string) {
  const said: string[] = [];
  const { header, frames } = await readTake(path, { onDamage: (message) => said.push(message) });
  const times: number[] = [];
  for await (const { t } of frames) times.push(t);
  return { header, times, said };
}

test("plain and gzip are told by content, not by name, and read alike", async () => {
  const text = HEADER + FRAMES.join("");
  const plain = await read(file(text, "x.take.ndjson.gz"));
  const packed = await read(file(gzipSync(text), "x.take.ndjson"));
  expect(plain).toEqual(packed);
  expect(plain.header.dancer).toBe("d");
  expect(plain.times).toHaveLength(40);
  expect(plain.said).toEqual([]);
});

test("a take can be read again, and left early", async () => {
  const { frames } = await readTake(file(HEADER + FRAMES.join("")), { onDamage: () => {} });
  for (let round = 0; round < 2; round++) {
    for await (const { t } of frames) {
      expect(t).toBe(0);
      break;
    }
  }
});

test("lines may be cut anywhere between the pieces in which a disk gives them", async () => {
  const many = Array.from({ length: 500 }, (_, index) => line(index)).join("");
  expect((await read(file(HEADER + many))).times).toHaveLength(500);
});

test("a damaged last line is skipped, and said with its number", async () => {
  const path = file(HEADER + FRAMES.join("") + line(40).slice(0, 100));
  const { times, said } = await read(path);
  expect(times).toHaveLength(40);
  expect(said).toEqual([`${path}:42: the last line is damaged and was skipped`]);
});

test("a last line that is whole needs no line end", async () => {
  const { times, said } = await read(file((HEADER + FRAMES.join("")).trimEnd()));
  expect({ frames: times.length, said }).toEqual({ frames: 40, said: [] });
});

test.each<[string, (text: string) => string]>([
  ["a byte order mark", (text) => `\uFEFF${text}`],
  ["line ends of Windows", (text) => text.replaceAll("\n", "\r\n")],
  ["a blank line at the end", (text) => `${text}\n`],
  ["blank lines of any kind at the end", (text) => `${text}\r\n  \n\t\n`],
  ["all of these", (text) => `\uFEFF${text.replaceAll("\n", "\r\n")}\r\n\r\n`],
])("%s, as an editor saves it, is nothing, plain and in a gzip", async (_, saved) => {
  const text = saved(HEADER + FRAMES.join(""));
  for (const content of [text, gzipSync(text)]) {
    const { header, times, said } = await read(file(content));
    expect({ dancer: header.dancer, frames: times.length, said }).toEqual({
      dancer: "d",
      frames: 40,
      said: [],
    });
  }
});

test("a damaged last line is told by its own number, blank lines after it or not", async () => {
  const path = file(`${HEADER + FRAMES.join("") + line(40).slice(0, 100)}\n\n\n`);
  const { times, said } = await read(path);
  expect(times).toHaveLength(40);
  expect(said).toEqual([`${path}:42: the last line is damaged and was skipped`]);
});

test("only places in a picture need the picture's size", async () => {
  const { image, ...bodily } = seenAt(STANDING, 0.5);
  const unsized = formatHeader({ fps: 30, source: "", licence: "", dancer: "d", tags: [] });
  expect(unsized).not.toMatch(/width|height/);
  const inRoom = formatFrame({ t: 0, people: [{ ...bodily, image: null }] });
  expect((await read(file(unsized + inRoom))).times).toEqual([0]);
  const inPicture = formatFrame({ t: 1, people: [{ ...bodily, image }] });
  await expect(read(file(unsized + inRoom + inPicture))).rejects.toThrow(
    /:3: a person with image, expected width and height in the header/,
  );
});

test("a last line that parses but is no frame is refused", async () => {
  await expect(read(file(`${HEADER + FRAMES.join("")}{"t":2}\n`))).rejects.toThrow(/:42: people is nothing/);
});

test("a gzip that was cut short gives what is whole, and says so", async () => {
  const path = file(gzipSync(HEADER + FRAMES.join("")));
  truncateSync(path, gzipSync(HEADER + FRAMES.join("")).length - 60);
  const { times, said } = await read(path);
  expect(times.length).toBeGreaterThan(0);
  expect(times.length).toBeLessThan(40);
  expect(said).toHaveLength(1);
});

test.each<[string, string | Buffer, RegExp]>([
  ["an empty file", "", /: empty, expected a take/],
  ["a text", "Dear diary", /:1: "Dear diary" does not parse, expected the header/],
  ["a header cut short", HEADER.slice(0, 30), /:1: .* does not parse, expected the header/],
  ["another JSON", '{"a":1}\n', /:1: header has format/],
  ["damage in the middle", `${HEADER + line(0)}{"t":\n${line(2)}`, /:3: "{"t":" does not parse/],
  ["an empty line in the middle", `${HEADER + line(0)}\n${line(2)}`, /:3: "" does not parse/],
  ["a frame that lacks its people", `${HEADER}{"t":0}\n${line(1)}`, /:2: people is nothing/],
  ["a time that goes back", HEADER + line(2) + line(1), /:3: t goes back from 0.0667 to 0.0333/],
  [
    "a day and more of nothing",
    HEADER + line(0) + line(3e6),
    /:3: t goes from 0 to 100000, expected at most/,
  ],
  ["a line longer than any frame", `${HEADER}${" ".repeat(3e5)}${line(0)}`, /:2: a line of more than 262144/],
  ["a line without end", HEADER + "x".repeat(1 << 21), /:2: a line of more than 262144 bytes/],
  ["a damaged gzip", damaged(gzipSync(HEADER + FRAMES.join(""))), /: cannot be read \(.+\)|does not parse/],
])("%s is refused by file and line", async (_, content, message) => {
  const path = file(content);
  await expect(read(path)).rejects.toThrow(SourceError);
  await expect(read(path)).rejects.toThrow(message);
  await expect(read(path)).rejects.toThrow(path);
});

test("a missing file and a folder are refused by name", async () => {
  await expect(read("/nowhere/x.take.ndjson")).rejects.toThrow(
    "/nowhere/x.take.ndjson: is not there, expected a take",
  );
  await expect(read(emptyFolder())).rejects.toThrow(/: is a folder, expected a take/);
});

test.each(["a pipe", "a device"] as const)("%s is refused at once", async (kind) => {
  const path = hostileFile(kind, "x.take.ndjson");
  await expect(read(path)).rejects.toThrow(`${path}: is ${kind}, expected a take`);
});

/** What packs a gigabyte into a megabyte, one after the other as one gzip: `line` again and again after the header. */
function bomb(again: string, bytes = 1e9): Buffer {
  const part = Buffer.from(again.repeat(Math.ceil(1e7 / again.length)));
  const packed = gzipSync(part, { level: 9 });
  return Buffer.concat([gzipSync(HEADER), ...Array(Math.ceil(bytes / part.length)).fill(packed)]);
}

test.each([
  ["empty lines", "\n", /:3: "" does not parse|:2: "" does not parse/],
  ["one line", " ", /:2: a line of more than 262144 bytes/],
  ["one frame for ever", '{"t":0,"people":[]}\n', /:1003: more than 1000 frames a second/],
  ["blown up frames", `${" ".repeat(2e5)}{"t":0,"people":[]}\n`, /more than 1000 frames a second|unpacks to/],
])("a small gzip that unpacks to a gigabyte of %s is refused soon", async (_, again, message) => {
  const path = file(bomb(again));
  const before = process.memoryUsage().rss;
  await expect(read(path)).rejects.toThrow(message);
  expect(process.memoryUsage().rss - before).toBeLessThan(3e8);
});

test("a dancer who stands still for long packs tightly, and is read all the same", async () => {
  const still = Array.from({ length: 30_000 }, (_, index) => line(index)).join("");
  const { times } = await read(file(gzipSync(HEADER + still, { level: 9 })));
  expect(times).toHaveLength(30_000);
});

function damaged(data: Buffer): Buffer {
  data.fill(0xff, 40, 80);
  return data;
}
