import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { openBareChromium } from "../support/bare-chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { Installation } from "../support/installation.ts";
import { cues, lostFrames } from "../support/light-desk.ts";
import { receiveOsc } from "../support/osc-receiver.ts";
import { kindOf, residentBelow } from "../support/resident.ts";
import { trendOf } from "../support/trend.ts";

/** An hour, or as many minutes as MINUTES says: a sixth of it is for loading and compiling, and is not looked at. */
const MINUTES = Number(process.env.MINUTES ?? 60);
const LOOKS = Math.max(12, MINUTES * 2);
const LOOK_MS = (MINUTES * 60_000) / LOOKS;
/** What a process, or the page's heap, may have grown by at the end. */
const FLAT = 0.02;

/** A real show with a page in Chromium, as long as it takes to tell a leak from a warm-up. */
describe.skipIf(!hasChromium)("an hour of the show", { timeout: (MINUTES + 10) * 60_000 }, () => {
  test("the memory of every process and the page's heap are flat, and no frame is missing", async () => {
    const desk = await receiveOsc();
    onTestFinished(() => desk.close());
    const installation = new Installation([
      // As where nobody looks after it: the keeper gives the host its flags.
      ...[
        "--supervise",
        "--host",
        "browser",
        "--port",
        "0",
        "--source",
        "demo",
        "--osc",
        `127.0.0.1:${desk.port}`,
      ],
    ]);
    const browser = await openBareChromium(await installation.address());
    const engines = async () =>
      (await residentBelow(installation.pid)).filter((each) => kindOf(each) === "engine").length;
    await expect.poll(engines, { timeout: 120_000 }).toBe(2);

    /** Megabytes of each, look after look. */
    const seen = new Map<string, number[]>();
    const look = (name: string, megabytes: number) =>
      void seen.set(name, [...(seen.get(name) ?? []), megabytes]);
    let [frames, lost] = [0, 0];
    for (let n = 0; n < LOOKS; n++) {
      await sleep(LOOK_MS);
      await browser.ask("HeapProfiler.collectGarbage");
      const { usedSize } = await browser.ask("Runtime.getHeapUsage");
      look("page's heap", Number(usedSize) / 2 ** 20);
      for (const root of [installation.pid, browser.pid])
        for (const each of await residentBelow(root)) look(`${kindOf(each)} ${each.pid}`, each.megabytes);
      // What came is counted and forgotten, so that this process stays small too.
      lost += lostFrames(desk.packets).length;
      frames += cues(desk).length;
      desk.forget();
    }
    const whole = [...seen].filter(([, looks]) => looks.length === LOOKS);
    const trends = whole.map(([name, looks]) => ({ name, ...trendOf(looks) }));
    console.log({ frames, lost, aSecond: frames / MINUTES / 60 });
    console.table(trends.map(({ name, early, late, growth }) => ({ name, early, late, growth })));
    expect(lost).toBe(0);
    expect(trends.map(({ name }) => name.replace(/ \d+$/, ""))).toEqual(
      expect.arrayContaining(["host", "engine", "page's heap", "Chromium", "Chromium's renderer"]),
    );
    expect(trends.filter(({ growth }) => growth > FLAT)).toEqual([]);
    expect(await installation.stop()).toBe(0);
  });
});
