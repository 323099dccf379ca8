import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { cacheFolder, chromiumProgram, GRAPHICS } from "./chromium-program.ts";

const FLAGS = [
  "--no-sandbox",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  ...GRAPHICS,
];

/** The system's Chromium. @param clip a video that its fake camera plays; without one, Chromium's test pattern */
export async function launchChromium(clip?: string): Promise<Browser> {
  const camera = ["--use-fake-device-for-media-stream"];
  if (clip) camera.push(`--use-file-for-fake-video-capture=${fakeCapture(clip)}`);
  const browser = await chromium.launch({ executablePath: chromiumProgram(), args: [...FLAGS, ...camera] });
  return browser;
}

export interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page complained of. */
  readonly errors: readonly string[];
}

/** Opens the stage as an audience sees it. */
export async function openStage(
  browser: Browser,
  address: string,
  camera: "allowed" | "refused",
): Promise<Opened> {
  const permissions = camera === "allowed" ? ["camera"] : [];
  const context = await browser.newContext({ viewport: { width: 320, height: 180 }, permissions });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  await page.goto(address);
  return { page, context, errors };
}

/** The clip as Chromium's fake camera plays it, over and over: motion JPEG, 640x480, made once. */
function fakeCapture(clip: string): string {
  const file = join(cacheFolder(), "keith-640x480.mjpeg");
  if (existsSync(file)) return file;
  const shape = "scale=-2:480,pad=640:480:(ow-iw)/2:0,fps=30";
  execFileSync("ffmpeg", [
    "-v",
    "error",
    "-i",
    clip,
    "-vf",
    shape,
    "-c:v",
    "mjpeg",
    "-q:v",
    "3",
    "-an",
    "-y",
    file,
  ]);
  return file;
}
