import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../../main/system/files/paths.ts";
import { en } from "../../shared/languages/en.ts";
import type { Placements } from "../../shared/picture/placement.ts";
import type { PlanePoint } from "../../shared/picture/quad.ts";
import { launchChromium } from "../support/chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";

const SIZE = { width: 640, height: 360 };
/** By mouse, by keys, by finger; the last one stays where it was. Pixels, clockwise from the upper left. */
const WALL = [
  { x: 80, y: 40 },
  { x: 620, y: 3 },
  { x: 560, y: 330 },
  { x: 0, y: 360 },
];

/** Where the corners of a page's picture are drawn, pixels. */
const cornersOn = (page: Page): Promise<PlanePoint[]> =>
  page.evaluate(() => {
    const picture = document.getElementById("picture")!;
    const map = new DOMMatrix(getComputedStyle(picture).transform);
    const { offsetWidth: right, offsetHeight: bottom } = picture;
    return [new DOMPoint(), new DOMPoint(right), new DOMPoint(right, bottom), new DOMPoint(0, bottom)].map(
      (corner) => {
        const { x, y, w } = map.transformPoint(corner);
        return { x: x / w, y: y / w };
      },
    );
  });

/** How far the corners are from the wall's, pixels. */
const faults = (corners: readonly PlanePoint[]) =>
  Math.max(...WALL.map(({ x, y }, index) => Math.hypot(corners[index]!.x - x, corners[index]!.y - y)));
const picture = (page: Page, name: string) =>
  page.screenshot({ path: join(projectRoot, `test/artifacts/flow-pin-${name}.png`) });

/** The whole installation in real Chromium: a picture is pinned as a technician pins it, and outlives its host. */
describe.skipIf(!hasChromium)("a picture pinned to its wall, in Chromium", { timeout: 120_000 }, () => {
  test("by mouse, keys and finger: on every page of its screen, in the host's file, and at the next host", async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, "show.json"), "{}");
    const screens = () =>
      JSON.parse(readFileSync(join(folder, "screens.json"), "utf8")) as Readonly<Partial<Placements>>;
    const host = () =>
      new Installation([
        ...["--host", "browser", "--port", "0", "--source", "demo", "--language", "en", "--no-osc-query"],
        ...["--bindings", join(folder, "bindings.json"), "--config", join(folder, "show.json")],
      ]);
    const first = host();
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const context = await browser.newContext({ viewport: SIZE, hasTouch: true });
    const errors: string[] = [];
    context.on("weberror", (error) => errors.push(error.error().message));
    const open = async (url: string): Promise<Page> => {
      const opened = await context.newPage();
      await opened.goto(url);
      return opened;
    };
    const address = await first.address();
    const page = await open(`${address}/?screen=Door`);
    const beside = await open(`${address}/?screen=Door&show=partner`);
    const keys = page.locator("#placing-keys");
    /** A key may come before the page is awake. */
    const place = async () => {
      await expect
        .poll(async () => {
          if (!(await keys.isVisible())) await page.keyboard.press("P");
          return keys.isVisible();
        })
        .toBe(true);
    };
    await page.bringToFront();
    await place();

    // Taken beside its middle it does not leap.
    await page.mouse.move(6, 4);
    await page.mouse.down();
    await page.mouse.move(86, 44, { steps: 3 });
    await page.mouse.up();
    for (const key of ["Tab", "ArrowDown", "ArrowDown", "ArrowDown", "Shift+ArrowLeft", "Shift+ArrowLeft"])
      await page.keyboard.press(key);
    const finger = await context.newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", x = 0, y = 0) =>
      finger.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
    await touch("touchStart", 630, 352);
    for (const share of [0.5, 1]) await touch("touchMove", 630 - share * 80, 352 - share * 30);
    await touch("touchEnd");
    expect(faults(await cornersOn(page))).toBeLessThan(0.1);

    // Nothing that cannot be is done, and it is said why.
    await page.keyboard.press("Delete");
    const refused = page.locator("#placing-refused");
    expect(await refused.textContent()).toBe(en.placement.noMaskCorner);
    await picture(page, "handles");
    await page.keyboard.press("m");
    expect(await refused.isHidden()).toBe(true);
    await page.keyboard.press("z");
    await page.keyboard.press("Escape");
    expect(await page.locator("#placing, #pattern, #placing-panel").filter({ visible: true }).count()).toBe(
      0,
    );

    await expect.poll(() => cornersOn(beside).then(faults)).toBeLessThan(0.1);
    // Undone with the mask that was begun meanwhile: the newest is what is kept.
    const file = () => (existsSync(join(folder, "screens.json")) ? screens() : {});
    await expect.poll(() => [Object.keys(file()), file().Door?.mask]).toEqual([["Door"], []]);
    const kept = screens().Door!.corners.map(({ x, y }) => ({ x: x * SIZE.width, y: y * SIZE.height }));
    expect(faults(kept)).toBeLessThan(0.1);
    await beside.close();
    expect(await first.stop()).toBe(0);

    // Another address, as after a restart with any free port: nothing of it was the browser's.
    const next = await host().address();
    await page.goto(`${next}/?screen=Door`);
    await expect.poll(() => cornersOn(page).then(faults)).toBeLessThan(0.1);
    await picture(page, "pinned");
    await place();
    await page.keyboard.press("Backspace");
    await expect.poll(screens).toEqual({});
    expect(errors).toEqual([]);
  });
});
