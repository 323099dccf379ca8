import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MAP_FILE, saveMap } from "../../../main/archive/map/map-file.ts";
import { projectRoot } from "../../../main/system/files/paths.ts";
import type { LookName } from "../../../shared/commands/parameters.ts";
import { MAP_PATH, type Place } from "../../../shared/desk/map.ts";
import { hasChromium } from "../../support/chromium-program.ts";
import { person, stageFrame, standing } from "../support/figures.ts";
import { StageBrowser } from "../support/stage-browser.ts";

const PATIENCE_MS = 30_000;
const viewport = { width: 640, height: 360 };
/** Points a side of a map that is a square. */
const SIDE = 60;
/** Free around it, a share of the screen's height. */
const MARGIN = 0.07;

describe.skipIf(!hasChromium)("the look map in Chromium", () => {
  const folder = mkdtempSync(join(tmpdir(), "continuo-map-"));
  let browser: StageBrowser;

  beforeAll(async () => {
    const places = Float32Array.from({ length: 2 * SIDE * SIDE }, (_, at) => {
      const moment = at >> 1;
      return (at % 2 === 0 ? moment % SIDE : Math.floor(moment / SIDE)) / (SIDE - 1);
    });
    await saveMap(folder, {
      ...{ fingerprint: "a".repeat(64), places, fitted: Uint32Array.of(0) },
      made: { fitted: 1, neighbours: 1, epochs: 1, seed: 0, trustworthiness: 1 },
    });
    const entry = fileURLToPath(new URL("../support/fake-stage.ts", import.meta.url));
    browser = await StageBrowser.open(entry, { [MAP_PATH]: join(folder, MAP_FILE) });
  }, PATIENCE_MS);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  }, PATIENCE_MS);

  /** The host tells of one who dances and of her partner, who stand at the right of the stage, until told otherwise. */
  async function dance(page: Page, look: LookName, dancer: Place, partner: Place): Promise<void> {
    const frame = stageFrame(0, [person(1, standing({ x: 0.1 }), standing({ x: 0.05 }))]);
    await page.evaluate(
      ([first, dancers, partners]) => {
        const told = globalThis as { timer?: ReturnType<typeof setInterval> };
        clearInterval(told.timer);
        const tell = () => {
          const t = performance.now() / 1000;
          host.say({ tag: "stage", frame: { ...first, frame: Math.round(t * 30), t } });
          if (first.parameters.look === "map") host.say({ tag: "map", dancers, partners });
        };
        tell();
        told.timer = setInterval(tell, 50);
      },
      [
        { ...frame, parameters: { ...frame.parameters, look } },
        [{ id: 1, ...dancer }],
        [{ id: 1, ...partner }],
      ] as const,
    );
  }

  /** Brightest red and blue close to each of these places, 0..255. */
  async function lightAt(page: Page, ...places: readonly Place[]) {
    const zoom = (1 - 2 * MARGIN) * viewport.height;
    const spots = places.map(({ x, y }) => [
      viewport.width / 2 + (x - 0.5) * zoom,
      viewport.height / 2 - (y - 0.5) * zoom,
    ]);
    const png = (await page.screenshot()).toString("base64");
    return page.evaluate(
      async ([bytes, at]) => {
        const blob = new Blob([Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0))]);
        const picture = await createImageBitmap(blob);
        const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d")!;
        context.drawImage(picture, 0, 0);
        return at.map(([x, y]) => {
          const { data } = context.getImageData(Math.round(x!) - 2, Math.round(y!) - 2, 5, 5);
          const most = (channel: number) => Math.max(...data.filter((_, index) => index % 4 === channel));
          return { red: most(0), blue: most(2) };
        });
      },
      [png, spots] as const,
    );
  }

  test(
    "draws the map faintly, who dances as points that glide and leave a trail, and nothing of it in another look",
    async () => {
      const page = await browser.page({ viewport });
      await page.waitForFunction(() => globalThis.host !== undefined, undefined, { timeout: PATIENCE_MS });
      const [from, between, to] = [0.1, 0.3, 0.5].map((x) => ({ x, y: 0.9 })) as [Place, Place, Place];
      const [partner, free, outside] = [
        { x: 0.9, y: 0.9 },
        { x: 0.5, y: 0.2 },
        { x: -0.3, y: 0.9 },
      ];
      await dance(page, "map", from, partner);
      await expect
        .poll(async () => (await lightAt(page, from))[0]!.red, { timeout: PATIENCE_MS })
        .toBeGreaterThan(200);
      await expect
        .poll(async () => (await lightAt(page, free))[0]!.blue, { timeout: PATIENCE_MS })
        .toBeGreaterThan(35);
      const [dancing, danced, point, dark] = await lightAt(page, from, partner, free, outside);
      expect(dancing!.red).toBeGreaterThan(dancing!.blue);
      expect(danced!.blue).toBeGreaterThan(200);
      expect(danced!.blue).toBeGreaterThan(danced!.red);
      expect(point!.blue).toBeLessThan(120);
      expect(dark!.blue).toBeLessThan(point!.blue / 2);

      await dance(page, "map", to, partner);
      await expect
        .poll(async () => (await lightAt(page, to))[0]!.red, { timeout: PATIENCE_MS })
        .toBeGreaterThan(200);
      const [trail] = await lightAt(page, between);
      expect(trail!.red).toBeGreaterThan(point!.red + 40);
      await page.screenshot({ path: join(projectRoot, "test/artifacts/look-map.png") });

      await dance(page, "line", to, partner);
      await expect
        .poll(
          async () =>
            Math.max(
              ...(await lightAt(page, to, between, partner, free)).flatMap(({ red, blue }) => [red, blue]),
            ),
          { timeout: PATIENCE_MS },
        )
        .toBeLessThan(35);
      await page.context().close();
      expect(browser.errors).toEqual([]);
    },
    3 * PATIENCE_MS,
  );
});
