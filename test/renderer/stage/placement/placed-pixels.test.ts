import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../../../../main/system/files/paths.ts";
import { homographyTo, project } from "../../../../shared/picture/homography.ts";
import {
  cornersOfPicture,
  isUpright,
  type Placement,
  UNPLACED,
} from "../../../../shared/picture/placement.ts";
import type { PlanePoint, Quad } from "../../../../shared/picture/quad.ts";
import { hasChromium } from "../../../support/chromium-program.ts";
import { person, stageFrame, standing } from "../../support/figures.ts";
import { type Pixels, pixelsOf } from "../../support/pixels.ts";
import { pictureAfter, StageStudio } from "../../support/stage-studio.ts";

const PATIENCE_MS = 60_000;
const [WIDTH, HEIGHT] = [640, 360];
/** A wall seen from the left, in shares of the screen. */
const WALL: Quad = [
  { x: 0.1, y: 0.08 },
  { x: 0.92, y: 0.22 },
  { x: 0.86, y: 0.8 },
  { x: 0.05, y: 0.95 },
];
/** Of the picture, shares of its width and height. */
const MARKS = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => ({ x, y })));
/** Side of a mark, pixels of the picture. */
const SIDE = 6;

describe.skipIf(!hasChromium)("a picture on its wall, in Chromium", { timeout: 2 * PATIENCE_MS }, () => {
  let stages: StageStudio;
  let page: Page;

  beforeAll(async () => {
    stages = await StageStudio.open();
    page = await stages.stage(WIDTH, HEIGHT, "?show=alone&background=103010");
    await page.evaluate(
      ([places, side]) => {
        for (const { x, y } of places) {
          const mark = document.getElementById("picture")!.appendChild(document.createElement("b"));
          Object.assign(mark.style, {
            ...{
              position: "fixed",
              left: `calc(${100 * x}% - ${side / 2}px)`,
              top: `calc(${100 * y}% - ${side / 2}px)`,
            },
            ...{ width: `${side}px`, height: `${side}px`, background: "rgb(255 0 255)" },
          });
        }
      },
      [MARKS, SIDE] as const,
    );
  }, PATIENCE_MS);

  afterAll(() => stages?.close(), PATIENCE_MS);

  async function see(name: string, placement: Placement): Promise<Pixels> {
    await page.evaluate((placed) => studio.place(placed), placement);
    const two = person(1, standing({ x: 0.28 }), standing({ x: 0.72 }));
    const frames = Array.from({ length: 30 }, (_, i) => stageFrame(i / 30, [two]));
    const png = await pictureAfter(page, frames);
    writeFileSync(join(projectRoot, `test/artifacts/placed-${name}.png`), png);
    return pixelsOf(page, png);
  }

  test.each([
    ["plain", {}],
    ["pinned", { corners: WALL }],
    ["turned", { corners: WALL, turns: 1 }],
    ["mirrored", { corners: WALL, turns: 3, flippedAcross: true }],
  ] as const)("%s: known points are where they belong, to a pixel", async (name, changes) => {
    const placement = { ...UNPLACED, ...changes };
    const seen = await see(name, placement);
    const [width, height] = isUpright(placement) ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT];
    const corners = cornersOfPicture(placement).map(({ x, y }) => ({ x: x * WIDTH, y: y * HEIGHT }));
    const map = homographyTo(corners as unknown as Quad, width, height);
    const faults = MARKS.map(({ x, y }) => {
      const wanted = project(map, { x: x * width, y: y * height });
      const found = markNear(seen, wanted);
      return Math.hypot(found.x - wanted.x, found.y - wanted.y);
    });
    expect(Math.max(...faults)).toBeLessThan(1);
    // The figures lie with them: the canvas fills the picture, and only the picture has the colour.
    const inside = project(map, { x: 0.3 * width, y: 0.04 * height });
    expect(colourAt(seen, inside)).toEqual([0x10, 0x30, 0x10]);
    if (placement.corners === WALL) expect(colourAt(seen, { x: 2, y: 2 })).toEqual([0, 0, 0]);
  });

  test("soft edges fade and a mask is dark, while the rest is as it was", async () => {
    const softEdges = [0, 0, 0, 0.2] as const;
    const mask = [
      { x: 0, y: 0 },
      { x: 0.75, y: 0 },
      { x: 0.75, y: 1 },
      { x: 0, y: 1 },
    ];
    const seen = await see("soft", { ...UNPLACED, softEdges, mask });
    const green = (x: number) => colourAt(seen, { x: x * WIDTH, y: 8 })[1]!;
    expect(green(0.002)).toBeLessThan(6);
    // In the middle half of the light: 48 times the 2.2nd root of a half.
    expect(Math.abs(green(0.1) - 48 * 0.5 ** (1 / 2.2))).toBeLessThan(2);
    expect([green(0.3), green(0.74), green(0.76)]).toEqual([48, 48, 0]);
  });

  test("a picture that fills its screen again has no style left of that", async () => {
    await see("again", UNPLACED);
    const left = await page.evaluate(() => [
      document.getElementById("picture")!.getAttribute("style") || null,
      document.getElementById("screen")!.getAttribute("style") || null,
      document.body.classList.contains("placed"),
    ]);
    expect(left).toEqual([null, null, false]);
    expect(stages.errors).toEqual([]);
  });
});

/** The middle of what is magenta near a place, weighted by how much; pixels are where their middles are. */
function markNear({ data, width, height }: Pixels, { x, y }: PlanePoint): PlanePoint {
  let [sum, sumX, sumY] = [0, 0, 0];
  for (let row = Math.max(0, Math.floor(y) - 10); row < Math.min(height, y + 10); row++)
    for (let column = Math.max(0, Math.floor(x) - 10); column < Math.min(width, x + 10); column++) {
      const at = 4 * (row * width + column);
      const weight = Math.max(0, Math.min(data[at]!, data[at + 2]!) - data[at + 1]!);
      sum += weight;
      sumX += weight * (column + 0.5);
      sumY += weight * (row + 0.5);
    }
  return { x: sumX / sum, y: sumY / sum };
}

function colourAt({ data, width }: Pixels, { x, y }: PlanePoint): number[] {
  const at = 4 * (Math.floor(y) * width + Math.floor(x));
  return [...data.subarray(at, at + 3)];
}
