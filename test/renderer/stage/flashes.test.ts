import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTake } from "../../../main/archive/take-reader.ts";
import { stageFramesOf } from "../../../main/jobs/film/cast-takes.ts";
import { projectRoot } from "../../../main/system/files/paths.ts";
import { FIGURE_LOOKS } from "../../../shared/commands/parameters.ts";
import type { StageFrame } from "../../../shared/stage.ts";
import { hasChromium } from "../../support/chromium-program.ts";
import { flashesPerSecond } from "../../support/flashes.ts";
import { StageStudio } from "../support/stage-studio.ts";

/*
 * Nothing on the stage flashes more than three times a second over an area that could harm (WCAG 2.2, 2.3.1): measured
 * over the pixels of every look, while people dance and while the look is changed as fast as keys can.
 */

const PATIENCE_MS = 120_000;
const SIZE = { width: 128, height: 72 };
const FPS = 30;
const SECONDS = 3;
const MOST = 3;

test("the measure counts flashes, and no slow, faint or small change", () => {
  const blinking = (rate: number, from: number, to: number, share = 1) =>
    Array.from({ length: 4 * FPS }, (_, frame) => {
      const isOn = Math.floor((2 * rate * frame) / FPS) % 2 === 1;
      return new Uint8Array(12 * 12).fill(from).fill(isOn ? to : from, 0, share * 144);
    });
  expect(flashesPerSecond(blinking(5, 0, 200), 12, FPS)).toBe(5);
  expect(flashesPerSecond(blinking(3, 0, 200), 12, FPS)).toBe(3);
  expect(flashesPerSecond(blinking(5, 0, 200, 0.25), 12, FPS)).toBe(5);
  expect(flashesPerSecond(blinking(5, 0, 200, 0.02), 12, FPS)).toBe(0);
  expect(flashesPerSecond(blinking(5, 20, 40), 12, FPS)).toBe(0);
  expect(flashesPerSecond(blinking(5, 220, 255), 12, FPS)).toBe(0);
});

describe.skipIf(!hasChromium)("flashes, in Chromium", () => {
  let stages: StageStudio;
  let dance: StageFrame[];

  beforeAll(async () => {
    stages = await StageStudio.open();
    const { header, frames } = await readTake(join(projectRoot, "assets/demo.take.ndjson.gz"), {
      onDamage: () => {},
    });
    const danced = (await Array.fromAsync(frames)).filter(({ t }) => t < SECONDS);
    const picture = { width: header.width ?? 1280, height: header.height ?? 720 };
    const cast = { dancer: danced, partner: danced, picture };
    dance = [...stageFramesOf(cast, "line")];
  }, PATIENCE_MS);

  afterAll(() => stages?.close());

  async function flashesOf(frames: readonly StageFrame[]): Promise<number> {
    const page = await stages.stage(SIZE.width, SIZE.height);
    const pictures: Uint8Array[] = [];
    for (let from = 0; from < frames.length; from += FPS) {
      const some = await page.evaluate((part) => studio.luminances(part), frames.slice(from, from + FPS));
      pictures.push(...some.map((bytes) => Buffer.from(bytes, "base64")));
    }
    await page.context().close();
    expect(Math.max(...pictures.map((picture) => Math.max(...picture)))).toBeGreaterThan(25);
    return flashesPerSecond(pictures, SIZE.width, FPS);
  }

  test.each(FIGURE_LOOKS)(
    "the look %s",
    async (look) => {
      const frames = dance.map((frame) => ({ ...frame, parameters: { ...frame.parameters, look } }));
      expect(await flashesOf(frames)).toBeLessThanOrEqual(MOST);
    },
    PATIENCE_MS,
  );

  test(
    "the darkest and the brightest look in turn, as fast as keys can",
    async () => {
      const frames = dance.map((frame, index) => {
        const look = Math.floor(index / 4) % 2 === 0 ? ("line" as const) : ("ink" as const);
        return { ...frame, parameters: { ...frame.parameters, look } };
      });
      expect(await flashesOf(frames)).toBeLessThanOrEqual(MOST);
    },
    PATIENCE_MS,
  );
});
