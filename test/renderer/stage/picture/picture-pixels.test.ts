import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../../../../main/system/files/paths.ts";
import { hasChromium } from "../../../support/chromium-program.ts";
import { person, stageFrame, standing } from "../../support/figures.ts";
import { type Pixels, pixelsOf } from "../../support/pixels.ts";
import { pictureAfter, StageStudio } from "../../support/stage-studio.ts";

const PATIENCE_MS = 60_000;
/** On the screen, which is a mirror: the dancer on the right, her partner on the left. */
const DANCER = { from: 360, to: 560 };
const PARTNER = { from: 80, to: 280 };

describe.skipIf(!hasChromium)("pictures of one show in Chromium", { timeout: 2 * PATIENCE_MS }, () => {
  let studio: StageStudio;

  beforeAll(async () => {
    studio = await StageStudio.open();
  }, PATIENCE_MS);

  afterAll(() => studio?.close(), PATIENCE_MS);

  /** A page of the show, in which two have stood for a second, as a picture. */
  async function see(search: string): Promise<{ readonly page: Page; readonly seen: Pixels }> {
    const page = await studio.stage(640, 360, search);
    const both = person(1, standing({ x: 0.28 }), standing({ x: 0.72 }));
    const png = await pictureAfter(
      page,
      Array.from({ length: 40 }, (_, i) => stageFrame(i / 30, [both])),
    );
    const name = search.replace(/\W+/g, "-").slice(1);
    writeFileSync(join(projectRoot, `test/artifacts/picture-${name}.png`), png);
    return { page, seen: await pixelsOf(page, png) };
  }

  test("transparent light lies over any picture: nothing around it, and no darkness at its edges", async () => {
    const { page, seen } = await see("?show=alone&background=transparent");
    expect(alphaIn(seen, { from: 0, to: 8 }, 60)).toBe(0);
    expect(alphaIn(seen, DANCER)).toBeGreaterThan(240);
    expect(alphaIn(seen, PARTNER)).toBeGreaterThan(200);
    // Each pixel is as bright as light can be: only its opacity fades.
    expect(worst(seen, (colour) => 255 - Math.max(...colour))).toBeLessThan(20);
    expect(await page.locator("#privacy").isVisible()).toBe(false);
    await page.context().close();
  });

  test("transparent ink of the partner alone is dark to its edges, in the same place", async () => {
    const { page, seen } = await see("?show=partner&background=transparent&look=ink");
    // Its blue keeps something of the paper.
    expect(alphaIn(seen, PARTNER)).toBeGreaterThan(200);
    expect(alphaIn(seen, DANCER)).toBe(0);
    expect(worst(seen, (colour) => Math.min(...colour))).toBeLessThan(20);
    await page.context().close();
  });

  test("a colour is behind the one who is asked for, opaque", async () => {
    const { page, seen } = await see("?show=dancer&background=00b140");
    const corner = [...seen.data.subarray(0, 4)];
    expect(corner).toEqual([0x00, 0xb1, 0x40, 255]);
    const same = (x: number, y: number) =>
      [...seen.data.subarray(4 * (y * seen.width + x)).subarray(0, 4)].join() === corner.join();
    const changed = (where: typeof DANCER) => count(where, (x, y) => !same(x, y));
    expect(changed(DANCER)).toBeGreaterThan(1000);
    expect(changed(PARTNER)).toBe(0);
    await page.context().close();
  });

  test("did all that without an error on the console", () => {
    expect(studio.errors).toEqual([]);
  });
});

/** Pixels of a stretch of the screen for which something holds, above the pools of light. */
function count({ from, to }: { from: number; to: number }, holds: (x: number, y: number) => boolean): number {
  let sum = 0;
  for (let y = 60; y < 260; y++) for (let x = from; x < to; x++) if (holds(x, y)) sum++;
  return sum;
}

/** The most opaque pixel of a stretch of the screen, 0..255. */
function alphaIn({ data, width, height }: Pixels, { from, to }: typeof DANCER, below = height): number {
  let most = 0;
  for (let y = 0; y < below; y++)
    for (let x = from; x < to; x++) most = Math.max(most, data[4 * (y * width + x) + 3]!);
  return most;
}

/** The largest fault of all colours that are opaque enough to have one. */
function worst({ data }: Pixels, fault: (colour: readonly number[]) => number): number {
  let most = 0;
  for (let at = 0; at < data.length; at += 4)
    if (data[at + 3]! >= 32) most = Math.max(most, fault([...data.subarray(at, at + 3)]));
  return most;
}
