import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../../main/system/files/paths.ts";
import { FIGURE_LOOKS, type LookName } from "../../shared/commands/parameters.ts";
import type { StageFrame } from "../../shared/stage.ts";
import { Choreography } from "../support/choreography.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { LONG } from "../support/long.ts";
import { pictureAfter, StageStudio } from "./support/stage-studio.ts";

/*
 * Every mode in every look, drawn in stepped time and compared with the picture that was last looked at and found
 * good. `UPDATE_PICTURES=1` takes new ones: look at them before they are committed.
 */

const PATIENCE_MS = 300_000;
const SIZE = { width: 640, height: 360 };
const KNOWN = join(projectRoot, "test/renderer/known");
const ARTIFACTS = join(projectRoot, "test/artifacts");
/** Pictures are compared in squares of so many pixels, whose mean colours may differ by so much, 0..255. */
const SQUARE = 12;
const TOLERANCE = 14;

const choreography = await Choreography.load();

type Scene = (c: Choreography, look: LookName) => StageFrame[];
const SCENES: Readonly<Record<string, Scene>> = {
  shadow: (c, look) => c.frames(34.5, 36.5, (t) => [c.person(1, t, 0.62, 0.3)], { parameters: { look } }),
  answer: (c, look) =>
    c.frames(
      20,
      22,
      (t) => [
        c.person(1, 12, 0.62, 0.3, {
          progress: 0.7,
          gesture: { gesture: "hand-over", cell: null, progress: (t - 20) / 3 },
        }),
      ],
      { mode: "answer", parameters: { look } },
    ),
  options: (c, look) =>
    c.frames(
      21,
      23,
      (t) => [
        c.choosing(t, 9, {
          gesture: t > 22 ? { gesture: "choose", cell: 4, progress: (t - 22) / 1.5 } : null,
        }),
      ],
      { mode: "options", parameters: { look } },
    ),
  duet: (c, look) =>
    c.frames(
      41,
      43,
      (t) => [c.person(1, t, 0.8, 0.6), c.person(2, t + 8, 0.22, 0.42, {}, { scale: 0.32, floor: 0.85 })],
      { mode: "duet", parameters: { look } },
    ),
  alone: (c, look) =>
    c.frames(
      21,
      23,
      () => [],
      (t) => ({ alone: c.figure(t, { x: 0.4 }), reason: "nobody", parameters: { look } }),
    ),
};

/** So long that everybody has gone and every look and view has come to rest. */
const empty = (look: LookName) => choreography.frames(0, 6, () => [], { parameters: { look } });
/** One after the other: the times of a scene follow those of the empty stage. */
const inOrder = (frame: StageFrame, index: number): StageFrame => ({ ...frame, t: index / 30 });

describe.skipIf(!hasChromium)("the stage as it is seen in Chromium", { timeout: PATIENCE_MS }, () => {
  let studio: StageStudio;
  /** One for all: it costs much to open, and an empty stage forgets who was on it. */
  let page: Page;

  beforeAll(async () => {
    mkdirSync(ARTIFACTS, { recursive: true });
    studio = await StageStudio.open();
    page = await studio.stage(SIZE.width, SIZE.height);
  }, PATIENCE_MS);

  afterAll(() => studio?.close(), PATIENCE_MS);

  const all = FIGURE_LOOKS.flatMap((look) => Object.keys(SCENES).map((scene) => ({ look, scene })));
  // Every day each scene in the first look, and the change to another; in the long form all. The order is kept: some of
  // what drifts in a picture does so from where the scene before left it.
  const isEveryday = ({ look }: (typeof all)[number]) => look === FIGURE_LOOKS[0];
  const pictures = LONG || process.env.UPDATE_PICTURES ? all : all.filter(isEveryday);

  test.each(pictures)("$scene in $look looks as it did", async ({ look, scene }) => {
    const scenery = [...empty(look), ...SCENES[scene]!(choreography, look)];
    const picture = await pictureAfter(page, scenery.map(inOrder));
    writeFileSync(join(ARTIFACTS, `${scene}-${look}.png`), picture);
    const known = join(KNOWN, `${scene}-${look}.png`);
    if (process.env.UPDATE_PICTURES) {
      mkdirSync(KNOWN, { recursive: true });
      writeFileSync(known, picture);
    }
    expect(existsSync(known), `${known} is missing: take it with UPDATE_PICTURES=1`).toBe(true);
    expect(await farthest(page, readFileSync(known), picture)).toBeLessThan(TOLERANCE);
  });

  test("a look gives way to another without a frame that is darker or brighter than both", async () => {
    const c = choreography;
    await pictureAfter(page, empty("line"));
    const person = (t: number) => [c.person(1, t, 0.62, 0.3)];
    const before = await light(page, await pictureAfter(page, c.frames(10, 12, person)));
    const lights: number[] = [];
    for (let i = 0; i < 8; i++) {
      const from = 12 + i * 0.15;
      const frames = c.frames(from, from + 0.15, person, { parameters: { look: "ink" } });
      lights.push(await light(page, await pictureAfter(page, frames)));
    }
    const after = lights.at(-1)!;
    expect(after).toBeGreaterThan(before + 60);
    for (const [i, value] of lights.entries()) {
      expect(value).toBeGreaterThan((lights[i - 1] ?? before) - 1);
      expect(value - (lights[i - 1] ?? before)).toBeLessThan(0.5 * (after - before));
    }
  });

  test("did all that without an error on the console", () => {
    expect(studio.errors).toEqual([]);
  });
});

/** Largest difference between the mean colours of two squares at the same place, 0..255. */
function farthest(page: Page, known: Buffer, seen: Buffer): Promise<number> {
  return page.evaluate(
    async ([a, b, square]) => {
      const pixels = async (base64: string) => {
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes]));
        // A square becomes one pixel.
        const canvas = new OffscreenCanvas(bitmap.width / square, bitmap.height / square);
        const context = canvas.getContext("2d")!;
        context.imageSmoothingQuality = "high";
        context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
        return context.getImageData(0, 0, canvas.width, canvas.height).data;
      };
      const [one, other] = [await pixels(a), await pixels(b)];
      if (one.length !== other.length) return 255;
      return one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0);
    },
    [known.toString("base64"), seen.toString("base64"), SQUARE] as const,
  );
}

/** Mean of all channels, 0..255. */
function light(page: Page, png: Buffer): Promise<number> {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d")!;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0;
    for (let i = 0; i < data.length; i += 4) sum += data[i]! + data[i + 1]! + data[i + 2]!;
    return sum / (0.75 * data.length);
  }, png.toString("base64"));
}
