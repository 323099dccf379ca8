import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../../main/system/files/paths.ts";
import { launchChromium, openStage } from "../support/chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { Installation } from "../support/installation.ts";
import { cues, gaps, HEARTBEATS_PER_SECOND, heartbeats } from "../support/light-desk.ts";
import { type OscReceiver, receiveOsc } from "../support/osc-receiver.ts";

/** Nothing is faked but the camera: the real page, WebSocket, engine process, and a desk with another OSC library. */
describe.skipIf(!hasChromium)("from the camera of Chromium to the lamp", { timeout: 120_000 }, () => {
  test("a dancer before the camera gets a partner, on the stage and in the light", async () => {
    const desk = await receiveOsc();
    const installation = start(desk);
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const { page, errors, dancers } = await openStage(browser, await installation.address(), "allowed");
    await installation.said("the camera is here");
    const from = cues(desk).length;
    await desk.until(
      () =>
        cues(desk)
          .slice(from)
          .filter(({ person, partner }) => person && partner).length > 30,
    );

    // Before, a browser starts, and a host that cannot run for a second keeps back what piled up.
    expect(gaps(cues(desk).slice(from))).toEqual([]);
    expect(Math.max(...desk.packets.map(({ bytes }) => bytes))).toBeLessThanOrEqual(1432);
    await page.setViewportSize({ width: 960, height: 540 });
    await showsBoth(page, "live-and-partner");
    // Once the page has measured how late it draws, she is shown where she is by then.
    await expect.poll(() => dancers.some(({ shown }) => shown != null), { timeout: 30_000 }).toBe(true);
    await page.keyboard.press("o");
    await page.getByText("latency").first().waitFor();
    await page.screenshot({ path: artifact("foreseen") });
    expect(errors).toEqual([]);
    desk.close();
    expect(await installation.stop()).toBe(0);
  });

  test("without permission the demo dances, and the camera takes over when it is given, without a reload", async () => {
    const desk = await receiveOsc();
    const installation = start(desk);
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const { page, context } = await openStage(browser, await installation.address(), "refused");
    await page.evaluate(() => Object.assign(window, { mark: "same page" }));
    await installation.said("the camera was refused");
    await desk.until(() => cues(desk).some(({ partner }) => partner));
    await page.getByText("camera", { exact: false }).first().waitFor();
    const settled = cues(desk).length;
    await page.screenshot({ path: artifact("camera-refused") });

    await context.grantPermissions(["camera"]);
    await installation.said("the camera is here");
    const from = cues(desk).length;
    await desk.until(() =>
      cues(desk)
        .slice(from)
        .some(({ person, partner }) => person && partner),
    );
    expect(await page.evaluate("window.mark")).toBe("same page");
    expect(gaps(cues(desk).slice(settled))).toEqual([]);
    desk.close();
  });
  test("when the engine is killed the page keeps drawing, and needs no reload", async () => {
    const desk = await receiveOsc();
    const installation = start(desk, "--source", "demo");
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const { page, errors } = await openStage(browser, await installation.address(), "refused");
    await page.evaluate(() => {
      const seen = { draws: 0 };
      const draw = () => {
        seen.draws++;
        requestAnimationFrame(draw);
      };
      draw();
      Object.assign(window, { seen });
    });
    const draws = () => page.evaluate<number>("window.seen.draws");
    await desk.until(() => cues(desk).some(({ partner }) => partner));
    const [active] = await installation.engineAndStandby();

    const [from, before] = [cues(desk).length, heartbeats(desk)];
    const drawn = await draws();
    process.kill(active, "SIGKILL");
    // The first few may have been on their way.
    await desk.until(() =>
      cues(desk)
        .slice(from + 10)
        .some(({ partner }) => partner),
    );
    expect(heartbeats(desk) - before).toBeLessThanOrEqual(3 * HEARTBEATS_PER_SECOND);
    await showsBoth(page, "after-the-engine-was-killed");
    expect(await draws()).toBeGreaterThan(drawn);
    expect(errors).toEqual([]);
    desk.close();
  });
});

function start(desk: OscReceiver, ...args: string[]): Installation {
  return new Installation([
    ...["--host", "browser", "--port", "0", "--osc", `127.0.0.1:${desk.port}`],
    // Chromium draws on the processor here: what is left of it is to be enough, whatever else the machine does.
    ...["--detector", "engine", "--detector-size", "lite", "--frame-size", "480"],
    ...args,
  ]);
}

function artifact(name: string): string {
  return join(projectRoot, "test/artifacts", `${name}.png`);
}

/** Saves what the audience sees, as soon as it sees both: the dancer in warm light, the partner in cool. */
async function showsBoth(page: Page, name: string): Promise<void> {
  const file = artifact(name);
  for (;;) {
    await page.screenshot({ path: file });
    const raw = ["-v", "error", "-i", file, "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"];
    const pixels = execFileSync("ffmpeg", raw, { maxBuffer: 1 << 24 });
    let [warm, cool] = [0, 0];
    for (let at = 0; at < pixels.length; at += 3) {
      const [red, blue] = [pixels[at]!, pixels[at + 2]!];
      if (red > 140 && red > blue + 30) warm++;
      if (blue > 140 && blue > red + 30) cool++;
    }
    if (warm > 300 && cool > 150) return;
  }
}
