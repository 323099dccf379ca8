import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../../main/system/files/paths.ts";
import { PONG } from "../../shared/codec.ts";
import type { HostMessage } from "../../shared/messages.ts";
import { launchChromium } from "../support/chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { Installation } from "../support/installation.ts";

const PATIENCE = { timeout: 60_000 };

/** A page, and what went over its link. */
interface Opened {
  readonly page: Page;
  /** What the host asked of its camera, in order. */
  readonly asked: string[];
  readonly texts: string[];
  pictures: number;
  stageFrames: number;
}

async function open(context: BrowserContext, address: string): Promise<Opened> {
  const page = await context.newPage();
  const opened: Opened = { page, asked: [], texts: [], pictures: 0, stageFrames: 0 };
  page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => {
      if (typeof payload !== "string") opened.pictures++;
      else if (payload !== PONG) opened.texts.push(payload);
    });
    socket.on("framereceived", ({ payload }) => {
      const message = JSON.parse(payload.toString()) as HostMessage;
      if (message.tag === "instructions") opened.asked.push(message.camera);
      if (message.tag === "stage") opened.stageFrames++;
    });
  });
  await page.goto(address);
  return opened;
}

describe.skipIf(!hasChromium)("pages in Chromium and the camera", { timeout: 180_000 }, () => {
  test("the first stage keeps the camera from other stages and desks; when it closes, the next one takes over", async () => {
    const installation = new Installation([
      ...["--host", "browser", "--port", "0", "--language", "en"],
      ...["--detector", "engine", "--detector-size", "lite", "--frame-size", "160"],
    ]);
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const context = await browser.newContext({
      viewport: { width: 480, height: 270 },
      permissions: ["camera"],
    });
    const address = await installation.address();

    const desk = await open(context, `${address}/desk#health`);
    const first = await open(context, address);
    await installation.said("the camera is here");
    const second = await open(context, address);
    await expect.poll(() => second.stageFrames, PATIENCE).toBeGreaterThan(10);
    const before = first.pictures;
    await expect.poll(() => first.pictures, PATIENCE).toBeGreaterThan(before + 10);
    expect([first.asked, second.asked]).toEqual([["pixels"], ["off"]]);
    expect(second.pictures).toBe(0);

    await first.page.close();
    await expect.poll(() => second.pictures, PATIENCE).toBeGreaterThan(10);
    expect(second.asked).toEqual(["off", "pixels"]);

    await desk.page.locator("#status dt", { hasText: "engine" }).waitFor();
    await desk.page.screenshot({ path: join(projectRoot, "test/artifacts/flow-desk.png") });
    expect(desk.asked).toEqual(["off"]);
    const [hello, ...others] = desk.texts.map((text) => JSON.parse(text));
    expect(hello).toEqual({ tag: "hello", role: "desk" });
    // It asks, and reports nothing.
    expect(others.filter(({ tag }) => tag !== "request")).toEqual([]);
    expect(desk.pictures).toBe(0);
    expect(desk.stageFrames).toBeGreaterThan(0);
    expect(await installation.stop()).toBe(0);
    await desk.page.getByText("The partner is away").waitFor();
    expect(await desk.page.locator("#status dt").count()).toBe(0);
  });
});
