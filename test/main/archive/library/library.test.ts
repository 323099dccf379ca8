import { createHash } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { Library } from "../../../../main/archive/library/library.ts";
import { readTake } from "../../../../main/archive/take-reader.ts";
import type { LibraryQuery } from "../../../../shared/desk/library.ts";
import { unpackPoses } from "../../../../shared/desk/poses.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { demoLines } from "../../../support/short-take.ts";
import { FIRST_DATE, fillWithTakes, smallTake, takeName } from "../../../support/take-folder.ts";

const ALL: LibraryQuery = { search: "", order: "name", descending: false, offset: 0, limit: 100 };
const open: Library[] = [];
afterEach(async () => {
  for (const library of open.splice(0)) await library.close();
});

async function opened(
  folder: string,
  parts: Partial<Parameters<typeof Library.open>[0]> = {},
): Promise<Library> {
  const library = await Library.open({ folder, onChange: () => {}, ...parts });
  open.push(library);
  await library.settled();
  return library;
}

const names = async (library: Library, query: Partial<LibraryQuery> = {}) =>
  (await library.query({ ...ALL, ...query })).takes.map(({ name }) => name);

/** As if it had been written long ago. */
function written(file: string, content: string | Buffer): void {
  writeFileSync(file, content);
  utimesSync(file, new Date(FIRST_DATE), new Date(FIRST_DATE));
}

const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "was not refused",
    (error: Error) => `${error.name}: ${error.message}`,
  );

test("a take is listed with who, what, when and its figures", async () => {
  const folder = emptyFolder();
  const lines = demoLines();
  written(join(folder, "demo.take.ndjson"), `${lines.slice(0, 301).join("\n")}\n`);
  const library = await opened(folder);
  const { takes, ...rest } = await library.query(ALL);
  expect(rest).toEqual({ total: 1, all: 1, unread: 0, skipped: [] });
  const header = JSON.parse(lines[0]!);
  expect(takes[0]).toMatchObject({
    ...{
      name: "demo.take.ndjson",
      dancer: header.dancer,
      tags: header.tags,
      source: header.source,
      note: "",
    },
    ...{ frames: 300, people: 1, date: FIRST_DATE, partner: null, fault: null, growing: false },
  });
  expect(takes[0]!.seconds).toBeCloseTo(299 / 30, 3);
  const strip = unpackPoses(takes[0]!.strip);
  expect(strip).toHaveLength(8);
  for (const pose of strip) {
    expect(pose).toHaveLength(19);
    // The nose is above the hips, the feet are below.
    expect(pose[0]![1]).toBeLessThan(-0.2);
    expect(pose[15]![1]).toBeGreaterThan(0.4);
  }
  const detail = await library.detail("demo.take.ndjson");
  expect(detail).toMatchObject({ fps: 30, licence: header.licence });
  expect(unpackPoses(detail.preview)).toHaveLength(150);
});

test("is searched by words that must all be there, put in order, and given out by windows", async () => {
  const folder = emptyFolder();
  fillWithTakes(folder, 120);
  const library = await opened(folder);
  expect(await names(library, { limit: 3 })).toEqual([0, 1, 2].map(takeName));
  expect(await names(library, { order: "date", descending: true, limit: 2 })).toEqual(
    [119, 118].map(takeName),
  );
  expect(await names(library, { offset: 118 })).toEqual([118, 119].map(takeName));
  expect(
    (await library.query({ ...ALL, order: "length", descending: true, limit: 1 })).takes[0]!.frames,
  ).toBe(10);
  const found = await library.query({ ...ALL, search: " ADA  salsa " });
  expect(found.total).toBe(6);
  for (const take of found.takes) expect([take.dancer, take.tags[0]]).toEqual(["Ada", "salsa"]);
  expect(await names(library, { search: "陈 evening-7 00007" })).toEqual([takeName(7)]);
  expect((await library.query({ ...ALL, search: "nobody ada" })).total).toBe(0);
  expect((await library.query({ ...ALL, order: "dancer", limit: 1 })).takes[0]!.dancer).toBe("Ada");
});

