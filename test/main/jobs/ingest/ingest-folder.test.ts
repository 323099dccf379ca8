import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { ARCHIVE_FILE, readArchiveFile } from "../../../../main/archive/ingest/archive-file.ts";
import { readTake } from "../../../../main/archive/take-reader.ts";
import { tracksOf } from "../../../../main/archive/tracks.ts";
import { type IngestOptions, ingestFolder } from "../../../../main/jobs/ingest/ingest-folder.ts";
import { LocalRunner } from "../../../../main/jobs/ingest/local-runner.ts";
import { forkJob } from "../../../../main/process/job-child.ts";
import type { Progress } from "../../../../main/system/job.ts";
import { type DoubleFilm, findDoubleShots, SHOT_DOUBLE, writeFilm } from "../../../support/double-films.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { jobContext } from "../../../support/job-context.ts";

const PROGRAM = fileURLToPath(new URL("../../../support/ingest-double.ts", import.meta.url));

function shelf(films: Readonly<Record<string, DoubleFilm>>): {
  readonly films: string;
  readonly archive: string;
} {
  const folder = emptyFolder();
  for (const [name, film] of Object.entries(films)) {
    writeFilm(folder, name, film);
    utimesSync(join(folder, name), 1000, 1000);
  }
  return { films: folder, archive: join(emptyFolder(), "archive") };
}

async function ingest(
  place: Pick<IngestOptions, "films" | "archive">,
  options: Partial<IngestOptions> = {},
  stopAt: (progress: Progress) => boolean = () => false,
) {
  const context = jobContext(stopAt);
  const parts = {
    find: findDoubleShots,
    runner: new LocalRunner({ workers: 2, spawn: forkJob, entry: SHOT_DOUBLE }),
  };
  const settings = { find: {}, shot: {} };
  const result = await ingestFolder({ ...place, removeGone: false, settings, ...options }, parts, context);
  return { ...result, notes: context.notes, reports: context.reports };
}

/** Everything in an archive but what only the test and the library's cache need. */
function contentOf(archive: string): Record<string, string> {
  const files = readdirSync(archive, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name).slice(archive.length + 1))
      .filter((name) => name !== "begun.txt" && !name.startsWith(".continuo"))
      .sort()
      // Outcomes say where the film and the archive were.
      .map((name) => [name, readFileSync(join(archive, name), "latin1").replaceAll(archive, "ARCHIVE")]),
  );
}

const takesIn = (archive: string) => readdirSync(archive).filter((name) => name.endsWith(".take.ndjson.gz"));
const begun = (archive: string) =>
  existsSync(join(archive, "begun.txt"))
    ? readFileSync(join(archive, "begun.txt"), "utf8").trimEnd().split("\n").sort()
    : [];

const SHELF: Readonly<Record<string, DoubleFilm>> = {
  "Anna/swing/solo.mp4": { cuts: [0, 2, 5], ms: 40 },
  "Ben/solo.mp4": { cuts: [0, 3], ms: 40 },
  "Anna - duet.mov": { cuts: [0, 1.5, 3, 4.5, 6], ms: 40 },
};

test("a folder of films becomes takes with their dancers, an archive.json and a report", async () => {
  const place = shelf(SHELF);
  writeFileSync(join(place.films, "films.csv"), "file,tags,licence\nAnna - duet.mov,slow;late,CC0\n");
  const { done, notes, reports } = await ingest(place);
  expect(done).toBe(7);
  expect(notes).toEqual([]);
  expect(takesIn(place.archive)).toEqual(
    [
      ...["Anna - duet.001", "Anna - duet.002", "Anna - duet.003", "Anna - duet.004"],
      ...["Anna - swing - solo.001", "Anna - swing - solo.002", "Ben - solo.001"],
    ].map((stem) => `${stem}.take.ndjson.gz`),
  );
  const headerOf = async (name: string) =>
    (await readTake(join(place.archive, name), { onDamage: () => {} })).header;
  expect(await headerOf("Anna - duet.002.take.ndjson.gz")).toMatchObject({
    ...{ dancer: "Anna", tags: ["slow", "late"], licence: "CC0", source: "Anna - duet.mov" },
  });
  expect(await headerOf("Anna - swing - solo.001.take.ndjson.gz")).toMatchObject({
    dancer: "Anna",
    tags: ["swing"],
  });
  const { films, gone } = await readArchiveFile(place.archive);
  expect(films.map(({ name, shots }) => [name, shots.length])).toEqual([
    ["Anna - duet.mov", 4],
    ["Anna/swing/solo.mp4", 2],
    ["Ben/solo.mp4", 1],
  ]);
  expect(films[0]!.shots[1]).toEqual({
    ...{ stem: "Anna - duet.002", begin: 1.5, end: 3, state: "done", take: "Anna - duet.002.take.ndjson.gz" },
    ...{ kept: 1, rejected: { blurred: 0.5 }, fault: null },
  });
  expect(gone).toEqual([]);
  // As it is, the archive is learnt from.
  const tracks = await Array.fromAsync(tracksOf(place.archive, () => {}));
  expect(tracks).toHaveLength(7);
  const last = reports.at(-1)!;
  expect(last).toMatchObject({ phase: "tracking", unit: "second", done: 14, total: 14 });
  expect(last.details).toEqual(["shot 7 of 7", "film 3 of 3"]);
  expect(reports.some(({ phase }) => phase === "looking for shots")).toBe(true);
  expect(readFileSync(join(place.archive, "report.html"), "utf8")).toContain("#t=1.5");
});

