import { fork } from "node:child_process";
import { EventEmitter } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hostRestartDelay, keepHost } from "../../../../main/hosts/node/keeper.ts";
import { machineClock } from "../../../../main/system/clock.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { isAlive } from "../../../support/installation.ts";
import { writtenLog } from "../../../support/written-log.ts";

/** A keeper of real processes, each of which does what the script says; `life` counts them from 1. */
function keep(script: string) {
  const folder = emptyFolder();
  const [entry, births] = [join(folder, "host.mjs"), join(folder, "births")];
  writeFileSync(births, "");
  writeFileSync(
    entry,
    `import { appendFileSync, readFileSync } from "node:fs";
     const births = ${JSON.stringify(births)};
     appendFileSync(births, process.pid + "\\n");
     const life = readFileSync(births, "utf8").trim().split("\\n").length;
     const well = () => process.send({ tag: "well" });
     ${script}`,
  );
  const host = new EventEmitter();
  const { log, lines } = writtenLog(machineClock);
  const parts = { log, host, silentMs: 1500, startingMs: 20_000, farewellMs: 2000 };
  const wells: unknown[] = [];
  const ended = keepHost({
    ...parts,
    fork: () => fork(entry, { detached: true }).on("message", (message) => wells.push(message)),
  });
  const pids = () => readFileSync(births, "utf8").trim().split("\n").filter(Boolean).map(Number);
  return { host, lines, ended, pids, wells };
}

test("ends in a row wait longer and longer, up to a minute", () => {
  expect([1, 2, 3, 4, 30].map(hostRestartDelay)).toEqual([0, 1000, 2000, 4000, 60_000]);
});

test("a host that crashes, or is killed, is started again; a planned end is the end", async () => {
  const { lines, ended, pids } = keep(`
    well();
    setTimeout(() => {
      if (life === 1) process.exit(3);
      if (life === 2) process.kill(process.pid, "SIGKILL");
      process.exit(0);
    }, 100);`);
  expect(await ended).toBe(0);
  expect(pids()).toHaveLength(3);
  expect(lines).toEqual([
    "warning: the show ended (exit code 3); it is started again",
    "warning: the show ended (signal SIGKILL); it is started again in 1 s",
  ]);
}, 30_000);

test("a mistake that keeps the show from starting is not tried again", async () => {
  const { lines, ended, pids } = keep("process.exit(1);");
  expect(await ended).toBe(1);
  expect(pids()).toHaveLength(1);
  expect(lines).toEqual([]);
}, 30_000);

test("a host that falls silent is ended, and started again", async () => {
  const { lines, ended, pids } = keep(`
    well();
    if (life === 1) { setTimeout(() => { for (;;); }, 100); }
    else setTimeout(() => process.exit(0), 300);`);
  expect(await ended).toBe(0);
  expect(lines).toEqual([
    expect.stringMatching(/^warning: the show ended \(no frames left for \d+ s\); it is started again$/),
  ]);
  expect(pids().filter(isAlive)).toEqual([]);
}, 30_000);

test("a host that lives but sends no frames is silent too", async () => {
  const { lines, ended } = keep(`
    well();
    if (life === 1) setInterval(() => {}, 1000); else setTimeout(() => process.exit(0), 300);`);
  expect(await ended).toBe(0);
  expect(lines).toHaveLength(1);
}, 30_000);

test("a signal is handed on, and its end is the end", async () => {
  const { host, ended, pids, wells } = keep(`
    process.on("SIGTERM", () => setTimeout(() => process.exit(0), 100));
    setInterval(well, 200);`);
  await expect.poll(() => wells).not.toEqual([]);
  host.emit("SIGTERM", "SIGTERM");
  expect(await ended).toBe(0);
  expect(pids()).toHaveLength(1);
  expect(host.eventNames()).toEqual([]);
}, 30_000);

test("a host that is told to end before it can listen ends as planned", async () => {
  const { host, ended, wells } = keep("setInterval(well, 50);");
  await expect.poll(() => wells).not.toEqual([]);
  host.emit("SIGTERM", "SIGTERM");
  expect(await ended).toBe(0);
}, 30_000);

test("a host that does not end when it is told to is ended, though frames still leave", async () => {
  const { host, ended, pids, wells } = keep(`
    process.on("SIGTERM", () => {});
    setInterval(well, 50);`);
  await expect.poll(() => wells).not.toEqual([]);
  host.emit("SIGTERM", "SIGTERM");
  expect(await ended).toBe(1);
  expect(pids().filter(isAlive)).toEqual([]);
}, 30_000);

test("a host that falls silent before it is told to end has the whole of its time", async () => {
  const { host, ended, pids } = keep(`
    process.on("SIGTERM", () => setTimeout(() => process.exit(0), 1000));
    setTimeout(() => appendFileSync(births, process.pid + "\\n"), 2500);
    setTimeout(() => {}, 60_000);`);
  // It has been silent for longer than a farewell may take.
  await expect.poll(pids).toHaveLength(2);
  host.emit("SIGTERM", "SIGTERM");
  expect(await ended).toBe(0);
}, 30_000);

test("a host that cannot be started is tried again until a signal comes", async () => {
  const { log, lines } = writtenLog(machineClock);
  const host = new EventEmitter();
  const ended = keepHost({
    log,
    host,
    fork: () => {
      throw new Error("spawn node EAGAIN");
    },
  });
  await expect.poll(() => lines).toHaveLength(2);
  host.emit("SIGINT", "SIGINT");
  expect(await ended).toBe(0);
});
