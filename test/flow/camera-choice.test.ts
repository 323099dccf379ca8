import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../../main/system/files/paths.ts";
import { type StandInCamera, standInForCameras } from "../support/camera-stand-in.ts";
import { launchChromium } from "../support/chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { Installation } from "../support/installation.ts";
import { amount } from "../support/long.ts";

const PATIENCE = { timeout: 90_000 };

const OBS: StandInCamera = { id: "obs", label: "OBS Virtual Camera", gives: "still" };
const USB: StandInCamera = { id: "usb", label: "USB Camera", gives: "moving" };

/** The whole installation in real Chromium; only the cameras are stand-ins. */
describe.skipIf(!hasChromium)("the cameras of Chromium", { timeout: 180_000 }, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  async function open(
    cameras: StandInCamera[],
    ...args: string[]
  ): Promise<{ installation: Installation; page: Page; pictures: () => number }> {
    const installation = new Installation([
      ...["--host", "browser", "--port", "0", "--language", "en", "--no-osc-query", "--osc", "127.0.0.1:9"],
      ...["--detector", "engine", "--detector-size", "lite", "--frame-size", "160", ...args],
    ]);
    const context = await browser.newContext({
      viewport: { width: 480, height: 270 },
      permissions: ["camera"],
    });
    onTestFinished(() => context.close());
    await context.addInitScript(standInForCameras, cameras);
    const page = await context.newPage();
    let pictures = 0;
    page.on("websocket", (socket) => {
      socket.on("framesent", ({ payload }) => {
        if (typeof payload !== "string") pictures++;
      });
    });
    await page.goto(await installation.address());
    return { installation, page, pictures: () => pictures };
  }

  const asked = (page: Page) => page.evaluate(() => globalThis.cameras.asked);
  const inUse = (page: Page) => page.evaluate(() => globalThis.cameras.open);
  const told = (installation: Installation, words: string) =>
    installation.lines.filter((line) => line.includes(words));

  async function showStatus(page: Page): Promise<void> {
    if (!(await page.locator("#status").isVisible())) await page.keyboard.press("o");
  }

  /** Who dances, as the operator's status says. */
  async function source(page: Page): Promise<string> {
    await showStatus(page);
    const [row = ""] = await page.locator("#status > div", { hasText: /^source/ }).allTextContents();
    return row.replace(/^source/, "");
  }

  /** The rows of the operator's status that list the cameras. */
  async function listed(page: Page): Promise<string[]> {
    await showStatus(page);
    const rows = page.locator("#status > div", { hasText: /^camera \d/ });
    return (await rows.allTextContents()).map((row) => row.replace(/^camera \d+/, ""));
  }

  test("what gives no moving picture is passed over for the next, and the readout says why", async () => {
    const { page } = await open([
      { ...OBS, busy: true },
      { ...OBS, id: "black", label: "Lid closed", gives: "black" },
      { ...OBS, id: "silent", label: "Capture card", gives: "silent" },
      { ...OBS, id: "still", label: "Without its program" },
      USB,
    ]);
    await expect.poll(() => inUse(page), PATIENCE).toEqual(["usb"]);
    await expect.poll(() => source(page), PATIENCE).toMatch(/^camera, /);
    expect((await asked(page)).slice(0, 5)).toEqual(["any", "black", "silent", "still", "usb"]);
    await expect
      .poll(() => listed(page), PATIENCE)
      .toEqual([
        "OBS Virtual Camera: Could not start video source",
        "Lid closed: always the same picture",
        "Capture card: no picture comes",
        "Without its program: always the same picture",
        "USB Camera: used",
      ]);
    await page.setViewportSize({ width: 960, height: 540 });
    await page.screenshot({ path: join(projectRoot, "test/artifacts/flow-cameras.png") });
  });

  test("a --camera that is not there is said with those that are, and taken when it comes; keys go to others", async () => {
    const { page, installation } = await open([OBS, USB], "--camera", "Logitech");
    expect(await installation.said('camera is "Logitech", expected one of ')).toBe(
      "1 OBS Virtual Camera, 2 USB Camera; others are tried meanwhile",
    );
    await expect.poll(() => inUse(page), PATIENCE).toEqual(["usb"]);
    await page.evaluate(
      (list) => globalThis.cameras.change(list),
      [OBS, USB, { ...USB, id: "new", label: "Logitech BRIO" }],
    );
    await expect.poll(() => inUse(page), PATIENCE).toEqual(["new"]);
    await installation.said("the camera is Logitech BRIO now");
    await page.keyboard.press("C");
    // It fades soon, and a busy browser looks late; its text stays.
    const toast = page.locator("#toast", { hasText: "camera  2 USB Camera" });
    await toast.waitFor({ state: "attached", ...PATIENCE });
    await expect.poll(() => inUse(page), PATIENCE).toEqual(["usb"]);
    await page.keyboard.press("c");
    await expect.poll(() => inUse(page), PATIENCE).toEqual(["new"]);
  });

  test("the chosen camera is tried again from time to time, and a camera that ends gives way", async () => {
    const { page } = await open(
      [{ ...USB, busy: true }, OBS, { ...USB, id: "in", label: "Built in" }],
      ...[...["--camera", "USB Camera"]],
    );
    await expect.poll(() => inUse(page), PATIENCE).toEqual(["in"]);
    await expect.poll(() => source(page), PATIENCE).toMatch(/^camera, /);
    // No event tells that the other program has let it go.
    await page.evaluate(() => {
      globalThis.cameras.list = globalThis.cameras.list.map((camera) => ({ ...camera, busy: false }));
    });
    await expect.poll(() => inUse(page), PATIENCE).toEqual(["usb"]);
    await page.evaluate(() => {
      globalThis.cameras.list = globalThis.cameras.list.filter(({ id }) => id !== "usb");
      globalThis.cameras.end("usb");
    });
    await expect.poll(() => inUse(page), PATIENCE).toEqual(["in"]);
  });

  // One that gave pictures quickly before is given up once, until it is known to stand still now and then.
  for (const [gives, enough, givenUp] of [
    ["slow", amount({ everyday: 4, long: 10 }), 0],
    ["stuttering", amount({ everyday: 18, long: 55 }), 1],
  ] as const) {
    test(`a ${gives} camera does not take turns with the demo`, async () => {
      const { page, installation, pictures } = await open([{ ...USB, gives }]);
      // Ten seconds of such a camera; half a minute in the long form.
      await expect.poll(pictures, { timeout: 120_000, interval: 500 }).toBeGreaterThan(enough);
      expect(told(installation, "the demo makes room").length).toBeLessThanOrEqual(2);
      expect(told(installation, "the camera gives no pictures").length).toBeLessThanOrEqual(1);
      expect(told(installation, "no picture comes").length).toBeLessThanOrEqual(givenUp);
      expect((await asked(page)).length).toBeLessThanOrEqual(1 + givenUp);
    });
  }
});
