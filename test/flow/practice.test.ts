import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Page } from "playwright-core";
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
      ...["--detector", "engine", "--detector-size", "lite", "--frame-size", "480", "--mode", "practise"],
      ...["--count-in", "0", "--practice-rest", "30"],
    ]);
    const address = await installation.address();
    const browser = await launchChromium(undefined, captureOf(film!, "keith"));
    onTestFinished(() => browser.close());
    const context = await browser.newContext({
      viewport: { width: 640, height: 360 },
      permissions: ["camera"],
    });
    const page = await context.newPage();
    const frames: StageFrame[] = [];
    let last = "";
    onFrameOf(page, (frame) => {
      frames.push(frame);
      const p = frame.practice;
      const now = `${p?.phase} ${p?.pass} people ${frame.people.map(({ id }) => id)} ${frame.reason}`;
      if (now !== last) console.log(frame.t.toFixed(2), now, p?.position.toFixed(2));
      last = now;
    });
    await page.goto(address);
    await installation.said("the camera is here");
    const desk = await openPageSocket(address, "desk");
    const ask = (name: string, what: unknown) =>
      desk.send(JSON.stringify({ tag: "request", id: 1, name, ask: what }));

    for (const [reference, late] of [
      ["same", 0.3],
      ["twin", 0],
    ] as const) {
      ask("practice/start", { name: `${reference}.take.ndjson`, ...STRETCH });
      await expect.poll(() => frames.at(-1)?.practice?.phase, PATIENCE).toBe("waiting");
      const from = frames.length;
      await expect.poll(() => frames.length - from, PATIENCE).toBeGreaterThan(120);
      await restartAt(page, frames, danced, STRETCH.from - late);
      await page.locator("#practice-findings.shown").waitFor(PATIENCE);
      await page.screenshot({ path: join(projectRoot, `test/artifacts/flow-practice-${reference}.png`) });
      const told = await page.locator("#practice-findings").innerText();
      console.log(reference, told, truth(frames, danced));
    }
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

/** Lets a pass begin when she is there in her film. @param place seconds of it */
async function restartAt(
  page: Page,
  frames: readonly StageFrame[],
  { frames: danced, fps }: TrackOfTake,
  place: number,
): Promise<void> {
  const length = danced.length / fps;
  const now = () => frames.at(-1)!.t;
  const phase = phaseOf(seenIn(frames.slice(-100)), danced, fps);
  const wait = modulo(place - (now() + phase), length);
  const due = now() + wait;
  await expect.poll(now, { ...PATIENCE, interval: 5 }).toBeGreaterThan(due - 0.05);
  await page.keyboard.press("Backspace");
}

const seenIn = (frames: readonly StageFrame[]) =>
  frames.flatMap(({ t, people }) => (people[0] ? [{ t, body: people[0].live.body }] : []));

/** By how much she was behind the reference in the last pass, seconds: by her film, not by what compares. */
function truth(frames: readonly StageFrame[], { frames: danced, fps }: TrackOfTake): number {
  const last = frames.findLast(({ practice }) => practice?.phase === "pass")!;
  const pass = frames.filter(
    ({ practice }) => practice?.phase === "pass" && practice.pass === last.practice!.pass,
  );
  const phase = phaseOf(seenIn(pass), danced, fps);
  return last.practice!.position - modulo(last.t + phase, danced.length / fps);
}