test("what comes, goes and is written anew is noticed, and told", async () => {
  const folder = join(emptyFolder(), "takes");
  let told = 0;
  const library = await opened(folder, { onChange: () => void told++ });
  expect(await names(library)).toEqual([]);
  mkdirSync(folder);
  fillWithTakes(folder, 3);
  await expect.poll(() => names(library)).toEqual([0, 1, 2].map(takeName));
  rmSync(join(folder, takeName(1)));
  renameSync(join(folder, takeName(2)), join(folder, "z.take.ndjson"));
  await expect.poll(() => names(library)).toEqual([takeName(0), "z.take.ndjson"]);
  written(join(folder, takeName(0)), smallTake(0, 50));
  const frames = async () => (await library.query(ALL)).takes[0]!.frames;
  await expect.poll(frames, { timeout: 20_000 }).toBe(50);
  await expect.poll(() => told).toBeGreaterThan(1);
});

test("the index spares reading, and is believed for nothing that has changed", async () => {
  const folder = emptyFolder();
  fillWithTakes(folder, 30);
  await (await opened(folder)).close();
  const index = join(folder, ".continuo-index");
  const [head, entries] = readFileSync(index, "utf8").split("\n") as [string, string];
  // What the files do not say: only whoever trusts the index shows it.
  const told = entries.replaceAll("Emil", "Olga");
  const sha256 = createHash("sha256").update(told).digest("hex");
  writeFileSync(index, `${JSON.stringify({ ...JSON.parse(head), sha256 })}\n${told}`);
  // Another content of the same size and date.
  const file = join(folder, takeName(4));
  writeFileSync(file, readFileSync(file, "utf8").replace("Emil", "Olaf"));
  utimesSync(file, new Date(FIRST_DATE + 4 * 3_600_000), new Date(FIRST_DATE + 4 * 3_600_000));
  const trusting = await opened(folder);
  expect((await trusting.query(ALL)).takes.filter((_, n) => n % 5 === 4).map(({ dancer }) => dancer)).toEqual(
    ["Olaf", ...Array(5).fill("Olga")],
  );
  await trusting.close();
  for (const damaged of [
    "",
    "nothing",
    `{"format":"continuo-library-index","version":1,"sha256":"0"}\n${entries}`,
    readFileSync(index, "utf8").replace("Ada", "Eva"),
    readFileSync(index, "utf8").replace('"version":1', '"version":2'),
    readFileSync(index, "utf8").slice(0, 4000),
  ]) {
    writeFileSync(index, damaged);
    const rebuilt = await opened(folder);
    expect((await rebuilt.query(ALL)).takes.map(({ dancer }) => dancer)).toEqual(
      Array.from({ length: 30 }, (_, n) =>
        n === 4 ? "Olaf" : ["Ada", "Bintou", "陈", "Dora", "Emil"][n % 5],
      ),
    );
    await rebuilt.close();
    expect(readFileSync(index, "utf8").split("\n")[0]).toContain('"version":1');
  }
});