test("what is done is not done again; what is new or has changed is", async () => {
  const place = shelf(SHELF);
  await ingest(place);
  const before = contentOf(place.archive);
  rmSync(join(place.archive, "begun.txt"));
  expect((await ingest(place)).done).toBe(0);
  expect(contentOf(place.archive)).toEqual(before);
  expect(begun(place.archive)).toEqual([]);

  writeFilm(place.films, "Cleo/new.mp4", { cuts: [0, 1] });
  writeFilm(place.films, "Ben/solo.mp4", { cuts: [0, 1, 2] });
  expect((await ingest(place)).done).toBe(3);
  expect(begun(place.archive)).toEqual(["Ben - solo.001", "Ben - solo.002", "new.001"]);

  rmSync(join(place.archive, "begun.txt"));
  const settings = { find: {}, shot: { darkest: 3 } };
  expect((await ingest(place, { settings })).done).toBe(9);
});

test("a new word in the table reaches takes that are done, without doing them again", async () => {
  const place = shelf({ "solo.mp4": { cuts: [0, 2, 3] } });
  await ingest(place);
  rmSync(join(place.archive, "begun.txt"));
  rmSync(join(place.archive, "solo.002.take.ndjson.gz"));
  writeFileSync(join(place.films, "films.csv"), "file,dancer,licence\nsolo.mp4,Anna,CC0\n");
  const { done, notes, archive } = await ingest(place);
  expect([done, begun(place.archive)]).toEqual([0, []]);
  expect(notes).toEqual(["2 shots were told their new dancer, tags, source or licence"]);
  expect(archive.films[0]!.dancer).toBe("Anna");
  const { header } = await readTake(join(place.archive, "solo.001.take.ndjson.gz"), { onDamage: () => {} });
  expect(header).toMatchObject({ dancer: "Anna", licence: "CC0" });
  expect((await ingest(place)).notes).toEqual([]);
});

test("takes of what is gone are named, and removed only where that is asked for", async () => {
  const place = shelf({ ...SHELF, "Ben/solo.mp4": { cuts: [0, 1, 2] } });
  await ingest(place);
  rmSync(join(place.films, "Anna - duet.mov"));
  writeFilm(place.films, "Ben/solo.mp4", { cuts: [0, 2] });
  const named = await ingest(place);
  expect(named.notes).toEqual([
    "5 shots are of films or cuts that are not there any more (kept; --remove-gone removes them): Anna - duet.001, Anna - duet.002, Anna - duet.003, Anna - duet.004, Ben - solo.002",
  ]);
  expect(named.archive.gone).toHaveLength(5);
  expect(takesIn(place.archive)).toHaveLength(8);
  const removed = await ingest(place, { removeGone: true });
  expect(removed.notes[0]).toMatch(/^5 shots .* \(removed\): /);
  expect(removed.archive.gone).toEqual([]);
  expect(takesIn(place.archive)).toEqual([
    ...["Anna - swing - solo.001.take.ndjson.gz", "Anna - swing - solo.002.take.ndjson.gz"],
    "Ben - solo.001.take.ndjson.gz",
  ]);
  expect((await ingest(place)).notes).toEqual([]);
});

test("a damaged film is named, the rest goes on, and it is tried again the next time", async () => {
  const place = shelf({
    ...{ "a.mp4": { cuts: [0, 1] }, "b.mp4": { cuts: [], damaged: true }, "d.mp4": { cuts: [0, 1] } },
    "c.mp4": { cuts: [0, 1], fault: "read 3 of 30 frames" },
  });
  const { archive, notes, done } = await ingest(place);
  expect(done).toBe(3);
  expect(notes).toEqual([
    `${join(place.films, "b.mp4")}: damaged, expected a film`,
    "c.001: read 3 of 30 frames",
  ]);
  expect(
    archive.films.map(({ fault, shots }) => [fault, shots.map(({ state, fault: why }) => [state, why])]),
  ).toEqual([
    [null, [["done", null]]],
    [notes[0], []],
    [null, [["failed", "read 3 of 30 frames"]]],
    [null, [["done", null]]],
  ]);
  writeFilm(place.films, "b.mp4", { cuts: [0, 1] });
  expect((await ingest(place)).done).toBe(2);
});

