import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { partsOf } from "../../../../main/archive/ingest/parts.ts";
import type { Rejection, ShotOutcome } from "../../../../main/archive/ingest/shot.ts";
import { takeNameOf } from "../../../../main/archive/ingest/shot-files.ts";
import { readTake } from "../../../../main/archive/take-reader.ts";
import { loadSettings } from "../../../../main/config/load-settings.ts";
import { findShots } from "../../../../main/jobs/ingest/find-shots.ts";
import { ingestShot, shotSettings } from "../../../../main/jobs/ingest/ingest-shot.ts";
import { Networks } from "../../../../main/jobs/networks.ts";
import type { Stretch } from "../../../../shared/pose.ts";
import { J } from "../../../../shared/skeleton.ts";
import { clipFiles, type Film, makeFilm } from "../../../support/films.ts";
import { jobContext } from "../../../support/job-context.ts";
import { VideoFolder } from "../../../support/videos.ts";

/*
 * Films as they come, made of the reference clips: what is good in them is kept, everybody stays herself, and what is bad is
 * rejected for its own reason.
 */

const videos = new VideoFolder();
const clips = clipFiles();
const networks = new Networks();
afterAll(() => networks[Symbol.dispose]());

const MINUTES = { timeout: 600_000 };
const ENCODED = ["-c:v", "libx264", "-preset", "ultrafast", "-qp", "0", "-g", "100"];

/** A film from the finding of its shots on. */
async function ingested(film: string, name: string, ingest = {}): Promise<ShotOutcome[]> {
  const settings = loadSettings({ overrides: { detectorSize: "lite", accelerator: "wasm", ingest } });
  const { shots } = await findShots({ film, settings: settings.ingest }, jobContext());
  const about = { film, filmState: "as it is", dancer: "", tags: [], source: name, licence: "MIT" };
  const outcomes: ShotOutcome[] = [];
  for (const [index, shot] of partsOf(shots).entries()) {
    const task = { ...about, ...shot, archive: join(videos.path, "archive"), stem: `${name}.${index}` };
    const outcome = await ingestShot({ ...task, settings: shotSettings(settings) }, jobContext(), networks);
    expect(outcome.fault).toBeNull();
    outcomes.push(outcome);
  }
  return outcomes;
}

async function framesOf({ task, take }: ShotOutcome) {
  expect(take).not.toBeNull();
  const file = join(task.archive, takeNameOf(task));
  const { frames } = await readTake(file, { onDamage: (message) => expect.fail(message) });
  return await Array.fromAsync(frames);
}

const secondsOf = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, { begin, end }) => sum + end - begin, 0);
const reasonsOf = ({ rejected }: ShotOutcome): Rejection[] => [
  ...new Set(rejected.map(({ reason }) => reason)),
];

/** Middle of the hips, share of the picture's width. */
function hipsOf(image: Awaited<ReturnType<typeof framesOf>>[number]["people"][number]["image"]): number {
  return (image![J.left_hip]!.x + image![J.right_hip]!.x) / 2;
}