test("a hostile file is an entry that says what is wrong, and stops nothing", async () => {
  const folder = emptyFolder();
  const header = smallTake(0).split("\n")[0]!;
  const hostile: Record<string, string | Buffer> = {
    "binary.take.ndjson": Buffer.from(Array.from({ length: 70_000 }, (_, n) => (n * 7919) % 256)),
    "bomb.take.ndjson.gz": gzipSync(Buffer.concat([Buffer.from(`${header}\n`), Buffer.alloc(1 << 27, "\n")])),
    "cut.take.ndjson.gz": gzipSync(smallTake(1)).subarray(0, 60),
    "deep.take.ndjson": `${"[".repeat(100_000)}\n`,
    "empty.take.ndjson": "",
    "huge.take.ndjson": Buffer.alloc(3 << 20, "x"),
    "letters.take.ndjson": `${header.replace("Ada", "A".repeat(20_000))}\n`,
    "markup.take.ndjson": `${header.replace("salsa", "<img src=x onerror=alert(1)>\\u202e")}\n${smallTake(0).split("\n")[1]}\n`,
    "nobody.take.ndjson": `${header}\n`,
    "odd.take.ndjson": `${header}\n{"t":0,"people":[{"id":1,"body":[1,2,3]}]}\n`,
    "other.take.ndjson": `{"format":"other"}\n`,
    "rate.take.ndjson": `${header.replace('"fps":4', '"fps":1e300')}\n`,
  };
  for (const [name, content] of Object.entries(hostile)) written(join(folder, name), content);
  fillWithTakes(folder, 2);
  mkdirSync(join(folder, "folder.take.ndjson"));
  symlinkSync("/etc/passwd", join(folder, "link.take.ndjson"));
  writeFileSync(join(folder, "a:b.take.ndjson"), "");
  writeFileSync(join(folder, ".hidden.take.ndjson"), "");
  const library = await opened(folder);
  const { takes, skipped } = await library.query(ALL);
  const faults = Object.fromEntries(takes.map(({ name, fault }) => [name, fault]));
  expect(Object.keys(faults)).toEqual([...Object.keys(hostile), takeName(0), takeName(1)].sort());
  for (const [name, fault] of Object.entries(faults)) {
    const isFine = name.startsWith("dance") || name === "markup.take.ndjson";
    expect([name, fault !== null], fault ?? "").toEqual([name, !isFine]);
    expect(fault ?? "").not.toMatch(/[\n\0]|continuo-test/);
  }
  expect(faults["huge.take.ndjson"]).toMatch(/a line of more than/);
  expect(takes.find(({ name }) => name.startsWith("markup"))!.tags[0]).toBe(
    "<img src=x onerror=alert(1)>\\u202e",
  );
  expect(skipped).toHaveLength(4);
  expect(skipped.join()).toMatch(/folder\.take\.ndjson: left out.*link\.take\.ndjson: left out, a link/);
  // They can be put away.
  await library.delete("huge.take.ndjson");
  expect(existsSync(join(folder, "huge.take.ndjson"))).toBe(false);
  expect(await refusal(library.edit({ name: "binary.take.ndjson", note: "x" }))).toMatch(/^SourceError: /);
  expect(readFileSync(join(folder, "binary.take.ndjson"))).toEqual(hostile["binary.take.ndjson"]);
});

test("a window never has more than an answer bears", async () => {
  const folder = emptyFolder();
  for (let n = 0; n < 100; n++) {
    const [first, ...frames] = smallTake(n).split("\n");
    const header = { ...JSON.parse(first!), dancer: "\u0001".repeat(9000), note: "\u0001".repeat(9000) };
    header.tags = Array.from({ length: 60 }, (_, tag) => `${tag}${"\u0001".repeat(100)}`);
    written(join(folder, takeName(n)), [JSON.stringify(header), ...frames].join("\n"));
  }
  const library = await opened(folder);
  const seen: string[] = [];
  while (seen.length < 100) {
    const { takes, total } = await library.query({ ...ALL, offset: seen.length });
    expect(JSON.stringify(takes).length).toBeLessThan(180_000);
    expect([total, takes.length > 0]).toEqual([100, true]);
    seen.push(...takes.map(({ name }) => name));
  }
  expect(new Set(seen).size).toBe(100);
  expect(JSON.stringify(await library.detail(takeName(0))).length).toBeLessThan(190_000);
});

test("dancer, tags and note are written into the take, and nothing else of it is another", async () => {
  const folder = emptyFolder();
  const [header, ...frames] = smallTake(3).split("\n");
  const content = ["\uFEFF", header!.replace("{", '{"mine":[1,2],'), "\n", frames.join("\n"), '{"t":9'].join(
    "",
  );
  written(join(folder, "a.take.ndjson"), content);
  written(join(folder, "b.take.ndjson.gz"), gzipSync(content));
  const library = await opened(folder);
  const edit = { dancer: "Mary", tags: ["tango", "evening"], note: "First line\nand second: “<b>”" };
  for (const name of ["a.take.ndjson", "b.take.ndjson.gz"]) {
    await library.edit({ name, ...edit });
    const bytes = readFileSync(join(folder, name));
    const [first, ...rest] = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString().split("\n");
    expect(JSON.parse(first!)).toEqual({ ...JSON.parse(header!), mine: [1, 2], ...edit });
    expect(rest.join("\n")).toBe(`${frames.join("\n")}{"t":9`);
    expect((await readTake(join(folder, name), { onDamage: () => {} })).header).toMatchObject(edit);
    expect(statSync(join(folder, name)).mtimeMs).toBe(FIRST_DATE);
  }
  const { takes } = await library.query({ ...ALL, search: "mary tango second" });
  expect(takes.map(({ frames: count, date }) => [count, date])).toEqual([
    [6, FIRST_DATE],
    [6, FIRST_DATE],
  ]);
  await library.edit({ name: "a.take.ndjson", note: "" });
  expect(await library.detail("a.take.ndjson")).toMatchObject({ dancer: "Mary", tags: edit.tags, note: "" });
  expect(readdirSync(folder).filter((name) => /^\.continuo-[0-9a-f]/.test(name))).toEqual([]);
});

