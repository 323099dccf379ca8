import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { openLogFile } from "../../../../main/system/log/log-file.ts";
import { emptyFolder } from "../../../support/folder.ts";

const DAY = 86_400_000;
const LINE = `${"a line of the log that says something ".repeat(2)}\n`;

function setUp(size = 10_000, days = 30) {
  const folder = join(emptyFolder(), "logs");
  const file = join(folder, "show.log");
  let now = new Date(2026, 2, 23, 12).getTime();
  const open = () => openLogFile({ file, size, days, date: () => new Date(now) });
  const log = open();
  const read = () => readFileSync(file, "utf8").trimEnd().split("\n");
  const pass = (ms: number) => {
    now += ms;
  };
  return { folder, file, log, open, read, pass, names: () => readdirSync(folder).sort() };
}

/** Until a line is on the disk. */
const written = (read: () => string[], line: string) =>
  vi.waitFor(() => expect(read().at(-1)).toContain(line), { interval: 1, timeout: 20_000 });

test("every line has its time, once", async () => {
  const { log, read } = setUp();
  log.write("stage: none\n2026-03-23 11:59:59 the camera is here\n");
  await written(read, "the camera is here");
  expect(read()).toEqual(["2026-03-23 12:00:00 stage: none", "2026-03-23 11:59:59 the camera is here"]);
});

test("months of it are files of a bounded size, age and number, each day in one of its own", async () => {
  const { log, read, pass, names, folder } = setUp(2000, 5);
  for (let day = 0; day < 12; day++) {
    // Five days of more than a file, then quiet ones.
    for (let line = 0; line < (day < 5 ? 60 : 2); line++) {
      log.write(`${day}/${line} ${LINE}`);
      pass(1000);
      if (line % 10 === 9) await written(read, `${day}/${line} `);
    }
    log.write(`day ${day}\n`);
    await written(read, `day ${day}`);
    expect(Math.max(...names().map((name) => statSync(join(folder, name)).size))).toBeLessThanOrEqual(2000);
    expect(names().length).toBeLessThanOrEqual(21);
    pass(DAY - 60_000);
  }
  const aside = names().filter((name) => name !== "show.log");
  expect(aside.every((name) => /^show-202603(29|3\d)|^show-202604\d\d/.test(name))).toBe(true);
  expect(read().length).toBe(3);
});

test("a file of yesterday is put aside by the program that finds it, and one of another name is left alone", async () => {
  const { folder, file, open, read, names } = setUp();
  mkdirSync(folder);
  writeFileSync(file, "of another day\n");
  writeFileSync(join(folder, "show-notes.log"), "mine\n");
  open().write("today\n");
  await written(read, "today");
  expect(names()).toEqual(["show-20260323-120000.log", "show-notes.log", "show.log"]);
});

test("a full disk, and a folder that is gone, cost lines which are counted, and nothing else", async () => {
  const { folder, log, read } = setUp();
  writeFileSync(folder, "no folder");
  log.write("lost\nlost as well\n");
  await new Promise((resolve) => setTimeout(resolve, 50));
  rmSync(folder, { recursive: true });
  log.write("here again\n");
  await written(read, "here again");
  expect(read()[0]).toMatch(/^… 2 lines were dropped/);
});
