import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import type { HostMessage } from "../../shared/messages.ts";
import { beatAt } from "../../shared/music.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";
import { receiveOsc } from "../support/osc-receiver.ts";
import { openPageSocket } from "../support/page-socket.ts";
import { MUSIC } from "../support/stage-frames.ts";

/** Seconds of each period, and how many there are: with ears and without, in turns. */
const SECONDS = 15;
const PERIODS = 8;
/** Between two words of a page that listens, milliseconds. */
const SAID_EVERY = 20;
/** What hearing may add to the 95th percentile. */
const SHARE = 1.1;

interface Frame {
  /** When it came to the stage, and what it took in the engine: milliseconds. */
  readonly at: number;
  readonly total: number;
  readonly isHeard: boolean;
}

const p95 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(0.95 * values.length) - 1]!;

const figuresOf = (periods: readonly (readonly Frame[])[]) => ({
  frames: periods.flat().length,
  total: p95(periods.flatMap((frames) => frames.map(({ total }) => total))),
  interval: p95(periods.flatMap((frames) => frames.slice(1).map(({ at }, index) => at - frames[index]!.at))),
});

test("music that is heard, danced to and told to the lighting takes nothing of the time that frames have", {
  timeout: 600_000,
}, async () => {
  const light = await receiveOsc();
  onTestFinished(() => light.close());
  const installation = new Installation([
    ...["--host", "browser", "--port", "0", "--source", "demo", "--takes", emptyFolder()],
    ...["--osc", `127.0.0.1:${light.port}`],
  ]);
  const address = await installation.address();
  const stage = await openPageSocket(address, "stage");
  let frames: Frame[] = [];
  stage.on("message", (data) => {
    const at = performance.now();
    const message = JSON.parse(String(data)) as HostMessage;
    if (message.tag !== "stage") return;
    const { timing, music } = message.frame;
    frames.push({ at, total: timing.total, isHeard: music !== null });
  });
  await installation.engineAndStandby();

  const say = (message: object) => stage.send(JSON.stringify(message));
  const listen = (isOn: boolean) => say({ tag: "command", command: "ears", value: isOn });
  const speak = () => {
    const t = performance.now() / 1000;
    const level = 0.5 + 0.4 * Math.sin(7 * t);
    const { from: _, ...music } = { ...MUSIC, t, beat: beatAt(MUSIC, t) };
    say({ tag: "music", ...music, ago: 0.05, confidence: 0.9, energy: level, onset: level });
  };
  const measured = async (isHeard: boolean) => {
    await expect.poll(() => frames.at(-1)?.isHeard, { timeout: 30_000 }).toBe(isHeard);
    frames = [];
    await sleep(SECONDS * 1000);
    expect(frames.every((frame) => frame.isHeard === isHeard)).toBe(true);
    return frames;
  };
  const [without, heard]: Frame[][][] = [[], []];
  for (let period = 0; period < PERIODS; period += 2) {
    without!.push(await measured(false));
    listen(true);
    const speaking = setInterval(speak, SAID_EVERY);
    onTestFinished(() => clearInterval(speaking));
    heard!.push(await measured(true));
    clearInterval(speaking);
    listen(false);
  }
  const [bare, busy] = [figuresOf(without!), figuresOf(heard!)];
  console.log({ bare, busy });
  for (const { frames: count } of [bare, busy]) expect(count).toBeGreaterThan(10 * SECONDS * (PERIODS / 2));
  expect(busy.total).toBeLessThan(SHARE * bare.total);
  expect(busy.interval).toBeLessThan(SHARE * bare.interval);
  expect(await installation.stop()).toBe(0);
});
