import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import { readTake } from "../../../main/archive/take-reader.ts";
import {
  createRecorder,
  type Recorder,
  type RecorderOptions,
} from "../../../main/outputs/recording/recorder.ts";
import { RecordingSwitch, type RecordingSwitchParts } from "../../../main/show/recording-switch.ts";
import { projectRoot } from "../../../main/system/files/paths.ts";
import { SteppedClock } from "../../../shared/clock.ts";
import { emptyFolder } from "../../support/folder.ts";
import { person, stageFrame } from "../../support/stage-frames.ts";
import { turns } from "../../support/turns.ts";
import { writtenLog } from "../../support/written-log.ts";

function recording(
  file = join(emptyFolder(), "show.take.ndjson"),
  more: Partial<Pick<RecordingSwitchParts, "open">> = {},
) {
  const clock = new SteppedClock();
  const notices: string[] = [];
  const tellOperator = (line: string) => notices.push(line);
  const made = new RecordingSwitch({
    file,
    fps: 30,
    log: writtenLog(clock).log,
    clock,
    tellOperator,
    ...more,
  });
  return { made, clock, notices, folder: join(file, "..") };
}

const frame = (n: number) => stageFrame(n, { people: [person(1)] });

async function frames(file: string): Promise<number> {
  let count = 0;
  for await (const _ of (await readTake(file, { onDamage: () => {} })).frames) count++;
  return count;
}

test("each time it is asked for is a take of its own, and nothing between is kept", async () => {
  const { made, clock, notices, folder } = recording();
  for (const [at, n] of [
    [1, 3],
    [10, 5],
  ] as const) {
    clock.moveTo(at);
    made.set(true);
    await expect
      .poll(() => notices.filter((line) => line.startsWith("recording to")).length)
      .toBe(at === 1 ? 1 : 2);
    for (let i = 0; i < n; i++) made.send(frame(i));
    clock.moveTo(at + 2);
    made.set(false);
    await expect.poll(() => notices.at(-1)).toBe("recording ended");
    made.send(frame(99));
  }
  await made.close();
  expect(readdirSync(folder).filter((name) => !name.includes("partner"))).toHaveLength(2);
  expect(await frames(join(folder, "show.take.ndjson"))).toBe(3);
  expect(await frames(join(folder, "show-2.take.ndjson"))).toBe(5);
});

test("the last wish counts, though it came too soon after the one before", async () => {
  const { made, clock, notices, folder } = recording();
  made.set(true);
  await expect.poll(() => notices.length).toBe(1);
  made.send(frame(0));
  clock.moveTo(2);
  made.set(false);
  clock.moveTo(2.6);
  made.set(true);
  expect(made.on).toBe(false);
  clock.moveTo(3.1);
  made.send(frame(1));
  await expect.poll(() => notices.filter((line) => line.startsWith("recording to")).length).toBe(2);
  made.send(frame(2));
  await made.close();
  expect(await frames(join(folder, "show-2.take.ndjson"))).toBe(1);
});

test("a button that bounces makes one take", async () => {
  const { made, clock, notices, folder } = recording();
  for (let n = 0; n < 40; n++) {
    clock.moveTo(clock.now() + 0.01);
    made.set(n % 2 === 0);
  }
  await expect.poll(() => notices.length).toBe(1);
  expect(made.on).toBe(true);
  made.send(frame(0));
  await made.close();
  expect(readdirSync(folder)).toHaveLength(2);
});

test("switched off while the disk has not answered yet it stays off", async () => {
  const answer = Promise.withResolvers<Recorder>();
  const { made, clock, notices } = recording(undefined, { open: () => answer.promise });
  made.set(true);
  clock.moveTo(0.5);
  made.set(false);
  answer.resolve(await onDisk({ full: false, behind: false })());
  await expect.poll(() => notices).toEqual(["recording to 1"]);
  clock.moveTo(2);
  made.send(frame(0));
  await expect.poll(() => notices.at(-1)).toBe("recording ended");
  clock.moveTo(10);
  made.send(frame(1));
  await turns(5);
  expect([made.on, notices]).toEqual([false, ["recording to 1", "recording ended"]]);
});

test("a disk that does not answer is told, and a take that it opens too late is closed", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const answer = Promise.withResolvers<Recorder>();
  const { made, notices, folder } = recording(undefined, { open: () => answer.promise });
  made.set(true);
  await vi.advanceTimersByTimeAsync(5000);
  expect(notices).toEqual([
    `no recording: record is ${folder}/show.take.ndjson, which does not answer for 5 s; ` +
      "expected a folder of yours on a disk that answers; it is tried again until recording is switched off",
  ]);
  const late = await onDisk({ full: false, behind: false })();
  const close = vi.spyOn(late, "close");
  answer.resolve(late);
  await vi.advanceTimersByTimeAsync(0);
  expect(close).toHaveBeenCalledOnce();
  await made.close();
});

