import { createSocket } from "node:dgram";
import { join } from "node:path";
import osc from "osc/src/osc.js";
import { chromium } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import { CHROMIUM_FLAGS } from "../../main/learn/bench/official.ts";
import { chromiumProgram, GRAPHICS, hasChromium } from "../support/chromium-program.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";
import { type OscReceiver, receiveOsc } from "../support/osc-receiver.ts";
import { timecodeSound } from "../support/timecode-sound.ts";
import { writeWav } from "../support/wav.ts";

const told = ({ packets }: OscReceiver, address: string) =>
  packets.flatMap(({ at, messages }) =>
    messages
      .filter((message) => message.address === address)
      .map(({ values }) => ({ at, value: values[0]! })),
  );

/** Half a minute of timecode, which Chromium's fake line-in plays over and over. */
function timecodeFile(): string {
  const file = join(emptyFolder(), "timecode.wav");
  const start = { hours: 1, minutes: 0, seconds: 0, frames: 0, drop: false };
  writeWav(file, timecodeSound({ rate: 25, start, frames: 750 }).samples, 48_000);
  return file;
}

describe.skipIf(!hasChromium)("clocks of a show", { timeout: 120_000 }, () => {
  test("timecode on a line-in sets the beat of the lights; when it is lost that is told, and a clock by OSC takes over", async () => {
    const desk = await receiveOsc();
    onTestFinished(() => desk.close());
    const installation = new Installation([
      ...["--host", "browser", "--port", "0", "--source", "demo", "--osc", `127.0.0.1:${desk.port}`],
      ...["--osc-in-port", "0", "--osc-query-port", "0"],
      ...["--clock-timecode", "1", "--clock-timecode-tempo", "150", "--clock-timecode-start", "01:00:00:00"],
    ]);
    const address = await installation.address();
    const [, cues] = /cues on port (\d+)/.exec(await installation.said("light: "))!;
    const audio = [
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-audio-capture=${timecodeFile()}`,
    ];
    const browser = await chromium.launch({
      executablePath: chromiumProgram(),
      args: [...CHROMIUM_FLAGS, ...GRAPHICS, ...audio, "--autoplay-policy=no-user-gesture-required"],
    });
    onTestFinished(() => browser.close());
    const context = await browser.newContext({
      ...{ viewport: { width: 320, height: 180 }, permissions: ["microphone"] },
    });
    const page = await context.newPage();
    await page.goto(address);
    await installation.said("timecode is listened to");
    await desk.until(() => told(desk, "/continuo/music/beat").length > 8);
    // Where the page lost sound, its speed is off for as long as that is in the second by which it is measured.
    await expect.poll(() => told(desk, "/continuo/music/tempo").at(-1)!.value).toBeCloseTo(150, 3);
    expect(told(desk, "/continuo/music/confidence").at(-1)!.value).toBe(1);
    const bar = told(desk, "/continuo/music/beat").map(({ value }) => value);
    for (const [i, beat] of bar.entries()) if (i > 0) expect(beat).toBe((bar[i - 1]! % 4) + 1);

    const conductor = createSocket("udp4");
    const begun = performance.now();
    const conducting = setInterval(() => {
      const beat = ((performance.now() - begun) / 60_000) * 90;
      const args = [90, beat].map((value) => ({ type: "f" as const, value }));
      const packet = osc.writePacket({ address: "/continuo/clock", args }, { metadata: true });
      conductor.send(packet, Number(cues), "127.0.0.1");
    }, 100);
    onTestFinished(() => {
      clearInterval(conducting);
      conductor.close();
    });
    await page.close();
    await expect
      .poll(() => installation.lines.join("\n"), { timeout: 30_000 })
      .toContain("the timecode is lost (the line-in is gone)");
    await desk.until(() => told(desk, "/continuo/music/tempo").at(-1)!.value === 90);
    expect(await installation.stop()).toBe(0);
  });
});
