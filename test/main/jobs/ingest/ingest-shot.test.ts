import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ShotOutcome, ShotTask } from "../../../../main/archive/ingest/shot.ts";
import { readOutcome, takeNameOf } from "../../../../main/archive/ingest/shot-files.ts";
import type { TakeFrame } from "../../../../main/archive/take.ts";
import { readTake } from "../../../../main/archive/take-reader.ts";
import { loadSettings } from "../../../../main/config/load-settings.ts";
import { ingestShot, shotSettings } from "../../../../main/jobs/ingest/ingest-shot.ts";
import { Networks } from "../../../../main/jobs/networks.ts";
import { clipFiles, makeFilm, type Part } from "../../../support/films.ts";
import { jobContext } from "../../../support/job-context.ts";
import { VideoFolder } from "../../../support/videos.ts";

const SLOW = { timeout: 180_000 };
const videos = new VideoFolder();
const clips = clipFiles();
const networks = new Networks();
afterAll(() => networks[Symbol.dispose]());

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

const FPS = 10;
const SECONDS = 1.5;
const SHAKEN = "crop=w=iw-60:h=ih-60:x='30+24*sin(n*2.3)':y='30+20*cos(n*3.1)',scale=384:496:flags=bilinear";
const dancing = (...filters: string[]): Part => ({ of: "dancer", from: 5, seconds: SECONDS, filters });
/** Each part, and for what it is rejected. */
const PARTS: readonly (readonly [reason: string | null, part: Part])[] = [
  [null, { of: "squats", from: 2, seconds: SECONDS }],
  ["dark", dancing("eq=brightness=-0.4:contrast=0.2")],
  [null, dancing()],
  ["blurred", dancing("gblur=sigma=7")],
  ["moving-camera", dancing(SHAKEN)],
  ["small", dancing("scale=96:124,pad=384:496:-1:-1:gray")],
  ["nobody", { of: "card", seconds: SECONDS }],
  ["cut-off", dancing("crop=iw:ih*0.62:0:0,pad=384:496:0:496-ih:gray")],
  ["dark", { of: "black", seconds: SECONDS }],
];
const PLAIN = 2;

describe.skipIf(!clips)("of a film", () => {
  const tasks: ShotTask[] = [];
  const outcomes: ShotOutcome[] = [];
  let alone: ShotTask;
  let ofAlone: ShotOutcome;

  beforeAll(async () => {
    const [film, plain] = [videos.at("defects.mkv"), videos.at("plain.mkv")];
    makeFilm(film, { fps: FPS, parts: PARTS.map(([, part]) => part) }, clips!);
    makeFilm(plain, { fps: FPS, parts: [PARTS[PLAIN]![1]] }, clips!);
    // The first that this process does, and then in the midst of others.
    alone = taskOf(plain, 0, SECONDS, "alone");
    ofAlone = await ingestShot(alone, jobContext(), networks);
    for (const index of PARTS.keys()) {
      tasks.push(taskOf(film, index * SECONDS, (index + 1) * SECONDS, `defects.${index}`));
      outcomes.push(await ingestShot(tasks[index]!, jobContext(), networks));
    }
  }, SLOW.timeout);

  test("good shots are kept, and each defect is rejected for its own reason", async () => {
    for (const [index, [reason]] of PARTS.entries()) {
      const [task, outcome] = [tasks[index]!, outcomes[index]!];
      expect(outcome, `${reason}`).toMatchObject({ fault: null, frames: SECONDS * FPS, fps: FPS });
      expect(await readOutcome(task)).toEqual(outcome);
      if (reason === null) {
        expect(secondsOf(outcome.kept)).toBeGreaterThanOrEqual(0.95 * SECONDS);
        expect(outcome.people).toHaveLength(1);
        continue;
      }
      expect(new Set(outcome.rejected.map((one) => one.reason)), `part ${index}`).toEqual(new Set([reason]));
      expect(outcome).toMatchObject({ take: null, kept: [], people: [] });
      expect(existsSync(join(task.archive, takeNameOf(task)))).toBe(false);
      for (const { measured, threshold, begin, end } of outcome.rejected) {
        expect(measured).not.toBe(threshold);
        expect(begin).toBeGreaterThanOrEqual(task.begin - 1e-4);
        expect(end).toBeLessThanOrEqual(task.end + 1e-4);
      }
    }
  });

  test("the take of a shot equals that of a film of this shot alone, whatever was done before", async () => {
    const [inFilm, ofInFilm] = [tasks[PLAIN]!, outcomes[PLAIN]!];
    expect(ofInFilm.kept.map(({ begin, end }) => [begin.toFixed(2), end.toFixed(2)])).toEqual([
      ["3.00", "4.50"],
    ]);
    expect(ofInFilm.people).toEqual(ofAlone.people);
    expect(ofInFilm.camera).toEqual(ofAlone.camera);
    const frames = await framesOf(inFilm);
    expect(frames).toEqual(await framesOf(alone));
    expect(frames).toHaveLength(SECONDS * FPS);
    for (const { people } of frames) {
      expect(people).toHaveLength(1);
      expect(people[0]!.root!.y).toBeGreaterThan(0.3);
      expect(people[0]!.root!.y).toBeLessThan(1.2);
    }
  });
});

test(
  "a film that cannot be read is a fault, and leaves nothing; what is stopped leaves nothing either",
  SLOW,
  async () => {
    const missing = taskOf(videos.at("missing.mp4"), 0, 1, "missing");
    const { fault } = await ingestShot(missing, jobContext(), networks);
    expect(fault).toMatch(/missing\.mp4: is not there/);
    expect(await readOutcome(missing)).toBeNull();
    const film = videos.make("noise.mp4", "-f", "lavfi", "-i", "testsrc2=s=96x64:r=10", "-t", "1");
    const stopped = taskOf(film, 0, 1, "stopped");
    await expect(
      ingestShot(
        stopped,
        jobContext(({ done }) => done === 3),
        networks,
      ),
    ).rejects.toThrow("stopped");
    expect(await readOutcome(stopped)).toBeNull();
    const wrong = { ...stopped, settings: { ...settings, ingest: { darkest: 7 } } };
    expect((await ingestShot(wrong, jobContext(), networks)).fault).toMatch(/ingest-darkest/);
  },
);