test("a folder that cannot be written is told, and recording goes on once it can, until it is switched off", async () => {
  const inTheWay = join(emptyFolder(), "file");
  writeFileSync(inTheWay, "");
  let tried = 0;
  const open = (options: RecorderOptions) => createRecorder(options).finally(() => tried++);
  const { made, clock, notices } = recording(join(inTheWay, "show.take.ndjson"), { open });
  made.set(true);
  await expect.poll(() => notices).toEqual([expect.stringContaining(`no recording: record is ${inTheWay}`)]);
  expect([made.on, made.description]).toEqual([false, expect.stringMatching("not recording: record is")]);
  for (let n = 0; n < 5; n++) {
    clock.moveTo(clock.now() + 40);
    made.send(frame(n));
    await expect.poll(() => tried).toBe(n + 2);
  }
  // The same trouble is told once.
  expect(notices).toHaveLength(1);
  rmSync(inTheWay);
  clock.moveTo(clock.now() + 40);
  made.send(frame(5));
  await expect.poll(() => made.on).toBe(true);
  expect(notices.at(-1)).toMatch(/^recording to .* again; 6 frames were missed$/);
  made.send(frame(6));
  await made.close();
  expect(await frames(join(inTheWay, "show.take.ndjson"))).toBe(1);
  expect(statSync(inTheWay).mode & 0o777).toBe(0o700);
  expect(statSync(join(inTheWay, "show.take.ndjson")).mode & 0o777).toBe(0o600);
});

test("a folder that is deleted while it is recorded to is told, and made anew", async () => {
  const folder = join(emptyFolder(), "evening");
  const { made, clock, notices } = recording(join(folder, "show.take.ndjson"));
  made.set(true);
  await expect.poll(() => made.on).toBe(true);
  let n = 0;
  /** Half a second of it; whether it is being kept. */
  const dance = () => {
    clock.moveTo(clock.now() + 0.5);
    for (let i = 0; i < 15; i++) made.send(frame(n++));
    return made.on;
  };
  const take = join(folder, "show.take.ndjson");
  await expect.poll(() => dance() && existsSync(take) && statSync(take).size > 10_000).toBe(true);
  rmSync(folder, { recursive: true });
  await expect.poll(dance).toBe(false);
  await expect.poll(dance).toBe(true);
  expect(notices.slice(1)).toEqual([
    expect.stringMatching(
      /^the recording stopped: .*show\.take\.ndjson: was deleted or moved; it is tried again/,
    ),
    expect.stringMatching(/^recording to .*show\.take\.ndjson again; \d+ frames were missed$/),
  ]);
  dance();
  await made.close();
  expect(await frames(take)).toBeGreaterThan(10);
});

test("another file in the place of the take is noticed, and left alone", async () => {
  const { made, clock, folder } = recording();
  const file = join(folder, "show.take.ndjson");
  made.set(true);
  await expect.poll(() => made.on).toBe(true);
  let n = 0;
  const dance = () => {
    clock.moveTo(clock.now() + 1);
    for (let i = 0; i < 30; i++) made.send(frame(n++));
    return readdirSync(folder);
  };
  // Five seconds of it, on disk: by then it has been looked which file it is.
  await expect.poll(() => dance().length > 0 && n >= 150 && statSync(file).size > 100_000).toBe(true);
  writeFileSync(`${file}.new`, "mine");
  renameSync(`${file}.new`, file);
  await expect.poll(dance).toContain("show-2.take.ndjson");
  await made.close();
  expect(statSync(file).size).toBe(4);
});

/** A recorder on a disk that is full after the first frame, as long as `full` says. */
function onDisk(disk: { full: boolean; behind: boolean }) {
  let made = 0;
  return async (): Promise<Recorder> => {
    let failure: string | null = null;
    const number = ++made;
    return {
      description: `recording to ${number}`,
      lost: 0,
      get failure() {
        return failure;
      },
      get behind() {
        return disk.behind;
      },
      send() {
        if (disk.full) failure = `${number}: cannot be written (ENOSPC)`;
      },
      close: async () => {},
    };
  };
}

