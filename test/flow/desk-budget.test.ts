import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import type { DeskRequests } from "../../shared/desk/requests.ts";
import type { HostMessage } from "../../shared/messages.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";
import { amount, LONG } from "../support/long.ts";
import { openPageSocket } from "../support/page-socket.ts";
import { fillWithTakes } from "../support/take-folder.ts";

/** Seconds of each period, and how many there are: with a desk and without one, in turns. */
const SECONDS = amount({ everyday: 3, long: 30 });
const PERIODS = amount({ everyday: 2, long: 6 });
/** What a desk may add to the 95th percentile: a tenth, where nothing else is measured by what else the machine does. */
const SHARE = LONG ? 1.1 : 2;
const BESIDES_MS = LONG ? 0 : 30;
/** Each of a desk's questions, milliseconds apart: oftener than a person turns its pages. */
const ASKED_EVERY = 250;
const TAKES = 200;

const EVERYTHING: DeskRequests["library/list"]["ask"] = {
  ...{ search: "", order: "date", descending: true, offset: 0, limit: 50 },
};

interface Frame {
  /** When it came to the stage, and what it took in the engine: milliseconds. */
  readonly at: number;
  readonly total: number;
}

/** A desk that is looked at: it shows the library, and asks for it again and again. */
async function openDesk(address: string) {
  const socket = await openPageSocket(address, "desk");
  const answered = { takes: 0, refused: 0, frames: 0, states: 0 };
  socket.on("message", (data) => {
    const message = JSON.parse(String(data)) as HostMessage;
    if (message.tag === "stage") answered.frames++;
    else if (message.tag === "status") answered.states++;
    else if (message.tag === "reply" && "refused" in message) answered.refused++;
    else if (message.tag === "reply") answered.takes += (message.answer as { takes: [] }).takes.length;
  });
  let id = 0;
  const asking = setInterval(() => {
    socket.send(JSON.stringify({ tag: "request", id: ++id, name: "library/list", ask: EVERYTHING }));
  }, ASKED_EVERY);
  onTestFinished(() => clearInterval(asking));
  return {
    answered,
    close() {
      clearInterval(asking);
      socket.close();
    },
  };
}

const p95 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(0.95 * values.length) - 1]!;

const figuresOf = (periods: readonly (readonly Frame[])[]) => ({
  frames: periods.flat().length,
  total: p95(periods.flatMap((frames) => frames.map(({ total }) => total))),
  interval: p95(periods.flatMap((frames) => frames.slice(1).map(({ at }, index) => at - frames[index]!.at))),
});

test("a desk that is open takes nothing of the time that frames have", {
  timeout: LONG ? 600_000 : 120_000,
}, async () => {
  const folder = emptyFolder();
  fillWithTakes(folder, TAKES);
  const installation = new Installation([
    ...["--host", "browser", "--port", "0", "--source", "demo", "--takes", folder],
  ]);
  const address = await installation.address();
  const stage = await openPageSocket(address, "stage");
  let frames: Frame[] = [];
  stage.on("message", (data) => {
    const at = performance.now();
    const message = JSON.parse(String(data)) as HostMessage;
    if (message.tag === "stage") frames.push({ at, total: message.frame.timing.total });
  });
  // The standby loads beside the first frames, and the library reads its takes when it is asked first.
  const first = await openDesk(address);
  await installation.engineAndStandby();
  await expect.poll(() => first.answered.takes, { timeout: 30_000 }).toBeGreaterThan(0);
  first.close();

  const measured = async () => {
    frames = [];
    await sleep(SECONDS * 1000);
    return frames;
  };
  const [without, beside]: Frame[][][] = [[], []];
  for (let period = 0; period < PERIODS; period += 2) {
    without!.push(await measured());
    const desk = await openDesk(address);
    await expect.poll(() => desk.answered.frames).toBeGreaterThan(0);
    const before = { ...desk.answered };
    beside!.push(await measured());
    const { takes, states, refused } = desk.answered;
    desk.close();
    expect(refused).toBe(0);
    expect(takes - before.takes).toBeGreaterThan(50 * SECONDS);
    expect(states).toBeGreaterThan(before.states);
  }
  const [bare, busy] = [figuresOf(without!), figuresOf(beside!)];
  console.log({ bare, busy });
  for (const { frames: count } of [bare, busy]) expect(count).toBeGreaterThan(10 * SECONDS * (PERIODS / 2));
  expect(busy.total).toBeLessThan(SHARE * bare.total + BESIDES_MS);
  expect(busy.interval).toBeLessThan(SHARE * bare.interval + BESIDES_MS);
  expect(await installation.stop()).toBe(0);
});
