import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../../../main/system/files/paths.ts";
import type { HostMessage, Instructions, Status } from "../../../shared/messages.ts";
import { hasChromium } from "../../support/chromium-program.ts";
import { LONG } from "../../support/long.ts";
import { STATUS } from "../../support/status.ts";
import { person, stageFrame, standing } from "../support/figures.ts";
import { StageBrowser } from "../support/stage-browser.ts";

const PATIENCE_MS = 30_000;
const viewport = { width: 640, height: 360 };

const instructions: Instructions = {
  ...{ tag: "instructions", camera: "pixels", detectorSize: "lite", maxPeople: 1, frameSize: 320 },
  ...{ language: "en", languages: [], wantedCamera: null, ears: false, wantedEars: null, midi: null },
  ...{ timecode: null, surface: null },
};

const notice = (line: string) => ({ line, since: 0, count: 1, alike: false });

const status: Status = {
  ...{ ...STATUS, source: "camera", detector: "BlazePose full", styles: ["salsa", "indian", "martial"] },
  ...{ total: { p50: 16.2, p95: 24.9 }, dropped: 4, operatorMessages: [notice("all is well")] },
};

/** With as much to say as can be. */
const LONG_STATUS: Status = {
  ...status,
  cameras: Array.from({ length: 6 }, (_, n) => ({
    ...{ label: `USB Camera number ${n + 1} (046d:085e)`, used: n === 1 },
    fault: n === 1 ? null : "Could not start video source",
  })),
  music: "",
  recording: "recordings/show.take.ndjson, 2.3 MB",
  osc: Array.from({ length: 6 }, (_, n) => ({
    ...{ destination: `eos@192.168.0.${n}:8000`, sent: 1_000_000, failed: 17, error: "ECONNREFUSED" },
  })),
  operatorMessages: Array.from({ length: 6 }, () =>
    notice(`the settings file changed and what it says was refused: ${"a long line ".repeat(8)}`),
  ),
};

const artifact = (name: string) => join(projectRoot, "test/artifacts", `${name}.png`);

