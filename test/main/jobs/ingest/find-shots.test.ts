import { truncateSync } from "node:fs";
import { expect, test } from "vitest";
import { loadSettings } from "../../../../main/config/load-settings.ts";
import { type FilmShots, findShots } from "../../../../main/jobs/ingest/find-shots.ts";
import { clipFiles, cutsOf, type Film, makeFilm } from "../../../support/films.ts";
import { jobContext } from "../../../support/job-context.ts";
import { VideoFolder } from "../../../support/videos.ts";

const videos = new VideoFolder();
const clips = clipFiles();
const settings = loadSettings({}).ingest;

const SHAKEN =
  "crop=w=iw-40:h=ih-40:x='20+14*sin(n*1.3)+5*sin(n*2.9)':y='20+12*cos(n*1.7)',scale=384:496:flags=bilinear";
const FLASHES = "eq=brightness='if(between(mod(n,40),20,21),0.5,0)':eval=frame";
const SWITCHED = "eq=brightness='if(gt(n,40),-0.25,0)':contrast='if(gt(n,40),0.5,1)':eval=frame";
const DARKENED = "eq=brightness=-0.4:contrast=0.2";

const FILMS: Readonly<Record<string, Film>> = {
  "other rooms, a card and black": {
    parts: [
      { of: "dancer", from: 0, seconds: 2 },
      { of: "squats", from: 2, seconds: 2 },
      { of: "dancer", from: 5, seconds: 1.5, filters: ["hflip"] },
      { of: "card", seconds: 1.2 },
      { of: "black", seconds: 2 },
      { of: "dancer", from: 14, seconds: 2 },
    ],
  },
  "one studio": {
    parts: [
      { of: "dancer", from: 0, seconds: 2 },
      { of: "dancer", from: 6, seconds: 1.5 },
      { of: "dancer", from: 9, seconds: 2 },
      { of: "dancer", from: 3, seconds: 1 },
    ],
  },
  "a camera that is shaken": {
    parts: [
      { of: "dancer", from: 0, seconds: 3, filters: [SHAKEN] },
      { of: "squats", from: 0, seconds: 2, filters: [SHAKEN] },
      { of: "dancer", from: 8, seconds: 2, filters: [SHAKEN] },
    ],
  },
  "flashes, lights that are switched off, and dark": {
    parts: [
      { of: "dancer", from: 0, seconds: 3, filters: [FLASHES] },
      { of: "squats", from: 0, seconds: 3, filters: [SWITCHED] },
      { of: "dancer", from: 12, seconds: 2, filters: [DARKENED] },
    ],
  },
  "ten frames a second": {
    fps: 10,
    parts: [
      { of: "dancer", from: 0, seconds: 3 },
      { of: "dancer", from: 10, seconds: 2 },
      { of: "squats", from: 2, seconds: 2 },
    ],
  },
};

const find = (film: string): Promise<FilmShots> => findShots({ film, settings }, jobContext());
const beginsOf = ({ shots }: FilmShots): number[] => shots.map(({ begin }) => begin);

test.skipIf(!clips).for(Object.entries(FILMS))(
  "every cut is found, and no other: %s",
  async ([name, film]) => {
    const file = videos.at(`${name}.mkv`);
    makeFilm(file, film, clips!);
    const found = await find(file);
    const expected = [0, ...cutsOf(film)];
    expect(found.shots).toHaveLength(expected.length);
    for (const [index, begin] of beginsOf(found).entries())
      expect(Math.abs(begin - expected[index]!) * found.fps, `cut ${index}`).toBeLessThanOrEqual(2);
    expect(found).toMatchObject({ fault: null, frames: Math.round(found.seconds * found.fps) });
    expect(found.shots.at(-1)!.end).toBeCloseTo(found.seconds, 3);
  },
);

const NOISE = ["-f", "lavfi", "-i", "testsrc2=s=96x64:r=10", "-t", "25", "-pix_fmt", "yuv420p"];

test("of a film that is cut short there are the shots until there, and why; progress is told, and it can be stopped", async () => {
  const file = videos.make("short.ts", ...NOISE, "-c:v", "mpeg2video");
  const context = jobContext();
  const whole = await findShots({ film: file, settings }, context);
  expect(whole).toMatchObject({ fault: null, frames: 250 });
  expect(context.reports.at(-1)).toMatchObject({ phase: "finding shots", unit: "frame", done: 250 });
  await expect(
    findShots(
      { film: file, settings },
      jobContext(({ done }) => done === 5),
    ),
  ).rejects.toThrow("stopped");
  const damaged = videos.make("damaged.mkv", ...NOISE, "-c:v", "mpeg4");
  truncateSync(damaged, 200_000);
  const found = await find(damaged);
  expect(found.fault).toMatch(/damaged or cut short/);
  expect(found.frames).toBeGreaterThan(10);
  expect(found.shots.length).toBeGreaterThan(0);
  await expect(find(videos.at("missing.mp4"))).rejects.toThrow(/is not there/);
});
