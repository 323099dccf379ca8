import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { threadedMoments } from "../../../../main/archive/moments/threaded-moments.ts";
import { readTake } from "../../../../main/archive/take-reader.ts";
import { DancedLines } from "../../../../main/show/desk/danced-lines.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { acrossTheMap, fillMappedArchive } from "../../../support/mapped-archive.ts";

const NOW = Date.UTC(2026, 4, 17, 20, 15, 30);

async function desk() {
  const root = emptyFolder();
  const [takes, archive] = ["takes", "archive"].map((name) => join(root, name)) as [string, string];
  mkdirSync(archive);
  await fillMappedArchive(archive);
  const search = threadedMoments(archive, () => {});
  onTestFinished(() => search.close());
  const lines = new DancedLines({ search, takes, now: () => NOW });
  onTestFinished(() => lines.close());
  const handlers = lines.requests;
  const dance = (seconds = 4) => handlers["archive/dance-line"].answer({ points: acrossTheMap(seconds) });
  // The archive is opened by the first question, which need not wait for it.
  const first = await vi.waitFor(() => dance(), 10_000);
  const keep = (name: string) => handlers["archive/keep-line"].answer({ name });
  return { takes, lines, dance, keep, first };
}

test("a danced line can be played before it is kept, and is a take of the library afterwards", async () => {
  const { takes, lines, keep, first } = await desk();
  expect(first.name).toBe("line-20260517-201530.take.ndjson");
  expect(first.drawn).toBe(4);
  const file = lines.fileOf(first.name)!;
  expect((await readTake(file, { onDamage: (line) => expect.unreachable(line) })).header.tags).toContain(
    "drawn-line",
  );
  expect(existsSync(takes)).toBe(false);
  expect(await keep(first.name)).toEqual({ name: first.name });
  expect(readdirSync(takes)).toEqual([first.name]);
  expect(readFileSync(join(takes, first.name))).toEqual(readFileSync(file));
  // Whoever asks twice has it once; whoever has deleted it meanwhile gets it back.
  expect(await keep(first.name)).toEqual({ name: first.name });
  rmSync(join(takes, first.name));
  await keep(first.name);
  expect(readdirSync(takes)).toEqual([first.name]);
  expect(lines.fileOf("another.take.ndjson")).toBeNull();
});

test("only the last are held; what was forgotten, or is nobody's, cannot be kept; all are gone at the end", async () => {
  const { lines, dance, keep, first } = await desk();
  const folder = dirname(lines.fileOf(first.name)!);
  const names = [first.name];
  for (let n = 0; n < 8; n++) names.push((await dance(2)).name);
  expect(new Set(names).size).toBe(9);
  expect(readdirSync(folder)).toHaveLength(8);
  await expect(keep(first.name)).rejects.toThrow("is no longer held");
  await expect(keep("../elsewhere.take.ndjson")).rejects.toThrow("is no longer held");
  await lines.close();
  expect(existsSync(folder)).toBe(false);
});

test("without an archive a line is refused, and a take that is there already is left", async () => {
  const none = new DancedLines({ search: null, takes: emptyFolder(), now: () => NOW });
  await expect(none.requests["archive/dance-line"].answer({ points: acrossTheMap(2) })).rejects.toThrow(
    "archive names nothing",
  );
  const { takes, keep, first } = await desk();
  mkdirSync(join(takes, first.name), { recursive: true });
  await expect(keep(first.name)).rejects.toThrow("cannot be written");
  expect(readdirSync(takes)).toEqual([first.name]);
});
