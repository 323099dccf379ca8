import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ShotOutcome, ShotTask } from "../../../../main/archive/ingest/shot.ts";
import { readOutcome, takeNameOf } from "../../../../main/archive/ingest/shot-files.ts";
import type { TakeFrame } from "../../../../main/archive/take.ts";
import { readTake } from "../../../../main/archive/take-reader.ts";
import { loadSettings } from "../../../../main/config/load-settings.ts";
import { ingestShot, shotSettings } from "../../../../main/jobs/ingest/ingest-shot.ts";
import { clipFiles, cutsOf, type Film, makeFilm, type Part } from "../../../support/films.ts";
import { jobContext } from "../../../support/job-context.ts";
import { VideoFolder } from "../../../support/videos.ts";

const SLOW = { timeout: 180_000 };
const videos = new VideoFolder();
const clips = clipFiles();

const about = { filmState: "as it is", dancer: "Keith", tags: ["modern"], source: "a film", licence: "MIT" };
const settings = shotSettings(
  loadSettings({ overrides: { detectorSize: "lite", accelerator: "wasm", ingest: { shortest: 1 } } }),
);

function taskOf(film: string, begin: number, end: number, stem: string): ShotTask {
  return { ...about, film, begin, end, stem, archive: join(videos.path, "archive"), settings };
}

async function framesOf({ archive, stem }: ShotTask): Promise<TakeFrame[]> {
  const file = join(archive, takeNameOf({ stem }));
  const { frames } = await readTake(file, { onDamage: (message) => expect.fail(message) });
  return await Array.fromAsync(frames);
}

const secondsOf = (stretches: readonly { readonly begin: number; readonly end: number }[]): number =>
  stretches.reduce((sum, { begin, end }) => sum + end - begin, 0);

const FPS = 15;
const SHAKEN = "crop=w=iw-60:h=ih-60:x='30+24*sin(n*2.3)':y='30+20*cos(n*3.1)',scale=384:496:flags=bilinear";
const dancing = (...filters: string[]): Part => ({ of: "dancer", from: 5, seconds: 2, filters });
/** Each part, and for what it is rejected. */
const PARTS: readonly (readonly [reason: string | null, part: Part])[] = [
  [null, dancing()],
  ["dark", dancing("eq=brightness=-0.4:contrast=0.2")],
  [null, { of: "squats", from: 2, seconds: 2 }],
  ["blurred", dancing("gblur=sigma=7")],
  ["moving-camera", dancing(SHAKEN)],
  ["small", dancing("scale=96:124,pad=384:496:-1:-1:gray")],
  ["nobody", { of: "card", seconds: 2 }],
  ["cut-off", dancing("crop=iw:ih*0.62:0:0,pad=384:496:0:496-ih:gray")],
  ["dark", { of: "black", seconds: 2 }],
];
const FILM: Film = { fps: FPS, parts: PARTS.map(([, part]) => part) };

test.skipIf(!clips)("good shots are kept, and each defect is rejected for its own reason", SLOW, async () => {
  const film = videos.at("defects.mkv");
  makeFilm(film, FILM, clips!);
  const bounds = [0, ...cutsOf(FILM)];
  for (const [index, [reason, { seconds }]] of PARTS.entries()) {
    const begin = bounds[index]!;
    const task = taskOf(film, begin, begin + seconds, `defects.${index}`);
    const outcome = await ingestShot(task, jobContext());
    expect(outcome, `${reason}`).toMatchObject({ fault: null, frames: Math.round(seconds * FPS), fps: FPS });
    expect(await readOutcome(task)).toEqual(outcome);
    if (reason === null) {
      expect(secondsOf(outcome.kept)).toBeGreaterThanOrEqual(0.95 * seconds);
      expect(outcome.people).toHaveLength(1);
      continue;
    }
    expect(new Set(outcome.rejected.map((one) => one.reason)), `part ${index}`).toEqual(new Set([reason]));
    expect(outcome).toMatchObject({ take: null, kept: [], people: [] });
    expect(existsSync(join(task.archive, takeNameOf(task)))).toBe(false);
    for (const { measured, threshold, begin: from, end } of outcome.rejected) {
      expect(measured).not.toBe(threshold);
      expect(from).toBeGreaterThanOrEqual(begin - 1e-4);
      expect(end).toBeLessThanOrEqual(begin + seconds + 1e-4);
    }
  }
});

test.skipIf(!clips)("the take of a shot equals that of a film of this shot alone", SLOW, async () => {
  const [whole, alone] = [videos.at("whole.mkv"), videos.at("alone.mkv")];
  const part = dancing();
  makeFilm(
    whole,
    { fps: FPS, parts: [{ of: "squats", seconds: 4 }, part, { of: "card", seconds: 1 }] },
    clips!,
  );
  makeFilm(alone, { fps: FPS, parts: [part] }, clips!);
  const [inFilm, byItself] = [taskOf(whole, 4, 6, "in-film"), taskOf(alone, 0, 2, "by-itself")];
  const outcomes: ShotOutcome[] = [];
  for (const task of [inFilm, byItself]) outcomes.push(await ingestShot(task, jobContext()));
  const [a, b] = outcomes as [ShotOutcome, ShotOutcome];
  expect(a.kept.map(({ begin, end }) => [begin.toFixed(2), end.toFixed(2)])).toEqual([["4.00", "6.00"]]);
  expect(a.people).toEqual(b.people);
  expect(a.camera).toEqual(b.camera);
  const frames = await framesOf(inFilm);
  expect(frames).toEqual(await framesOf(byItself));
  expect(frames).toHaveLength(2 * FPS);
  for (const { people } of frames) {
    expect(people).toHaveLength(1);
    expect(people[0]!.root!.y).toBeGreaterThan(0.3);
    expect(people[0]!.root!.y).toBeLessThan(1.2);
  }
});

test(
  "a film that cannot be read is a fault, and leaves nothing; what is stopped leaves nothing either",
  SLOW,
  async () => {
    const missing = taskOf(videos.at("missing.mp4"), 0, 1, "missing");
    const { fault } = await ingestShot(missing, jobContext());
    expect(fault).toMatch(/missing\.mp4: is not there/);
    expect(await readOutcome(missing)).toBeNull();
    const film = videos.make("noise.mp4", "-f", "lavfi", "-i", "testsrc2=s=96x64:r=10", "-t", "1");
    const stopped = taskOf(film, 0, 1, "stopped");
    await expect(
      ingestShot(
        stopped,
        jobContext(({ done }) => done === 3),
      ),
    ).rejects.toThrow("stopped");
    expect(await readOutcome(stopped)).toBeNull();
    const wrong = { ...stopped, settings: { ...settings, ingest: { darkest: 7 } } };
    expect((await ingestShot(wrong, jobContext())).fault).toMatch(/ingest-darkest/);
  },
);
