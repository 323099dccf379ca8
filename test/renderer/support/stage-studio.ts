import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import type { StageFrame } from "../../../shared/stage.ts";
import { StageBrowser } from "./stage-browser.ts";

const PATIENCE_MS = 120_000;
/** Frames that go to the page in one message. */
const CHUNK = 60;

/** The stage in real Chromium, in stepped time: the same frames give the same picture on any machine. */
export class StageStudio {
  readonly #browser: StageBrowser;

  static async open(): Promise<StageStudio> {
    return new StageStudio(await StageBrowser.open(fileURLToPath(new URL("./studio.ts", import.meta.url))));
  }

  private constructor(browser: StageBrowser) {
    this.#browser = browser;
  }

  get errors(): readonly string[] {
    return this.#browser.errors;
  }

  /** An empty stage of this size, in pixels. @param search of its address, with its question mark */
  async stage(width: number, height: number, search = ""): Promise<Page> {
    const page = await this.#browser.page({ viewport: { width, height } }, () => {}, search);
    await page.waitForFunction(() => globalThis.studio !== undefined, undefined, { timeout: PATIENCE_MS });
    return page;
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}

/**
 * Lets the frames pass, and takes a picture of where they lead, with an alpha channel where the page has no ground.
 * @returns PNG
 */
export async function pictureAfter(page: Page, frames: readonly StageFrame[]): Promise<Buffer> {
  for (let from = 0; from < frames.length; from += CHUNK) {
    await page.evaluate((some) => studio.pass(some), frames.slice(from, from + CHUNK));
  }
  await page.evaluate(() => studio.paint());
  return page.screenshot({ timeout: PATIENCE_MS, omitBackground: true });
}
