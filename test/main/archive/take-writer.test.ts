import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { TakeFrame, TakeHeader } from "../../../main/archive/take.ts";
import { TakeWriter, writeTake } from "../../../main/archive/take-writer.ts";
import { SourceError } from "../../../main/system/errors.ts";
import { STANDING, seenAt } from "../../support/bodies.ts";
import { emptyFolder } from "../../support/folder.ts";
import { isHere } from "../../support/is-here.ts";

const HEADER: TakeHeader = {
  ...{ fps: 30, source: "", licence: "", dancer: "", tags: [], width: 1280, height: 720 },
};
const frame = (index: number): TakeFrame => ({ t: index / 30, people: [seenAt(STANDING, 0.5)] });
const lines = (path: string) => readFileSync(path, "utf8").split("\n");

test("what was appended is on disk before the take is closed", async () => {
  const path = join(emptyFolder(), "x.take.ndjson");
  const writer = await TakeWriter.create(path, HEADER);
  await writer.append(frame(0));
  await writer.append(frame(1));
  await expect.poll(() => lines(path)).toHaveLength(4);
  await writer.close();
  expect(lines(path).at(-1)).toBe("");
});

test("a name in .gz is compressed", async () => {
  const path = join(emptyFolder(), "x.take.ndjson.gz");
  await writeTake(path, HEADER, [frame(0), frame(1)]);
  expect(gunzipSync(readFileSync(path)).toString().split("\n")).toHaveLength(4);
});

test.each(["x.take.ndjson", "x.take.ndjson.gz"])(
  "what comes after the end of %s is an error of that take alone",
  async (name) => {
    const writer = await TakeWriter.create(join(emptyFolder(), name), HEADER);
    const closed = writer.close();
    writer.push(frame(0));
    await expect(closed).rejects.toThrow(SourceError);
  },
);

test("a take that is still being written does not have its name yet", async () => {
  const folder = emptyFolder();
  const path = join(folder, "x.take.ndjson");
  await writeTake(
    path,
    HEADER,
    (function* () {
      yield frame(0);
      expect(existsSync(path)).toBe(false);
    })(),
  );
  expect(readdirSync(folder)).toEqual(["x.take.ndjson"]);
});

test("a take whose frames fail leaves nothing behind, and the take of before as it was", async () => {
  const folder = emptyFolder();
  const path = join(folder, "x.take.ndjson");
  writeFileSync(path, "before");
  const failing = (function* () {
    yield frame(0);
    throw new Error("no more");
  })();
  await expect(writeTake(path, HEADER, failing)).rejects.toThrow("no more");
  expect(readdirSync(folder)).toEqual(["x.take.ndjson"]);
  expect(readFileSync(path, "utf8")).toBe("before");
});

test("a folder that is not there is refused before the first frame", async () => {
  const path = "/nowhere/x.take.ndjson";
  await expect(TakeWriter.create(path, HEADER)).rejects.toThrow(SourceError);
  await expect(TakeWriter.create(path, HEADER)).rejects.toThrow(
    `${path}: cannot be written (no such file or directory)`,
  );
});

test("on request nothing is written over", async () => {
  const path = join(emptyFolder(), "x.take.ndjson");
  writeFileSync(path, "before");
  await expect(TakeWriter.create(path, HEADER, { flags: "wx" })).rejects.toThrow(
    "cannot be written (file already exists)",
  );
  expect(readFileSync(path, "utf8")).toBe("before");
});

const full = isHere("/dev/full", existsSync("/dev/full"));
test.runIf(full)("a full disk is told to whoever appends or closes", async () => {
  const writer = await TakeWriter.create("/dev/full", HEADER);
  await expect(
    (async () => {
      for (let index = 0; index < 1000; index++) await writer.append(frame(index));
      await writer.close();
    })(),
  ).rejects.toThrow("/dev/full: cannot be written (no space left on device)");
});

test("numbers that are none are refused by the time of their frame, and leave nothing", async () => {
  const folder = emptyFolder();
  const path = join(folder, "x.take.ndjson");
  const odd = { ...seenAt(STANDING, 0.5), root: { x: 0, y: Number.NaN, z: 0 } };
  await expect(writeTake(path, HEADER, [frame(0), { t: 0.5, people: [odd] }])).rejects.toThrow(
    `${path}: would have NaN at 0.5 s, expected numbers; not written`,
  );
  expect(readdirSync(folder)).toEqual([]);
});
