import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, describe, vi } from "vitest";
import type { Detection, PoseDetector } from "../../../../main/engine/pose/detector.ts";
import type { ImageFrame } from "../../../../shared/pose.ts";
import { hasChromium } from "../../../support/chromium-program.ts";
import { describeDetector } from "../../../support/detector-contract.ts";
import { StageBrowser } from "../../support/stage-browser.ts";

/** The page's detector as the engine's side would see it. */
class RemoteDetector implements PoseDetector {
  readonly description = "BlazePose full, MediaPipe in the page";
  readonly #page: Page;
  #forgetting: Promise<void> = Promise.resolve();

  constructor(page: Page) {
    this.#page = page;
  }

  async detect({ t, width, height, data }: ImageFrame): Promise<readonly Detection[]> {
    await this.#forgetting;
    const picture = { t, width, height, data: Buffer.from(data).toString("base64") };
    const { people } = await this.#page.evaluate((seen) => look(seen), picture);
    return people.map(({ image, body }) => ({ image: image!, body }));
  }

  attend(): void {}

  forget(): void {
    this.#forgetting = this.#page.evaluate(() => forget());
  }

  /** The page is used again: loading the official package takes long without a GPU. */
  dispose(): void {}
}

describe.skipIf(!hasChromium)("the page's detector in Chromium", () => {
  let browser: StageBrowser;
  let page: Page | undefined;

  afterAll(() => browser?.close(), 60_000);

  describeDetector({
    name: "BlazePose of the official package",
    most: 1,
    async open() {
      if (!page) {
        browser = await StageBrowser.open(
          fileURLToPath(new URL("../../support/detector-page.ts", import.meta.url)),
        );
        page = await browser.page({});
        await page.waitForFunction(() => globalThis.look !== undefined, undefined, { timeout: 120_000 });
      }
      const detector = new RemoteDetector(page);
      detector.forget();
      return detector;
    },
  });
  // Half a second a picture on two idle cores without a GPU, twenty times as much on busy ones.
  vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });
});