describe.skipIf(!clips)("of films made of the reference clips", MINUTES, () => {
  test("two dancers side by side are both kept, and stay who they are", async () => {
    const film = videos.make(
      "pair.mkv",
      ...["-ss", "1", "-t", "8", "-i", clips!.dancer, "-ss", "9", "-t", "8", "-i", clips!.dancer],
      ...["-filter_complex", "[0:v][1:v]hstack,fps=15,trim=end_frame=120", ...ENCODED],
    );
    const [outcome, ...others] = await ingested(film, "pair");
    expect(others).toEqual([]);
    const { kept, people } = outcome!;
    expect(people.map(({ id }) => id)).toEqual([1, 2]);
    for (const { id } of people)
      expect(secondsOf(kept.filter(({ person }) => person === id))).toBeGreaterThanOrEqual(0.95 * 8);
    const sides = new Map<number, Set<boolean>>();
    for (const { people: seen } of await framesOf(outcome!))
      for (const { id, image } of seen) sides.set(id, (sides.get(id) ?? new Set()).add(hipsOf(image) < 0.5));
    expect([...sides.values()].map((on) => on.size)).toEqual([1, 1]);
  });

  test("a portrait of five frames a second is kept, and so is a film of ten", async () => {
    for (const [name, film, seconds] of [
      ["portrait", clips!.squats, 13],
      ["ten", videos.at("ten.mkv"), 8],
    ] as const) {
      if (name === "ten") makeFilm(film, { fps: 10, parts: [{ of: "dancer", from: 5, seconds }] }, clips!);
      const outcomes = await ingested(film, name);
      expect(outcomes).toHaveLength(1);
      expect(outcomes[0]!.people).toHaveLength(1);
      expect(secondsOf(outcomes[0]!.kept)).toBeGreaterThanOrEqual(0.95 * seconds);
      await framesOf(outcomes[0]!);
    }
  });

  test("a film that is out of focus is rejected as that, and as nothing else", async () => {
    const film = videos.at("blurred.mkv");
    const parts: Film["parts"] = [{ of: "dancer", from: 5, seconds: 5, filters: ["gblur=sigma=7"] }];
    makeFilm(film, { fps: 15, parts }, clips!);
    const outcomes = await ingested(film, "blurred");
    expect(outcomes.map(reasonsOf)).toEqual([["blurred"]]);
    expect(outcomes[0]).toMatchObject({ take: null, kept: [] });
  });

  test("three minutes of nothing and a title card cost their neighbours nothing", async () => {
    const film = videos.at("nothing.mkv");
    const seconds = [4, 180, 4, 3, 4] as const;
    const [a, nothing, b, card, c] = seconds;
    const parts: Film["parts"] = [
      { of: "dancer", from: 5, seconds: a },
      { of: "black", seconds: nothing },
      { of: "squats", from: 2, seconds: b },
      { of: "card", seconds: card },
      { of: "dancer", from: 11, seconds: c },
    ];
    makeFilm(film, { fps: 10, parts }, clips!);
    const outcomes = await ingested(film, "nothing");
    let begin = 0;
    for (const [index, length] of seconds.entries()) {
      const within = outcomes.filter(
        ({ task }) => task.begin > begin - 0.25 && task.end < begin + length + 0.25,
      );
      expect(secondsOf(within.map(({ task }) => task)), `part ${index}`).toBeCloseTo(length, 0);
      const kept = secondsOf(within.flatMap((one) => one.kept));
      if (index % 2 === 0) expect(kept, `part ${index}`).toBeGreaterThanOrEqual(0.95 * length);
      else {
        expect(kept, `part ${index}`).toBe(0);
        for (const one of within)
          expect(["nobody", "dark"], `part ${index}`).toContain(reasonsOf(one).join());
      }
      begin += length;
    }
  });

  test.for([
    ["slowly, before himself in another part", { of: "dancer", from: 9, fps: 15, lasts: 4 }],
    ["slowly, before somebody else", { of: "squats", from: 3, fps: 15, lasts: 4 }],
    ["fast, before somebody else", { of: "squats", from: 3, fps: 10, lasts: 0.8 }],
  ] as const)(
    "a dancer passes %s: nobody's id goes on as another body",
    async ([name, { of, from, fps, lasts }]) => {
      const [seconds, width, strip] = [8, 1280, 240];
      // Strips with a dancer each, that change places.
      const share = (t: number) => Math.min(1, Math.max(0, (t - 4) / lasts + 0.5));
      const [left, right] = [160, 880];
      const x = (a: number, b: number) => `${a}+${b - a}*clip((t-4)/${lasts}+0.5\\,0\\,1)`;
      const fitted = `scale=-2:496,crop=${strip}:496,fps=${fps}`;
      const film = videos.make(
        `${name}.mkv`,
        ...["-f", "lavfi", "-t", `${seconds}`, "-i", `color=gray:s=${width}x496:r=${fps}`],
        ...["-ss", `${from}`, "-t", `${seconds}`, "-i", clips![of]],
        ...["-ss", "1", "-t", `${seconds}`, "-i", clips!.dancer],
        "-filter_complex",
        [
          `[1:v]${fitted}[behind];[2:v]${fitted}[front]`,
          `[0:v][behind]overlay=x='${x(right, left)}'[room]`,
          `[room][front]overlay=x='${x(left, right)}',trim=end_frame=${seconds * fps}`,
        ].join(";"),
        ...ENCODED,
      );
      // What is around the dancers goes with them, as it does in no room.
      const [outcome, ...others] = await ingested(film, name, { shakiest: 10 });
      expect(others).toEqual([]);
      expect(reasonsOf(outcome!)).toContain("swapped");
      const bodies = new Map<number, Set<string>>();
      const start = Math.min(...outcome!.kept.map(({ begin }) => begin));
      for (const { t, people } of await framesOf(outcome!)) {
        const gone = share(start + t) * (right - left);
        const [front, behind] = [left + gone, right - gone].map((at) => at + strip / 2);
        if (Math.abs(front! - behind!) < strip) continue;
        for (const { id, image } of people) {
          const at = hipsOf(image) * width;
          const body = Math.abs(at - front!) < Math.abs(at - behind!) ? "front" : "behind";
          bodies.set(id, (bodies.get(id) ?? new Set()).add(body));
        }
      }
      const found = [...bodies.values()].map((seen) => [...seen].join());
      expect(found.toSorted()).toEqual(["behind", "behind", "front", "front"]);
    },
  );
});
