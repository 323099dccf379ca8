import { appendFile, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PassJournal } from "../../../../main/show/practice/pass-journal.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { practicePass } from "../../../support/practised.ts";

const all = { reference: null, since: 0 };

test("passes come back in order, by reference and from a moment on, the newest where there are too many", async () => {
  const journal = new PassJournal(join(emptyFolder(), "practice.ndjson"));
  expect(await journal.newest(all, 10)).toEqual([]);
  for (let pass = 1; pass <= 6; pass++)
    await journal.append(practicePass(pass, { reference: pass % 2 ? "a.take.ndjson" : "b.take.ndjson" }));
  const passes = async (...[query, most]: Parameters<PassJournal["newest"]>) =>
    (await journal.newest(query, most)).map(({ pass }) => pass);
  expect(await passes(all, 10)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await passes(all, 2)).toEqual([5, 6]);
  expect(await passes({ reference: "a.take.ndjson", since: 0 }, 2)).toEqual([3, 5]);
  expect(await passes({ reference: null, since: practicePass(4).at }, 10)).toEqual([4, 5, 6]);
});

test("a pass is kept as it is, to a tenth of a millimetre, for its owner alone", async () => {
  const file = join(emptyFolder(), "practice.ndjson");
  const journal = new PassJournal(file);
  const pass = practicePass(1);
  await journal.append(pass);
  expect(await journal.newest(all, 1)).toEqual([pass]);
  if (process.platform !== "win32") expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test("a last line that a crash has damaged is left, and the next pass has a line of its own", async () => {
  const file = join(emptyFolder(), "practice.ndjson");
  const journal = new PassJournal(file);
  await journal.append(practicePass(1));
  await appendFile(file, JSON.stringify(practicePass(2)).slice(0, 90));
  expect((await journal.newest(all, 9)).map(({ pass }) => pass)).toEqual([1]);
  await journal.append(practicePass(3));
  expect((await journal.newest(all, 9)).map(({ pass }) => pass)).toEqual([1, 3]);
  expect((await readFile(file, "utf8")).split("\n")).toHaveLength(4);
});

test("lines that are no passes are none, whatever they are", async () => {
  const file = join(emptyFolder(), "practice.ndjson");
  const odd = [
    { ...practicePass(1), speed: "fast" },
    { ...practicePass(2), findings: new Array(9).fill({}) },
    null,
    [],
  ];
  await writeFile(file, `${odd.map((one) => JSON.stringify(one)).join("\n")}\n\u0000\n[[[[\n`);
  const journal = new PassJournal(file);
  await journal.append(practicePass(5));
  expect((await journal.newest(all, 9)).map(({ pass }) => pass)).toEqual([5]);
});

test("of a file of many months the end is looked through", async () => {
  const file = join(emptyFolder(), "practice.ndjson");
  const line = (reference: string) => `${JSON.stringify(practicePass(1, { reference }))}\n`;
  const lookedThrough = 20 * line("waltz.take.ndjson").length;
  const journal = new PassJournal(file, lookedThrough);
  await writeFile(file, line("first.take.ndjson") + line("waltz.take.ndjson").repeat(25));
  await journal.append(practicePass(2, { reference: "rare.take.ndjson" }));
  const of = async (reference: string | null) => (await journal.newest({ reference, since: 0 }, 100)).length;
  expect([await of("rare.take.ndjson"), await of("first.take.ndjson"), await of(null)]).toEqual([1, 0, 20]);
});

test("what cannot be written or read is told with the file's name", async () => {
  const folder = emptyFolder();
  const journal = new PassJournal(folder);
  await expect(journal.append(practicePass(1))).rejects.toThrow(`${folder}: cannot be written (`);
  await expect(journal.newest(all, 1)).rejects.toThrow(new RegExp(`^${folder}: .*expected the passes`));
});
