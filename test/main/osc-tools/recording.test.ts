import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  loopLength,
  RECORDING_HEADER,
  readRecording,
  recordingLine,
} from "../../../main/osc-tools/recording.ts";
import { emptyFolder } from "../../support/folder.ts";

function fileOf(...lines: readonly string[]): string {
  const file = join(emptyFolder(), "show.osc.ndjson");
  writeFileSync(file, lines.join(""));
  return file;
}

const header = `${JSON.stringify(RECORDING_HEADER)}\n`;
const packets = [
  { t: 0, packet: Buffer.from("/a\0\0,\0\0\0") },
  { t: 0.033333, packet: Buffer.from([0, 255, 192, 10]) },
];

async function read(file: string) {
  const all = [];
  for await (const one of readRecording(file)) all.push(one);
  return all;
}

test("packets come back byte for byte, with their times", async () => {
  expect(await read(fileOf(header, ...packets.map(recordingLine)))).toEqual(packets);
});

test("a last line that a crash cut short is skipped", async () => {
  expect(await read(fileOf(header, ...packets.map(recordingLine), '{"t":0.1,"pack'))).toEqual(packets);
});

test.each([
  [[header, "x\n", recordingLine(packets[0]!)], ':2: "x" is no packet of a recording'],
  [[recordingLine(packets[0]!)], ":1: found no header"],
  [[], "empty, expected a recording of OSC"],
])("%j is refused by file and line", async (lines, expected) => {
  await expect(read(fileOf(...lines))).rejects.toThrow(expected);
});

test("a file that is not there is named", async () => {
  await expect(read("/nowhere.osc.ndjson")).rejects.toThrow("/nowhere.osc.ndjson: cannot be read (ENOENT");
});

test.each([
  ["goes on at its own pace", 31, 3, 3.1],
  ["of one packet comes once a second", 1, 0, 1],
  ["of packets that came together comes once a second", 4, 0, 1],
  ["of one cue in two packets comes about once a second", 2, 0.001, 1.001],
])("a recording that loops and %s", (_, count, last, expected) => {
  expect(loopLength(count, last)).toBeCloseTo(expected, 9);
});
