import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTake } from "../../../main/archive/take-reader.ts";
import { RecordingSwitch } from "../../../main/show/recording-switch.ts";
import { SteppedClock } from "../../../shared/clock.ts";
import { emptyFolder } from "../../support/folder.ts";
import { person, stageFrame } from "../../support/stage-frames.ts";
import { writtenLog } from "../../support/written-log.ts";

function recording(file = join(emptyFolder(), "show.take.ndjson")) {
  const clock = new SteppedClock();
  const notices: string[] = [];
  const onNotice = (line: string) => notices.push(line);
  const made = new RecordingSwitch({ file, fps: 30, log: writtenLog(clock).log, clock, onNotice });
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

test("a folder that cannot be written is told, and the switch is off again", async () => {
  const inTheWay = join(emptyFolder(), "file");
  writeFileSync(inTheWay, "");
  const { made, notices } = recording(join(inTheWay, "show.take.ndjson"));
  made.set(true);
  await expect.poll(() => notices).toEqual([expect.stringContaining(`no recording: record is ${inTheWay}`)]);
  expect(made.on).toBe(false);
});