test("a full disk: the state tells the truth, and it is tried ever more rarely until there is room", async () => {
  const disk = { full: true, behind: false };
  const { made, clock, notices } = recording(undefined, { open: onDisk(disk) });
  made.set(true);
  const seen: boolean[] = [];
  for (let n = 0; n < 600; n++) {
    clock.moveTo(n / 2);
    made.send(frame(n));
    await turns(1);
    seen.push(made.on);
  }
  // Five minutes: at 1, 2, 4, 8, 16 and then every 30 s.
  expect(notices.filter((line) => line.startsWith("recording to")).length).toBeLessThan(18);
  expect(seen.filter((on) => on).length).toBeLessThan(30);
  disk.full = false;
  for (let n = 600; n < 800; n++) {
    clock.moveTo(n / 2);
    made.send(frame(n));
    await turns(1);
  }
  expect(made.on).toBe(true);
  expect(notices.at(-1)).toMatch(/^recording to \d+ again; \d+ frames were missed$/);
});

test("switched off while it waits for the disk it stays off", async () => {
  const disk = { full: true, behind: false };
  const { made, clock, notices } = recording(undefined, { open: onDisk(disk) });
  made.set(true);
  await turns(1);
  made.send(frame(0));
  made.send(frame(1));
  await turns(1);
  expect(notices.at(-1)).toMatch("the recording stopped: 1: cannot be written");
  made.set(false);
  disk.full = false;
  for (let n = 0; n < 10; n++) {
    clock.moveTo(clock.now() + 60);
    made.send(frame(n));
    await turns(1);
  }
  expect([made.on, made.description, notices.at(-1)]).toEqual([false, "", "recording ended"]);
});

test("a disk that is behind is no recording until it has caught up", async () => {
  const disk = { full: false, behind: false };
  const { made, notices } = recording(undefined, { open: onDisk(disk) });
  made.set(true);
  await turns(1);
  const states = [false, true, false].map((behind, n) => {
    disk.behind = behind;
    made.send(frame(n));
    return made.on;
  });
  expect(states).toEqual([true, false, true]);
  expect(notices.slice(1)).toEqual([
    "not recording: the disk is too slow",
    "recording goes on: the disk has caught up",
  ]);
});

test("a file that may grow no more is followed by a new one, and both are whole", async (context) => {
  if (process.platform === "win32") context.skip("limits of the size of files are of Unix");
  const folder = join(emptyFolder(), "takes");
  mkdirSync(folder);
  const module = (path: string) => JSON.stringify(pathToFileURL(join(projectRoot, path)).href);
  const script = `
    const { RecordingSwitch } = await import(${module("main/show/recording-switch.ts")});
    const { machineClock: clock } = await import(${module("main/system/clock.ts")});
    const { person, stageFrame } = await import(${module("test/support/stage-frames.ts")});
    const log = { warn() {}, info() {}, limited: () => log };
    const tellOperator = (line) => console.log(line);
    const made = new RecordingSwitch({ file: process.argv[1], fps: 30, log, clock, tellOperator });
    made.set(true);
    const people = [1, 2, 3, 4, 5, 6].map((id) => person(id));
    let [frame, was] = [0, false];
    const end = performance.now() + 20_000;
    const timer = setInterval(async () => {
      made.send(stageFrame(frame++, { people }));
      if (made.on !== was) console.log((was = made.on) ? "on" : "off");
      if (performance.now() < end && !(await import("node:fs")).existsSync(process.argv[1].replace("show", "show-2"))) return;
      clearInterval(timer);
      await made.close();
    }, 4);`;
  // 2 MiB a file, in blocks of 512 bytes: the trial of the disk is smaller.
  const child = spawn(
    "sh",
    [
      "-c",
      'ulimit -f 4096; exec "$@"',
      "sh",
      process.execPath,
      "--input-type=module",
      "-e",
      script,
      join(folder, "show.take.ndjson"),
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const said = (await text(child.stdout)).trim().split("\n");
  expect(said.filter((line) => /^o/.test(line)).slice(0, 3)).toEqual(["on", "off", "on"]);
  expect(said.find((line) => line.startsWith("the recording stopped"))).toMatch("file too large");
  expect(said.find((line) => /^recording .* again/.test(line))).toMatch(
    /show-2\.take\.ndjson again; \d+ frames were missed/,
  );
  const damage: string[] = [];
  for (const name of readdirSync(folder).filter((each) => !each.includes("-2"))) {
    const { frames: list } = await readTake(join(folder, name), { onDamage: (line) => damage.push(line) });
    let count = 0;
    for await (const _ of list) count++;
    expect(count).toBeGreaterThan(50);
  }
  expect(damage).toEqual([]);
});