describe.skipIf(!hasChromium)("the stage page in Chromium", () => {
  let browser: StageBrowser;

  beforeAll(async () => {
    browser = await StageBrowser.open(fileURLToPath(new URL("../support/fake-stage.ts", import.meta.url)));
  }, PATIENCE_MS);

  afterAll(() => browser?.close(), PATIENCE_MS);

  async function open(camera: "allowed" | "refused"): Promise<Page> {
    const page = await browser.page({ viewport, permissions: camera === "allowed" ? ["camera"] : [] });
    await page.waitForFunction(() => globalThis.host !== undefined, undefined, { timeout: PATIENCE_MS });
    return page;
  }

  const say = (page: Page, message: HostMessage) => page.evaluate((m) => host.say(m), message);

  /** The host sends the dancer and her partner 30 times a second until `stop`. */
  async function dance(page: Page): Promise<void> {
    const frame = stageFrame(0, [person(1, standing({ x: 0.3 }), standing({ x: 0.7 }))]);
    await page.evaluate((first) => {
      let i = 0;
      const next = () => {
        host.say({ tag: "stage", frame: { ...first, frame: i, t: i / 30 } });
        i++;
      };
      // The first at once: what a key means depends on the show.
      next();
      const timer = setInterval(next, 1000 / 30);
      Object.assign(globalThis, { stop: () => clearInterval(timer) });
    }, frame);
  }

  /** Brightest red and blue in a part of the screen (0..1 from the left) above the line of words, 0..255 each. */
  async function light(page: Page, left: number, right: number): Promise<{ red: number; blue: number }> {
    const png = await page.screenshot();
    return page.evaluate(
      async ([bytes, from, to]) => {
        const picture = await createImageBitmap(
          new Blob([Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0))]),
        );
        const canvas = new OffscreenCanvas(picture.width, picture.height);
        const context = canvas.getContext("2d")!;
        context.drawImage(picture, 0, 0);
        const x = Math.round(from * picture.width);
        const { data } = context.getImageData(
          x,
          0,
          Math.round((to - from) * picture.width),
          0.8 * picture.height,
        );
        let [red, blue] = [0, 0];
        for (let at = 0; at < data.length; at += 4) {
          red = Math.max(red, data[at]!);
          blue = Math.max(blue, data[at + 2]!);
        }
        return { red, blue };
      },
      [png.toString("base64"), left, right] as const,
    );
  }

  const prompt = (page: Page) => page.locator("#prompt.shown").textContent({ timeout: PATIENCE_MS });

  /** Which lines of a list are not cut off. */
  const seen = (page: Page, id: string) =>
    page.evaluate((list) => {
      const box = document.getElementById(list)!.getBoundingClientRect();
      return [...document.querySelectorAll(`#${list} dd`)].flatMap((line, index) => {
        const { top, bottom } = line.getBoundingClientRect();
        return top >= box.top && bottom <= box.bottom ? [index] : [];
      });
    }, id);

  test(
    "draws the dancer warm and the partner cold, mirrored, and fades when the host falls silent",
    async () => {
      const page = await open("allowed");
      await dance(page);
      await expect
        .poll(() => light(page, 0.55, 0.85), { timeout: PATIENCE_MS })
        .toMatchObject({
          red: expect.toSatisfy((red: number) => red > 180),
          blue: expect.toSatisfy((blue: number) => blue < 190),
        });
      const partner = await light(page, 0.15, 0.45);
      expect(partner.blue).toBeGreaterThan(180);
      expect(partner.red).toBeLessThan(partner.blue);
      await page.evaluate("stop()");
      await expect
        .poll(async () => (await light(page, 0.55, 0.85)).red, { timeout: PATIENCE_MS })
        .toBeLessThan(90);
      expect(await prompt(page)).toBe("One moment, please.");
      await page.context().close();
    },
    2 * PATIENCE_MS,
  );

  test(
    "sends what the camera sees: small, in time, and only when it is taken",
    async () => {
      const page = await open("allowed");
      await say(page, instructions);
      await page.waitForFunction(
        () => host.sent.filter(({ tag }) => tag === "image").length > 10,
        undefined,
        {
          timeout: PATIENCE_MS,
        },
      );
      const sent = await page.evaluate(() => host.sent);
      const reports = sent.flatMap((message) => (message.tag === "camera" ? [message.state] : []));
      expect(reports).toEqual(["starting", "on"]);
      for (const picture of sent.filter((message) => message.tag === "image")) {
        expect(picture.width).toBe(320);
        expect(picture.bytes).toBe(1.5 * picture.width * picture.height);
        expect(picture.late).toBeGreaterThanOrEqual(0);
        expect(picture.late).toBeLessThan(picture.age);
      }
      await page.evaluate(() => {
        host.takesFrames = false;
        host.sent.length = 0;
      });
      await page.waitForFunction(() =>
        host.sent.some((message) => message.tag === "page" && message.dropped > 5),
      );
      expect(await page.evaluate(() => host.sent.some(({ tag }) => tag === "image"))).toBe(false);
      await page.context().close();
    },
    2 * PATIENCE_MS,
  );

  test(
    "without permission it says so calmly, and goes on drawing what the host sends",
    async () => {
      const page = await open("refused");
      await say(page, instructions);
      await dance(page);
      // Where the page is slow, the host may seem silent for a moment.
      await expect.poll(() => prompt(page), { timeout: PATIENCE_MS }).toMatch(/camera/i);
      await expect
        .poll(() => page.evaluate(() => host.sent.findLast(({ tag }) => tag === "camera")), {
          timeout: PATIENCE_MS,
        })
        .toMatchObject({ state: "denied" });
      await expect
        .poll(async () => (await light(page, 0.55, 0.85)).red, { timeout: PATIENCE_MS })
        .toBeGreaterThan(180);
      await page.context().close();
    },
    2 * PATIENCE_MS,
  );

  test(
    "keys reach every mode and parameter, show status and help; a lost host is said",
    async () => {
      const page = await open("allowed");
      await say(page, status);
      await dance(page);
      const pressed = ["2", "Space", "1", "T", "v", "m", "l", "b", "q", "Backspace", "o"];
      for (const key of pressed) await page.keyboard.press(key);
      const commands = await page.evaluate(() => host.sent.filter(({ tag }) => tag === "command"));
      expect(commands.map(({ tag, ...rest }) => rest)).toEqual([
        { command: "mode", value: "answer" },
        { command: "answer" },
        { command: "mode", value: "shadow" },
        { command: "temperature", value: 0.9 },
        { command: "tempo", value: 1.1 },
        { command: "mirror", value: true },
        { command: "look", value: "ink" },
        { command: "blend", value: [{ style: "salsa", weight: 1 }] },
        { command: "tap", pressed: expect.toSatisfy((ago) => ago >= 0 && ago < 1) },
        { command: "restart" },
      ]);
      const rows = await page.locator("#status").textContent();
      for (const figure of ["p50 16.2 ms", "p95 24.9 ms", "4 frames", "all is well", "BlazePose full"]) {
        expect(rows).toContain(figure);
      }
      await page.keyboard.press("o");
      expect(await page.locator("#status").isVisible()).toBe(false);
      await page.keyboard.press("h");
      const help = await page.locator("#help").textContent();
      for (const said of ["T", "temperature", "space", "hand over", "full screen"])
        expect(help).toContain(said);
      await page.keyboard.press("?");
      expect(await page.locator("#help").isVisible()).toBe(false);
      await page.evaluate(() => host.connect(false));
      expect(await prompt(page)).toMatch(/partner is away/);
      await page.context().close();
    },
    2 * PATIENCE_MS,
  );

  test(
    "keeps the screen awake while the host is there",
    async () => {
      const page = await browser.page({ viewport }, () => {
        const locks: Promise<WakeLockSentinel>[] = [];
        const request = navigator.wakeLock.request.bind(navigator.wakeLock);
        navigator.wakeLock.request = (type) => {
          const lock = request(type);
          locks.push(lock);
          return lock;
        };
        Object.assign(globalThis, { locks });
      });
      await page.waitForFunction(() => globalThis.host !== undefined, undefined, { timeout: PATIENCE_MS });
      const released = () =>
        page.evaluate<boolean[]>("Promise.all(locks).then((held) => held.map((lock) => lock.released))");
      await expect.poll(released, { timeout: PATIENCE_MS }).toEqual([false]);
      await page.evaluate(() => host.connect(false));
      await expect.poll(released, { timeout: PATIENCE_MS }).toEqual([true]);
      await page.evaluate(() => host.connect(true));
      await expect.poll(released, { timeout: PATIENCE_MS }).toEqual([true, false]);
      await page.context().close();
    },
    2 * PATIENCE_MS,
  );

  const SCREENS = [
    [800, 450],
    [1920, 1080],
    [390, 844],
    ...(LONG
      ? ([
          [960, 540],
          [1280, 720],
        ] as const)
      : []),
  ] as const;

  for (const language of ["en", "zh"] as const) {
    test(`every line of the help and of a long status can be read on screens of all sizes (${language})`, {
      timeout: SCREENS.length * PATIENCE_MS,
    }, async () => {
      const page = await browser.page({ viewport });
      await page.waitForFunction(() => globalThis.host !== undefined, undefined, { timeout: PATIENCE_MS });
      await say(page, { ...instructions, camera: "off", language });
      await say(page, LONG_STATUS);
      for (const [width, height] of SCREENS) {
        await page.setViewportSize({ width, height });
        for (const [key, id] of [
          ["h", "help"],
          ["o", "status"],
        ] as const) {
          await page.keyboard.press(key);
          const lines = await page.locator(`#${id} dd`).count();
          expect(lines).toBeGreaterThan(20);
          const box = (await page.locator(`#${id}`).boundingBox())!;
          expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width).toBeLessThanOrEqual(width);
          expect(box.y + box.height).toBeLessThanOrEqual(height);
          await page.screenshot({ path: artifact(`${id}-${width}x${height}-${language}`) });
          expect(await seen(page, id)).toContain(0);
          const read = new Set<number>();
          for (let presses = 0; presses < 20 && read.size < lines; presses++) {
            for (const line of await seen(page, id)) read.add(line);
            await page.keyboard.press("ArrowDown");
          }
          expect(read.size).toBe(lines);
          for (let presses = 0; presses < 20; presses++) await page.keyboard.press("ArrowUp");
          await expect.poll(() => seen(page, id)).toContain(0);
          await page.keyboard.press(key);
        }
      }
      await page.context().close();
    });
  }

  test("did all that without an error on the console", () => {
    expect(browser.errors).toEqual([]);
  });
});
