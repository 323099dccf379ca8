import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { CHROMIUM_FLAGS } from "../../main/learn/bench/official.ts";
import type { HostMessage } from "../../shared/messages.ts";
import type { StageFrame, StagePerson } from "../../shared/stage.ts";
import { cacheFolder, chromiumProgram, GRAPHICS } from "./chromium-program.ts";
import { clip } from "./clip.ts";

const FLAGS = [...CHROMIUM_FLAGS, ...GRAPHICS];
/** What a page is given for whatever is asked of it: software draws it, beside another page on two processors. */
const PATIENCE_MS = 90_000;

/**
 * The system's Chromium, whose camera is a clip.
 * @param sound WAV that its microphone plays over and over
 * @param film motion JPEG that its camera plays over and over; somebody who squats when missing
 */
export async function launchChromium(sound?: string, film = fakeCapture()): Promise<Browser> {
  const camera = ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film}`];
  const microphone = sound === undefined ? [] : [`--use-file-for-fake-audio-capture=${sound}`];
  const args = [...FLAGS, ...camera, ...microphone];
  const browser = await chromium.launch({ executablePath: chromiumProgram(), args });
  browser.on("context", (context) => context.setDefaultTimeout(PATIENCE_MS));
  return browser;
}

export interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page complained of. */
  readonly errors: readonly string[];
  /** Everybody it was given to draw, frame after frame. */
  readonly dancers: readonly StagePerson[];
}

/** Calls with every frame that a page that is not yet open is given to draw. */
export function onFrameOf(page: Page, onFrame: (frame: StageFrame) => void): void {
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => {
      const message = JSON.parse(payload.toString()) as HostMessage;
      if (message.tag === "stage") onFrame(message.frame);
    }),
  );
}

/** Everybody whom a page that is not yet open is given to draw, frame after frame. */
export function dancersOn(page: Page): readonly StagePerson[] {
  const dancers: StagePerson[] = [];
  onFrameOf(page, ({ people }) => dancers.push(...people));
  return dancers;
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
  const dancers = dancersOn(page);
  await page.goto(address);
  return { page, context, errors, dancers };
}

/** Somebody who squats. */
const fakeCapture = (): string => captureOf(clip("squats.mp4"), "squats");

/** A film as Chromium's fake camera takes it: motion JPEG, 640x480 at 30 frames a second, made once under its name. */
export function captureOf(film: string, name: string): string {
  const file = join(cacheFolder(), `${name}-640x480.mjpeg`);
  if (existsSync(file)) return file;
  const shape = "scale=-2:480,pad=640:480:(ow-iw)/2:0,fps=30";
  execFileSync("ffmpeg", [
    ...["-v", "error", "-i", film, "-vf", shape],
    ...["-c:v", "mjpeg", "-q:v", "3", "-an", "-y", file],
  ]);
  return file;
}
