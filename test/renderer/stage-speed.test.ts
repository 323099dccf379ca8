import { describe, expect, test } from "vitest";
import { CHOICES } from "../../shared/knobs.ts";
import { Choreography } from "../support/choreography.ts";
import { hasChromium } from "./support/stage-browser.ts";
import { StageStudio } from "./support/stage-studio.ts";

/*
 * 30 options with their trails at 1920x1080: script time of each screen frame, from what the engine sent to what is
 * handed to the graphics card. Other programs disturb the figure, so the quietest of the rounds counts. It needs a
 * machine with nothing else to do: CONTINUO_STAGE_SPEED=600 draws each look for so many seconds, 1 for three rounds.
 */
const SECONDS = Number(process.env.CONTINUO_STAGE_SPEED ?? 0);
if (SECONDS === 0) console.warn("skipped the stage's speed: CONTINUO_STAGE_SPEED=600 measures it");
const PATIENCE_MS = 600_000 + 2000 * SECONDS;
const ROUNDS = 3;
const MOST_MS = 4;
/** Bytes that the heap may differ by after as much again, in which garbage that is not collected yet may lie. */
const HEAP = 2e6;

const choreography = await Choreography.load();

describe.skipIf(!hasChromium || SECONDS === 0)("30 options with trails", { timeout: PATIENCE_MS }, () => {
  test.each(CHOICES.look)("in %s take at most 4 ms of script a frame, and no memory", async (look) => {
    const studio = await StageStudio.open();
    const page = await studio.stage(1920, 1080);
    const session = await page.context().newCDPSession(page);
    const heap = async () => {
      await session.send("HeapProfiler.collectGarbage");
      return (await session.send("Runtime.getHeapUsage")).usedSize;
    };
    const c = choreography;
    const p95: number[] = [];
    const heaps: number[] = [];
    // Round and round: what is drawn stays fully in motion, and little has to be sent.
    const frames = c.frames(20, 22, (t) => [c.choosing(t, 30)], {
      mode: "options",
      knobs: { look },
    });
    await page.evaluate((reel) => Object.assign(globalThis, { reel }), frames);
    const begun = performance.now();
    for (let round = 0; round <= ROUNDS || performance.now() - begun < 1000 * SECONDS; round++) {
      const took = await page.evaluate<number[]>("studio.perform(reel)");
      // The first round fills trails and compiles.
      if (round > 0) p95.push(took.sort((a, b) => a - b)[Math.floor(0.95 * took.length)]!);
      heaps.push(await heap());
    }
    await studio.close();
    console.info(
      `30 options, ${look}: p95 ${p95.map((ms) => ms.toFixed(1)).join(", ")} ms; heap ${heaps.map((bytes) => (bytes / 1e6).toFixed(2)).join(", ")} MB`,
    );
    expect(Math.min(...p95)).toBeLessThan(MOST_MS);
    expect(heaps.at(-1)! - heaps[1]!).toBeLessThan(HEAP);
  });
});