test("a take is renamed with its partner's, never over another", async () => {
  const folder = emptyFolder();
  const contents = Object.fromEntries(
    ["a", "a.partner", "b", "c.partner"].map((stem, n) => [`${stem}.take.ndjson`, smallTake(n)]),
  );
  for (const [name, content] of Object.entries(contents)) written(join(folder, name), content);
  const library = await opened(folder);
  expect((await library.query(ALL)).takes.map(({ partner }) => partner)).toContain("a.partner.take.ndjson");
  expect(await refusal(library.rename("a.take.ndjson", "b"))).toBe(
    "SourceError: b.take.ndjson: there is one already, expected a free name",
  );
  // The partner's name is taken.
  expect(await refusal(library.rename("a.take.ndjson", "c"))).toMatch(
    /c\.partner\.take\.ndjson: there is one/,
  );
  expect(await refusal(library.rename("a.partner.take.ndjson", "d"))).toMatch(/partner's of a\.take\.ndjson/);
  expect(await refusal(library.rename("b.take.ndjson", "x.partner"))).toMatch(/no partner's/);
  expect(await refusal(library.rename("gone.take.ndjson", "d"))).toMatch(/not there any more/);
  for (const bad of ["../d", "", "nul", "d\0", "/tmp/d", ".d"])
    expect(await refusal(library.rename("a.take.ndjson", bad)), bad).toMatch(
      /^SourceError: .*no name for a take/,
    );
  for (const [name, content] of Object.entries(contents))
    expect(readFileSync(join(folder, name), "utf8")).toBe(content);
  expect(await library.rename("a.take.ndjson", "Tänzerin 1")).toBe("Tänzerin 1.take.ndjson");
  expect(await names(library)).toEqual([
    "b.take.ndjson",
    "c.partner.take.ndjson",
    "Tänzerin 1.partner.take.ndjson",
    "Tänzerin 1.take.ndjson",
  ]);
  expect(readFileSync(join(folder, "Tänzerin 1.partner.take.ndjson"), "utf8")).toBe(
    contents["a.partner.take.ndjson"],
  );
});

test("what is deleted lies in the trash, and comes back unless its name is taken", async () => {
  const folder = emptyFolder();
  for (const stem of ["a", "a.partner", "b"])
    written(join(folder, `${stem}.take.ndjson`), smallTake(stem.length));
  const library = await opened(folder, { now: () => Date.UTC(2026, 1, 3, 4, 5, 6) });
  const first = await library.delete("a.take.ndjson");
  expect(first).toMatchObject({
    date: Date.UTC(2026, 1, 3, 4, 5, 6),
    names: ["a.take.ndjson", "a.partner.take.ndjson"],
  });
  await library.delete("b.take.ndjson");
  expect(await names(library)).toEqual([]);
  expect((await library.trash()).flatMap((entry) => entry.names).sort()).toEqual([
    "a.partner.take.ndjson",
    "a.take.ndjson",
    "b.take.ndjson",
  ]);
  written(join(folder, "a.take.ndjson"), smallTake(9));
  expect(await refusal(library.undo(first.id))).toMatch(/a\.take\.ndjson: there is one already/);
  expect(readdirSync(join(folder, "trash", first.id))).toHaveLength(2);
  rmSync(join(folder, "a.take.ndjson"));
  expect((await library.undo(first.id)).toSorted()).toEqual(["a.partner.take.ndjson", "a.take.ndjson"]);
  expect(await names(library)).toEqual(["a.partner.take.ndjson", "a.take.ndjson"]);
  expect(await library.trash()).toHaveLength(1);
  for (const bad of ["..", "../..", first.id, "20260203-040506-abcdef/..", ""])
    expect(await refusal(library.undo(bad)), bad).toMatch(/^SourceError: /);
});

test("a take that is being written is left alone until nobody writes it any more", async () => {
  const folder = emptyFolder();
  const file = join(folder, "show.take.ndjson");
  writeFileSync(file, smallTake(7));
  const library = await opened(folder);
  expect((await library.query(ALL)).takes[0]).toMatchObject({ growing: true, frames: 0 });
  const writing = setInterval(() => appendFileSync(file, "\n"), 50);
  const refused = await refusal(library.edit({ name: "show.take.ndjson", note: "x" }));
  clearInterval(writing);
  expect(refused).toMatch(/show\.take\.ndjson: is being written/);
  await library.edit({ name: "show.take.ndjson", note: "x" });
  await expect
    .poll(async () => (await library.query(ALL)).takes[0])
    .toMatchObject({ growing: false, frames: 10, note: "x" });
});

test("two programs on one folder: of many who take one name each wins once, and nothing is lost", async () => {
  const folder = emptyFolder();
  const contents = new Set(fillWithTakes(folder, 20).map((name) => readFileSync(join(folder, name), "utf8")));
  const [one, other] = [await opened(folder), await opened(folder)];
  const tries = Array.from({ length: 20 }, (_, n) =>
    refusal((n % 2 === 0 ? one : other).rename(takeName(n), `same-${n % 7}`)),
  );
  const edits = Array.from({ length: 20 }, (_, n) => [
    refusal(one.edit({ name: takeName(n), note: "one" })),
    refusal(other.edit({ name: takeName(n), dancer: "other" })),
  ]).flat();
  const told = await Promise.all(tries);
  expect(told.filter((line) => line === "was not refused")).toHaveLength(7);
  // Renamed meanwhile, or changed by the other: refused in a line, or done whole.
  for (const line of await Promise.all(edits)) expect(line).toMatch(/^was not refused$|^SourceError: dance-/);
  const left = readdirSync(folder).filter((name) => name.endsWith(".take.ndjson"));
  const dances = left.map((name) => readFileSync(join(folder, name), "utf8").split("\n").slice(1).join());
  expect(new Set(dances)).toEqual(new Set([...contents].map((text) => text.split("\n").slice(1).join())));
  expect(left).toHaveLength(20);
  await one.look();
  await other.look();
  expect(await names(one)).toEqual(await names(other));
});

test("what programs left that died is cleared away, and what lives is not", async () => {
  const folder = emptyFolder();
  for (const name of [".continuo-0123456789ab", "x.take.ndjson.part", "y.part", ".continuo-other"])
    writeFileSync(join(folder, name), "x");
  await opened(folder);
  expect(readdirSync(folder)).toHaveLength(4);
  await opened(folder, { now: () => Date.now() + 3_600_000 });
  expect(readdirSync(folder).sort()).toEqual([".continuo-other", "y.part"]);
});

test("what a program was doing when it died is done by the next, whatever its lock says", async () => {
  const folder = emptyFolder();
  fillWithTakes(folder, 2);
  const lock = (moves: unknown) =>
    writeFileSync(
      join(folder, ".continuo-lock"),
      // A process that has been and is no more.
      JSON.stringify({ token: "x", pid: 2 ** 22 + 1, host: hostname(), moves }),
    );
  lock([{ from: takeName(0), to: "moved.take.ndjson" }]);
  expect(await names(await opened(folder))).toEqual([takeName(1), "moved.take.ndjson"]);
  expect(existsSync(join(folder, ".continuo-lock"))).toBe(false);
  const outside = join(emptyFolder(), "x.take.ndjson");
  for (const to of ["../x.take.ndjson", outside, "trash/../x.take.ndjson", "trash/a/x.take.ndjson", "x"]) {
    lock([{ from: takeName(1), to }]);
    utimesSync(join(folder, ".continuo-lock"), new Date(), new Date());
    expect(await names(await opened(folder))).toEqual([takeName(1), "moved.take.ndjson"]);
    rmSync(join(folder, ".continuo-lock"), { force: true });
  }
});