test("a film that cannot be read for a while keeps its takes", async () => {
  const place = shelf({ "a.mp4": { cuts: [0, 1, 2] } });
  await ingest(place);
  writeFilm(place.films, "a.mp4", { cuts: [0, 1, 2, 3], damaged: true });
  const { archive, notes } = await ingest(place, { removeGone: true });
  expect(notes).toEqual([expect.stringContaining("damaged")]);
  expect(archive.gone).toEqual([]);
  expect(takesIn(place.archive)).toHaveLength(2);
});

test("stopped in the midst, it keeps what is done, tells of it, and goes on", async () => {
  const place = shelf(SHELF);
  const stopped = await ingest(
    place,
    {},
    ({ unit, details }) => unit === "second" && details?.[0] === "shot 2 of 7",
  );
  expect(stopped.done).toBeGreaterThanOrEqual(2);
  expect(stopped.done).toBeLessThan(7);
  const states = stopped.archive.films.flatMap(({ shots }) => shots.map(({ state }) => state));
  expect(states.filter((state) => state === "done")).toHaveLength(stopped.done);
  expect(readFileSync(stopped.report, "utf8")).toContain("to be done: the same command goes on");
  // One may have been written in the moment in which its process was ended.
  const there = readdirSync(join(place.archive, "shots")).length;
  expect(there).toBeGreaterThanOrEqual(stopped.done);
  expect((await ingest(place)).done).toBe(7 - there);
  const undisturbed = { films: place.films, archive: join(emptyFolder(), "archive") };
  await ingest(undisturbed);
  expect(contentOf(place.archive)).toEqual(contentOf(undisturbed.archive));
});

test("killed in the midst and run again, the archive equals that of an undisturbed run", async () => {
  const place = shelf(
    Object.fromEntries(Object.entries(SHELF).map(([name, film]) => [name, { ...film, ms: 300 }])),
  );
  const child = spawn(process.execPath, [PROGRAM, place.films, place.archive], { stdio: "ignore" });
  await expect
    .poll(
      () => existsSync(join(place.archive, "shots")) && readdirSync(join(place.archive, "shots")).length > 1,
    )
    .toBe(true);
  child.kill("SIGKILL");
  await once(child, "exit");
  const halfway = takesIn(place.archive).length;
  expect(halfway).toBeLessThan(7);
  expect(existsSync(join(place.archive, ARCHIVE_FILE))).toBe(false);
  await ingest(place);
  const undisturbed = { films: place.films, archive: join(emptyFolder(), "archive") };
  await ingest(undisturbed);
  expect(contentOf(place.archive)).toEqual(contentOf(undisturbed.archive));
  expect(takesIn(place.archive)).toHaveLength(7);
});

test("films of several folders lie in one archive, and neither is gone where the other is ingested", async () => {
  const one = shelf({ "solo.mp4": { cuts: [0, 1, 2] }, "duet.mp4": { cuts: [0, 1] } });
  const other = { films: shelf({ "solo.mp4": { cuts: [0, 3] } }).films, archive: one.archive };
  await ingest(one);
  const { archive, notes, done } = await ingest(other, { removeGone: true });
  expect([done, notes]).toEqual([1, []]);
  expect(archive.films.map(({ path, shots }) => [path, shots.map(({ stem }) => stem)])).toEqual([
    [join(other.films, "solo.mp4"), ["solo (2).001"]],
    [join(one.films, "duet.mp4"), ["duet.001"]],
    [join(one.films, "solo.mp4"), ["solo.001", "solo.002"]],
  ]);
  expect(takesIn(one.archive)).toHaveLength(4);
  expect((await ingest(one)).done).toBe(0);
});

test("a folder that lies elsewhere today has the same films", async () => {
  const place = shelf({ "Anna/solo.mp4": { cuts: [0, 1, 2] } });
  await ingest(place);
  const films = `${place.films}-moved`;
  renameSync(place.films, films);
  onTestFinished(() => rmSync(films, { recursive: true, force: true }));
  const moved = await ingest({ ...place, films });
  expect([moved.done, moved.notes]).toEqual([0, []]);
  expect(moved.archive.films.map(({ path }) => path)).toEqual([join(films, "Anna/solo.mp4")]);
  expect(readFileSync(moved.report, "utf8")).toContain("-moved/Anna/solo.mp4#t=1");
});

test("an archive is made by one at a time; who was killed is at work no more", async () => {
  const place = shelf({ "a.mp4": { cuts: [0, 1], ms: 3000 } });
  const child = spawn(process.execPath, [PROGRAM, place.films, place.archive], { stdio: "ignore" });
  await expect.poll(() => begun(place.archive)).toEqual(["a.001"]);
  await expect(ingest(place)).rejects.toThrow(
    `${place.archive}: process ${child.pid} is making it, expected one at a time`,
  );
  child.kill("SIGKILL");
  await once(child, "exit");
  expect((await ingest(place)).done).toBe(1);
});
