import type { Server } from "node:http";
import type { Browser } from "playwright-core";
import type { DetectorSize } from "../../../shared/messages.ts";
import type { OfficialBench } from "../../../shared/official-bench.ts";
import type { ImageFrame } from "../../../shared/pose.ts";
import { addressOf, serveSite } from "../../link/http.ts";
import { Site } from "../../link/site.ts";
import { UserError } from "../../system/errors.ts";
import { type JobContext, step } from "../../system/job.ts";
import type { VideoClip } from "./clip.ts";

/** Throughput of the official package in a browser on the same frames, for comparison. */
export interface OfficialSpeed {
  readonly size: DetectorSize;
  readonly browser: string;
  readonly framesPerSecond: number;
  readonly frames: number;
}

/** Frames. It takes half a second a frame where there is no GPU. */
const SAMPLE = 24;
const WARM_UP = 2;

/**
 * @param chromium path of a Chromium or Chrome.
 * @throws the signal's reason when the work was stopped; UserError in one line where the browser, or playwright-core,
 *   which drives it, is not to be had or fails.
 */
export async function measureOfficial(
  clip: VideoClip,
  size: DetectorSize,
  chromium: string,
  context: JobContext,
): Promise<OfficialSpeed> {
  const { chromium: driver } = await import("playwright-core").catch(() => {
    throw new UserError(`the official package, ${size}, since playwright-core is missing: run npm ci`);
  });
  const server = await serveSite(new Site(), 0);
  let browser: Browser | null = null;
  try {
    browser = await driver.launch({
      ...{ executablePath: chromium, args: CHROMIUM_FLAGS },
      // Who stops the work from the terminal is heard elsewhere.
      ...{ handleSIGINT: false, handleSIGTERM: false },
    });
    return await measureIn(browser, server, clip, size, context);
  } catch (error) {
    context.signal.throwIfAborted();
    throw new UserError(`the official package, ${size}, since ${chromium} failed: ${firstLine(error)}`);
  } finally {
    server.close();
    await browser?.close();
  }
}

async function measureIn(
  browser: Browser,
  server: Server,
  clip: VideoClip,
  size: DetectorSize,
  context: JobContext,
): Promise<OfficialSpeed> {
  const page = await browser.newPage();
  const address = addressOf(server);
  await page.route(`${address}/bench`, (route) =>
    route.fulfill({ contentType: "text/html", body: '<script type="module" src="/bench.js"></script>' }),
  );
  const sample = clip.frames.slice(0, SAMPLE + WARM_UP);
  await page.route(`${address}/frame/*`, (route) => {
    const frame = sample[Number(route.request().url().split("/").pop())] as ImageFrame;
    return route.fulfill({ contentType: "application/octet-stream", body: Buffer.from(frame.data) });
  });
  await page.goto(`${address}/bench`);
  await page.waitForFunction(() => "officialBench" in window);
  await page.evaluate((name) => (window as unknown as Bench).officialBench.open(name), size);
  const milliseconds: number[] = [];
  const phase = `measuring the official package, ${size}`;
  for (const [index, { width, height }] of sample.entries()) {
    const taken = await page.evaluate(
      ([path, w, h]) => (window as unknown as Bench).officialBench.measure(path, w, h),
      [`/frame/${index}`, width, height] as const,
    );
    if (index >= WARM_UP) milliseconds.push(taken);
    await step(context, { phase, unit: "frame", done: index + 1, total: sample.length });
  }
  const total = milliseconds.reduce((sum, value) => sum + value, 0);
  return {
    ...{ size, browser: `Chromium ${browser.version()}, headless` },
    ...{ framesPerSecond: (1000 * milliseconds.length) / total, frames: milliseconds.length },
  };
}

/** playwright-core appends a log of many lines to its messages. */
function firstLine(error: unknown): string {
  const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n", 1);
  return line;
}

type Bench = { readonly officialBench: OfficialBench };

/** Without a sandbox, since it cannot be had as root; nothing but our own page is opened. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
