import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../../main/system/files/paths.ts";
import { launchChromium } from "../support/chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";
import { cues, heartbeats } from "../support/light-desk.ts";
import { type OscPacket, type OscReceiver, receiveOsc } from "../support/osc-receiver.ts";

/** The hours of each day on the clock of UTC: closed from so many seconds after now until so many. */
function closedFor(from: number, until: number): string {
  const at = (seconds: number) => new Date(Date.now() + 1000 * seconds).toISOString().slice(11, 19);
  return JSON.stringify({ hours: { open: [`${at(until)}-${at(from)}`], zone: "UTC" } });
}

const tracks = `window.seen.map(({ readyState }) => readyState)`;
const keepTracks = `window.seen = [];
const devices = navigator.mediaDevices;
const open = devices.getUserMedia.bind(devices);
devices.getUserMedia = async (wanted) => {
  const stream = await open(wanted);
  window.seen.push(...stream.getTracks());
  return stream;
};`;

describe.skipIf(!hasChromium)("a house that closes and opens again", { timeout: 120_000 }, () => {
  test("is black without a camera meanwhile, tells the lighting so and then nothing, and is back by itself", async () => {
    const settings = join(emptyFolder(), "house.json");
    writeFileSync(settings, "{}");
    const desk = await receiveOsc();
    const installation = new Installation([
      ...["--config", settings, "--host", "browser", "--port", "0", "--osc", `127.0.0.1:${desk.port}`],
      ...["--detector", "engine", "--detector-size", "lite", "--frame-size", "480"],
    ]);
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const context = await browser.newContext({
      ...{ viewport: { width: 320, height: 180 }, permissions: ["camera"] },
    });
    const page = await context.newPage();
    await page.addInitScript(keepTracks);
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(await installation.address());
    const dances = (from: number) => desk.until(() => cues(desk).length > from + 10);
    await expect.poll(() => page.evaluate(tracks)).toEqual(["live"]);
    await dances(cues(desk).length);

    writeFileSync(settings, closedFor(2, 3600));
    await installation.said("closed until");
    await page.getByText("Closed. Opens").waitFor();
    await expect.poll(() => page.evaluate(tracks)).toEqual(["ended"]);
    // Both are empty at once, and then the desk hears nothing but that it is closed, and that somebody is there.
    await desk.until((packets) => packets.slice(-4).every((packet) => !packet.messages.some(isOfFrame)));
    expect(cues(desk).at(-1)).toMatchObject({ people: 0, person: false, partner: false });
    const [silent, beats] = [desk.packets.length, heartbeats(desk)];
    const { bright, size } = await lightOf(page.screenshot({ path: artifact("closed") }));
    expect(size).toBe(320 * 180);
    // The line to the staff is all that is to be seen, and it is dim.
    expect(bright).toBe(0);
    expect(last(desk, "/scene/open")).toBe(0);
    expect(last(desk, "/scene/reason")).toBe(5);

    writeFileSync(settings, closedFor(-3600, 2));
    await installation.said("open until");
    const opened = performance.now();
    expect(
      desk.packets
        .slice(silent)
        .flatMap(({ messages }) => messages)
        .filter(isOfFrame).length,
    ).toBeLessThan(5);
    expect(heartbeats(desk) - beats).toBeGreaterThan(3);
    await dances(cues(desk).length);
    const seconds = (performance.now() - opened) / 1000;
    expect(await page.evaluate(tracks)).toEqual(["ended", "live"]);
    expect(last(desk, "/scene/open")).toBe(1);
    expect((await lightOf(page.screenshot({ path: artifact("open-again") }))).bright).toBeGreaterThan(100);
    console.info(`back after ${seconds.toFixed(1)} s`);
    expect(errors).toEqual([]);
    desk.close();
    expect(await installation.stop()).toBe(0);
  });
});

const isOfFrame = ({ address }: { readonly address: string }): boolean => address === "/continuo/frame";

function last({ packets }: Pick<OscReceiver, "packets">, name: string): number | undefined {
  const said = (packet: OscPacket) => packet.messages.find(({ address }) => address === `/continuo${name}`);
  return said(packets.findLast((packet) => said(packet))!)?.values[0];
}

/** How many of its pixels are not dim. */
async function lightOf(picture: Promise<Buffer>): Promise<{ bright: number; size: number }> {
  const raw = ["-v", "error", "-i", "pipe:0", "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"];
  const pixels = execFileSync("ffmpeg", raw, { input: await picture, maxBuffer: 1 << 24 });
  let bright = 0;
  for (let at = 0; at < pixels.length; at += 3) if (Math.max(...pixels.subarray(at, at + 3)) > 80) bright++;
  return { bright, size: pixels.length / 3 };
}

const artifact = (name: string): string => join(projectRoot, "test/artifacts", `${name}.png`);
