import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { DEMO_TAKE } from "../../main/inputs/demo.ts";
import { machineClock } from "../../main/system/clock.ts";
import type { HostMessage } from "../../shared/messages.ts";
import { beatAt, FOLLOWED_CONFIDENCE, type Music, timeOfBeat } from "../../shared/music.ts";
import { launchChromium } from "../support/chromium.ts";
import { cacheFolder, hasChromium } from "../support/chromium-program.ts";
import { emptyFolder } from "../support/folder.ts";
import { lookAtSound } from "../support/heard-capture.ts";
import { Installation } from "../support/installation.ts";
import { type OscReceiver, receiveOsc } from "../support/osc-receiver.ts";
import { PLAYERS, track } from "../support/tracks.ts";
import { writeWav } from "../support/wav.ts";

const TEMPO = 126;
const PERIOD = 60 / TEMPO;
/** Where the track has its first beat, a loud one; its end is where the next one would be, so that it can go round. */
const FIRST = 0.4;
const TRACK = track("drums", PLAYERS.drums!, () => TEMPO, 48 * PERIOD);
/** As the literature has it: nearer than this, and it is the beat (Davies et al. 2009). */
const WITHIN = 0.07;

/** From the clock of pages to the host's, seconds. */
const toHost = () => machineClock.now() - Date.now() / 1000;
/** Between a moment and the nearest beat, seconds. */
const offBeat = (beats: number) => Math.abs(beats - Math.round(beats)) * PERIOD;
const share = (values: readonly number[]) => values.filter((off) => off < WITHIN).length / values.length;

/** The whole installation in real Chromium; only its microphone plays a file. */
describe.skipIf(!hasChromium)("music in Chromium", { timeout: 180_000 }, () => {
  let browser: Browser;
  let desk: OscReceiver;
  const wav = join(cacheFolder(), "drums.wav");

  beforeAll(async () => {
    writeWav(wav, TRACK.samples, TRACK.sampleRate);
    [browser, desk] = await Promise.all([launchChromium(wav), receiveOsc()]);
  });
  afterAll(async () => {
    desk?.close();
    await browser?.close();
  });

  /** The stage as its audience sees it, and what it is told of the music, frame after frame. */
  async function open(...args: string[]) {
    const installation = new Installation([
      ...["--host", "browser", "--port", "0", "--no-osc-query", "--osc", `127.0.0.1:${desk.port}`, ...args],
    ]);
    const context = await browser.newContext({
      viewport: { width: 320, height: 180 },
      permissions: ["microphone"],
    });
    onTestFinished(() => context.close());
    await context.addInitScript(lookAtSound, PERIOD);
    const page = await context.newPage();
    const errors: string[] = [];
    const loaded: string[] = [];
    page.on("pageerror", ({ message }) => errors.push(message));
    page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
    const music: (Music | null)[] = [];
    page.on("websocket", (socket) =>
      socket.on("framereceived", ({ payload }) => {
        const message = JSON.parse(payload.toString()) as HostMessage;
        if (message.tag === "stage") music.push(message.frame.music);
      }),
    );
    await page.goto(await installation.address());
    return { installation, page, errors, loaded, music };
  }

  const sure = (music: readonly (Music | null)[]) =>
    music.filter((each) => each !== null && each.confidence >= FOLLOWED_CONFIDENCE) as Music[];

  test("what sounds in the microphone is the beat of the stage and the light, while the ears are on, and nothing is asked for or loaded before", async () => {
    const { installation, page, errors, loaded, music } = await open("--source", "demo");
    await expect.poll(() => music.length).toBeGreaterThan(5);
    expect(music.at(-1)).toBeNull();
    expect(loaded.filter((path) => path.startsWith("/ears-"))).toEqual([]);
    expect(await page.evaluate(() => captured.asked)).toBe(0);

    await page.keyboard.press("u");
    await installation.said("the ears listen (Fake");
    // Two seconds of the show on end, as soon as it is heard; where Chromium has no time to capture sound, later.
    await expect
      .poll(
        async () => {
          const heard = sure(music).slice(-60);
          const beats = (await page.evaluate(() => captured.beats)).map((beat) => beat + toHost());
          // The last one may not have come yet where it is looked for.
          const off = heard.map(({ t, ...rest }) => {
            const said = timeOfBeat({ t, ...rest }, Math.floor(beatAt({ t, ...rest }, t) - 0.5));
            return Math.min(...beats.map((beat) => Math.abs(beat - said)));
          });
          return { onBeat: heard.length < 60 ? 0 : share(off), tempo: heard[30]?.tempo ?? 0 };
        },
        { interval: 500, timeout: 90_000 },
      )
      .toEqual({
        onBeat: expect.toSatisfy((onBeat: number) => onBeat > 0.9),
        tempo: expect.toSatisfy((tempo: number) => Math.abs(tempo / TEMPO - 1) < 0.02),
      });
    const tempi = desk.packets.flatMap(({ messages }) =>
      messages.filter(({ address }) => address === "/continuo/music/tempo").map(({ values }) => values[0]!),
    );
    expect(tempi.at(-1)! / sure(music).at(-1)!.tempo).toBeCloseTo(1, 1);

    await page.keyboard.press("u");
    await expect.poll(() => music.at(-1)).toBeNull();
    await expect.poll(() => page.evaluate(() => captured.open)).toBe(0);
    expect(errors).toEqual([]);
    expect(await installation.stop()).toBe(0);
  });

  test("the track that a take names is known from its first beat on, and the page plays it where the dance is", async () => {
    const { page, errors, music } = await open("--source", danceWithMusic(wav));
    await expect.poll(() => sure(music).length).toBeGreaterThan(5);
    // Nothing sounds before somebody has pressed a key, as the browser wants it.
    await page.locator("#prompt.shown", { hasText: "any key" }).waitFor();
    await page.keyboard.press("Shift");
    const off: number[] = [];
    await expect
      .poll(
        async () => {
          off.push(await offPlayed(page, music));
          return off.length < 8 ? 0 : share(off.slice(-8));
        },
        { interval: 250, timeout: 60_000 },
      )
      .toBe(1);
    expect(errors).toEqual([]);
  });

  /** What is played now, and what is said now: seconds between their beats. */
  async function offPlayed(page: Page, music: readonly (Music | null)[]): Promise<number> {
    const played = await page.evaluate(() => ({
      at: players[0]!.paused ? null : players[0]!.currentTime,
      now: (performance.timeOrigin + performance.now()) / 1000,
    }));
    const said = sure(music).at(-1)!;
    if (played.at === null) return Number.POSITIVE_INFINITY;
    return offBeat(beatAt(said, played.now + toHost()) - (played.at - FIRST) / PERIOD);
  }
});

/** The demo, danced to that track. */
function danceWithMusic(wav: string): string {
  const folder = emptyFolder();
  const [header = "", ...frames] = gunzipSync(readFileSync(DEMO_TAKE)).toString().split("\n");
  writeFileSync(join(folder, "drums.wav"), readFileSync(wav));
  const file = join(folder, "danced.take.ndjson");
  const named = { ...(JSON.parse(header) as object), music: { file: "drums.wav", begin: 0 } };
  writeFileSync(file, [JSON.stringify(named), ...frames].join("\n"));
  return file;
}
