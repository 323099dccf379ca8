import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { readTake } from "../../main/archive/take-reader.ts";
import { type TrackOfTake, tracksIn } from "../../main/archive/tracks.ts";
import { mirrored } from "../../main/motion/motion-frame.ts";
import { projectRoot } from "../../main/system/files/paths.ts";
import type { StageFrame } from "../../shared/stage.ts";
import { captureOf, launchChromium, onFrameOf } from "../support/chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { modulo, phaseOf } from "../support/clip-phase.ts";
import { writeDance } from "../support/dances.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";
import { openPageSocket } from "../support/page-socket.ts";
import { sharedData } from "../support/shared-data.ts";

const PATIENCE = { timeout: 120_000 };
const film = sharedData("clips/keith-notation-phrase.mp4");
/** Software draws the page, which takes from the engine. */
const SMALL = { width: 320, height: 180 };
/** Frames a second. */
const SEEN_ENOUGH = 8;
/** What is practised of it, seconds. */
const STRETCH = { from: 3, to: 11 };

/** Somebody dances before the camera, over and over; the references are of her own dance, so that what differs is known. */
describe.skipIf(!hasChromium || film === null)("practising in Chromium", { timeout: 600_000 }, () => {
  test("a dancer behind her reference is told by how much, in words and figures; before a mirrored one, that it is mirrored", async () => {
    const takes = emptyFolder();
    const danced = await trackedFilm();
    await writeDance(takes, "same", danced.frames, { fps: danced.fps });
    const twins = danced.frames.map((frame) => mirrored(frame, 0));
    await writeDance(takes, "twin", twins, { fps: danced.fps });
    const installation = new Installation([
      ...["--host", "browser", "--port", "0", "--language", "en", "--takes", takes, "--no-osc-query"],
      ...["--detector", "engine", "--detector-size", "lite", "--frame-size", "320", "--mode", "practise"],
      ...["--count-in", "0", "--practice-rest", "30"],
    ]);
    const address = await installation.address();
    const browser = await launchChromium(undefined, captureOf(film!, "keith"));
    onTestFinished(() => browser.close());
    const context = await browser.newContext({
      viewport: SMALL,
      permissions: ["camera"],
    });
    const page = await context.newPage();
    const frames: StageFrame[] = [];
    onFrameOf(page, (frame) => frames.push(frame));
    await page.goto(address);
    await installation.said("the camera is here");
    const desk = await openPageSocket(address, "desk");
    const send = (message: object) => desk.send(JSON.stringify(message));

    const phase = () => frames.at(-1)?.practice?.phase;
    /** Practises from when she is late by about so much, seconds, until she was; what is said then, and how late she was by her film. */
    const practised = async (reference: string, wanted: number) => {
      const what = { name: `${reference}.take.ndjson`, ...STRETCH };
      send({ tag: "request", id: 1, name: "practice/start", ask: what });
      await expect.poll(phase, PATIENCE).toBe("waiting");
      const from = frames.length;
      await expect.poll(() => frames.length - from, PATIENCE).toBeGreaterThan(120);
      for (;;) {
        await whenSheIsAt(STRETCH.from - wanted, frames, danced);
        send({ tag: "command", command: "restart" });
        await expect.poll(phase, PATIENCE).not.toBe("rest");
        await expect.poll(phase, PATIENCE).toBe("rest");
        const { late, rate } = truth(frames, danced);
        // On a busy machine the camera stands still now and then, and the film with it.
        if (Math.abs(late - wanted) > 0.3 || rate < SEEN_ENOUGH) continue;
        await page.locator("#practice-findings.shown").waitFor(PATIENCE);
        await page.setViewportSize({ width: 1280, height: 720 });
        await page.screenshot({ path: join(projectRoot, `test/artifacts/flow-practice-${reference}.png`) });
        const said = await page.locator("#practice-findings").innerText();
        await page.setViewportSize(SMALL);
        return { said, late };
      }
    };
    const behind = await practised("same", 0.5);
    const [, told] = /^Whole body (\d+) ms late$/m.exec(behind.said) ?? [];
    expect(Math.abs(Number(told) / 1000 - behind.late), behind.said).toBeLessThan(0.08);
    const before = await practised("twin", 0);
    expect(before.said).toMatch(/^Mirrored/);
    expect(await installation.stop()).toBe(0);
  });
});

/** As our own detector sees her in the film. */
async function trackedFilm(): Promise<TrackOfTake> {
  const file = join(emptyFolder(), "film.take.ndjson");
  const cli = join(projectRoot, "main/cli.ts");
  execFileSync(process.execPath, [cli, "track", film!, "-o", file, "--detector-size", "lite"], {
    stdio: "pipe",
  });
  const [track] = await tracksIn(await readTake(file, { onDamage: () => {} }), "film");
  return track!;
}

/** Resolves when she is there in her film, seconds of it. */
async function whenSheIsAt(
  place: number,
  frames: readonly StageFrame[],
  { frames: dance, fps }: TrackOfTake,
): Promise<void> {
  const now = () => frames.at(-1)!.t;
  const phase = phaseOf(seenIn(frames.slice(-100)), dance, fps);
  const due = now() + modulo(place - (now() + phase), dance.length / fps);
  await expect.poll(now, { ...PATIENCE, interval: 5 }).toBeGreaterThan(due - 0.1);
}

const seenIn = (frames: readonly StageFrame[]) =>
  frames.flatMap(({ t, people }) => (people[0] ? [{ t, body: people[0].live.body }] : []));

/**
 * By how much she was behind the reference in the last pass, seconds, by her film and not by what compares; and how often
 * she was seen in it, a second.
 */
function truth(frames: readonly StageFrame[], { frames: dance, fps }: TrackOfTake) {
  const last = frames.findLast(({ practice }) => practice?.phase === "pass")!;
  const since = last.t - (last.practice!.position - STRETCH.from);
  const pass = frames.filter(({ t }) => t >= since && t <= last.t);
  const phase = phaseOf(seenIn(pass), dance, fps);
  const length = dance.length / fps;
  return {
    late: modulo(last.practice!.position - (last.t + phase) + length / 2, length) - length / 2,
    rate: pass.filter(({ reason }) => reason === null).length / (last.t - since),
  };
}
