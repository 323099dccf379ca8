import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { text } from "node:stream/consumers";
import { beforeAll, describe, expect, test } from "vitest";
import type { TakeFrame } from "../../../main/archive/take.ts";
import { readTake } from "../../../main/archive/take-reader.ts";
import { loadSettings } from "../../../main/config/load-settings.ts";
import { PoseTracker } from "../../../main/engine/pose/tracker.ts";
import { projectRoot } from "../../../main/system/files/paths.ts";
import type { ImageJoints } from "../../../shared/pose.ts";
import { J } from "../../../shared/skeleton.ts";
import { clip } from "../../support/clip.ts";
import { LONG } from "../../support/long.ts";
import { begunBetweenKeys, exif, jpegWith, missingReference } from "../../support/odd-videos.ts";
import {
  agreement,
  type ReferenceTrack,
  readCocoTrack,
  readOfficialTrack,
} from "../../support/pose-accuracy.ts";
import { sharedData } from "../../support/shared-data.ts";
import { VideoFolder } from "../../support/videos.ts";

const SLOW = 300_000;

const videos = new VideoFolder();
const at = (name: string) => videos.at(name);

function start(...args: string[]) {
  return spawn(process.execPath, [join(projectRoot, "main/cli.ts"), "track", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    // As a terminal does: Ctrl-C goes to the program and to all that it started.
    detached: true,
  });
}

async function outcome(child: ReturnType<typeof start>) {
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { code: code as number, stdout, stderr };
}

const track = (...args: string[]) => outcome(start("--accelerator", "wasm", ...args));

/** Fails when the take is damaged anywhere. */
async function framesOf(file: string): Promise<TakeFrame[]> {
  const damaged = (message: string) => expect.fail(message);
  const frames: TakeFrame[] = [];
  for await (const frame of (await readTake(file, { onDamage: damaged })).frames) frames.push(frame);
  return frames;
}

const firstImage = ({ people }: { people: TakeFrame["people"] }): ImageJoints | null =>
  people[0]?.image ?? null;

/** A clip with one person in it from the first frame to the last. */
interface Filmed {
  readonly file: string;
  readonly fps: number;
  readonly width: number;
  readonly height: number;
  /** Somebody is found on so many at least. */
  readonly found: number;
  /** What another detector sees. */
  readonly judge: ReferenceTrack;
}

describe("somebody who squats", () => {
  describeTracking({
    ...{ file: clip("squats.mp4"), fps: 5, width: 180, height: 320, found: 65 },
    judge: readOfficialTrack(clip("squats.landmarks.json")),
  });
});

if (LONG) {
  const phrase = sharedData("clips/keith-notation-phrase.mp4");
  const judge = sharedData("clips/keith-notation-phrase.movenet-thunder.json");
  describe.skipIf(!phrase || !judge)("a phrase of modern dance (a clip of ../shared/data)", () => {
    describeTracking({
      ...{ file: phrase!, fps: 30, width: 384, height: 496, found: 500 },
      judge: readCocoTrack(judge!),
    });
  });
}

function describeTracking({ file: clipFile, fps, width, height, found: least, judge }: Filmed): void {
  const length = judge.frames.length;
  const seconds = (frames: number) => (frames / fps).toFixed(1);
  let raw: TakeFrame[] = [];
  const { smoothing } = loadSettings({});

  function smoothed(): TakeFrame[] {
    const tracker = new PoseTracker({ maxPeople: 1, smoothing });
    return raw.map(({ t, people }) => ({
      t,
      people: tracker.update(
        t,
        width / height,
        people.flatMap(({ image, body }) => (image ? [{ image, body }] : [])),
      ),
    }));
  }

  beforeAll(async () => {
    const take = at(`${basename(clipFile)}.take.ndjson.gz`);
    const { code, stdout, stderr } = await track(clipFile, "-o", take, "--no-smoothing");
    expect(stderr).toContain(
      `video ${basename(clipFile)} (${width}x${height}, ${fps} fps); BlazePose full, LiteRT WASM`,
    );
    const [, frames, long, found] = /: (\d+) frames, (\S+) s, somebody on (\d+) of them\n$/.exec(stdout)!;
    expect([code, frames, long]).toEqual([0, `${length}`, seconds(length)]);
    expect(Number(found)).toBeGreaterThanOrEqual(least);
    raw = await framesOf(take);
  }, SLOW);

  test("is tracked as another detector sees it, and smoothing costs at most one point", () => {
    const found = agreement(judge, raw.map(firstImage));
    expect(found.posed).toBeGreaterThanOrEqual(0.99);
    expect(found.within).toBeGreaterThanOrEqual(0.97);
    expect(found.median).toBeLessThanOrEqual(0.05);
    const calm = agreement(judge, smoothed().map(firstImage));
    expect(calm.within).toBeGreaterThanOrEqual(found.within - 0.01);
    console.log(basename(clipFile), { raw: found, smoothed: calm });
  });

  test("is one dancer's, who stands on the floor and stays in the room", () => {
    expect(new Set(raw.flatMap(({ people }) => people.map(({ id }) => id)))).toEqual(new Set([1]));
    expect(raw.map(({ t }) => t)).toEqual(raw.map((_, i) => expect.closeTo(i / fps, 3)));
    for (const { people } of raw) {
      const { root } = people[0]!;
      expect(Math.abs(root!.x)).toBeLessThan(1);
      expect(root!.y).toBeGreaterThan(0.2);
      expect(root!.y).toBeLessThan(1.2);
      expect(Math.abs(root!.z)).toBeLessThan(2);
    }
  });

  test(
    "when it is interrupted, the take holds every frame until then, smoothed unless that was refused",
    async () => {
      const file = at(`interrupted-${basename(clipFile)}.take.ndjson`);
      const child = start(clipFile, "-o", file, "--accelerator", "wasm");
      const ended = outcome(child);
      await expect
        .poll(() => existsSync(file) && readFileSync(file, "utf8").split("\n").length, { timeout: SLOW })
        .toBeGreaterThan(9);
      process.kill(-child.pid!, "SIGINT");
      const { code, stdout, stderr } = await ended;
      const frames = await framesOf(file);
      expect(code).toBe(130);
      expect(stdout).toBe(
        `${file}: interrupted, ${frames.length} of ${length} frames, ${seconds(frames.length)} s, somebody on ${frames.length} of them\n`,
      );
      expect(stderr).not.toContain("error");
      expect(frames.length).toBeLessThan(length);
      frames.slice(0, 8).forEach((frame, i) => {
        const expected = firstImage(smoothed()[i]!)!;
        firstImage(frame)!.forEach((point, joint) => {
          expect(point!.x).toBeCloseTo(expected[joint]!.x, 3);
          expect(point!.y).toBeCloseTo(expected[joint]!.y, 3);
        });
      });
    },
    SLOW,
  );
}

test(
  "of a video that is cut short the frames before are kept, and the error is told",
  async () => {
    const fractal = ["-f", "lavfi", "-i", "mandelbrot=s=96x64:r=10", "-t", "2", "-movflags", "+faststart"];
    execFileSync("ffmpeg", ["-v", "error", ...fractal, at("whole.mp4")], { stdio: "pipe" });
    const whole = readFileSync(at("whole.mp4"));
    writeFileSync(at("cut.mp4"), whole.subarray(0, Math.floor(whole.length * 0.8)));
    const { code, stdout, stderr } = await track(at("cut.mp4"), "-o", at("cut.take.ndjson"));
    const frames = await framesOf(at("cut.take.ndjson"));
    expect(code).toBe(1);
    expect(frames.length).toBeGreaterThan(5);
    expect(stdout).toContain(`cut.take.ndjson: ${frames.length} frames, `);
    expect(stderr).toMatch(
      new RegExp(`\nerror: .*cut\\.mp4: damaged or cut short: read ${frames.length} of 20 frames, .*\n$`),
    );
  },
  SLOW,
);

// What is found in such files is another test's concern; here it is how the command tells it.
test.runIf(LONG)(
  "what a decoder complains about is a note where every frame came, and a stream begins at its first whole frame",
  async () => {
    const [harmless, begun] = [missingReference(videos), begunBetweenKeys(videos, "cut.ts")];
    const one = await track(harmless, "-o", at("harmless.take.ndjson"), "--detector-size", "lite");
    expect(one).toMatchObject({ code: 0, stdout: expect.stringContaining(": 59 frames, 2.0 s, ") });
    expect(one.stderr).toMatch(/drop\.mp4: ffmpeg said ".+", but every frame came\n/);
    expect(await framesOf(at("harmless.take.ndjson"))).toHaveLength(59);
    const other = await track(begun, "-o", at("begun.take.ndjson"), "--detector-size", "lite");
    expect(other).toMatchObject({ code: 0, stdout: expect.stringMatching(/: (60|120) frames, /) });
    expect(other.stderr).toMatch(
      /cut\.ts: begins between two key frames; the \d+ frames before .* are left out\n/,
    );
  },
  SLOW,
);

test.runIf(LONG)(
  "a phone's picture, whose pixels lie, is tracked as it is seen",
  async () => {
    const lying = videos.make("lying.jpg", "-i", clip("yoga.jpg"), "-vf", "transpose=cclock", "-q:v", "2");
    writeFileSync(at("phone.jpg"), jpegWith(readFileSync(lying), exif(6)));
    const [seen, phone] = await Promise.all([clip("yoga.jpg"), at("phone.jpg")].map(bodyIn));
    expect(phone!.size).toEqual(seen!.size);
    for (const [joint, point] of phone!.image.entries()) {
      expect(Math.abs(point.x - seen!.image[joint]!.x)).toBeLessThan(0.03);
      expect(Math.abs(point.y - seen!.image[joint]!.y)).toBeLessThan(0.03);
    }
  },
  SLOW,
);

test(
  "of a picture on the wall and somebody who comes and moves, she is followed",
  async () => {
    const wall = videos.make(
      "wall.mp4",
      ...["-loop", "1", "-t", "8", "-i", clip("yoga.jpg"), "-t", "6", "-i", clip("squats.mp4")],
      "-filter_complex",
      "color=c=0x888888:s=640x360:r=10:d=8[room];[0:v]scale=-2:160,fps=10,setsar=1[picture];" +
        "[1:v]fps=10,setsar=1,setpts=PTS+2/TB[dancer];[room][picture]overlay=20:40[wall];" +
        "[wall][dancer]overlay=430:20:enable='gte(t,2)',format=yuv420p",
      ...["-t", "8", "-c:v", "libx264", "-crf", "16"],
    );
    const take = at("wall.take.ndjson");
    expect(await track(wall, "-o", take, "--detector-size", "lite")).toMatchObject({ code: 0 });
    const seen = (await framesOf(take)).map(({ t, people }) => ({
      t,
      ids: people.map(({ id }) => id),
      x: people.map(({ image }) => (image![J.left_hip]!.x + image![J.right_hip]!.x) / 2),
    }));
    // Until she comes the picture may be somebody; she has an id of her own.
    expect(seen.find(({ t }) => t > 0.5)).toMatchObject({ ids: [1], x: [expect.closeTo(0.2, 1)] });
    const dancing = seen.filter(({ t }) => t > 3);
    expect(dancing.length).toBeGreaterThan(45);
    for (const { ids, x } of dancing) expect({ ids, x }).toEqual({ ids: [2], x: [expect.closeTo(0.81, 1)] });
  },
  SLOW,
);

/** The body that is found in a picture, and the size of the picture. */
async function bodyIn(picture: string) {
  const take = at(`${basename(picture)}.take.ndjson`);
  expect(await track(picture, "-o", take, "--detector-size", "lite")).toMatchObject({ code: 0 });
  const { width, height } = (await readTake(take, { onDamage: (line) => expect.fail(line) })).header;
  const [frame] = await framesOf(take);
  return { size: [width, height], image: firstImage(frame!)!.map((point) => point!) };
}

test(
  "what cannot be tracked is refused in one line, before anything is written",
  async () => {
    writeFileSync(at("text.mp4"), "no video\n".repeat(100));
    writeFileSync(at("old.take.ndjson"), "somebody's work\n");
    const refusal = async (...args: string[]) => {
      const { code, stdout, stderr } = await track(...args);
      expect([code, stdout]).toEqual([1, ""]);
      return stderr.replaceAll(`${videos.path}/`, "");
    };
    const out = at("new.take.ndjson");
    expect(await refusal(at("text.mp4"), "-o", out)).toMatch(
      /^error: text\.mp4: not a video that ffmpeg can read .*\n$/,
    );
    videos.make("tone.mp3", "-f", "lavfi", "-i", "sine=d=1");
    expect(await refusal(at("tone.mp3"), "-o", out)).toBe(
      "error: tone.mp3: no video in it, only sound; expected a video, or a picture such as JPEG or PNG\n",
    );
    expect(await refusal(at("none.mp4"), "-o", out)).toMatch(/^error: none\.mp4: is not there; .*\n$/);
    expect(await refusal(at("text.mp4"), "-o", at("x.json"))).toMatch(
      /^error: --output is x\.json, expected .*\n$/,
    );
    expect(await refusal(at("text.mp4"), "-o", at("old.take.ndjson"))).toMatch(
      /^error: --output is old\.take\.ndjson, which is there already; .*\n$/,
    );
    expect(await refusal(at("text.mp4"), "-o", out, "--max-people", "9")).toMatch(
      /^error: --max-people is 9, expected .*\n$/,
    );
    expect(await refusal(at("text.mp4"), "-o", out, "--fast")).toMatch(/^error: unknown option '--fast'\n$/);
    expect(existsSync(out)).toBe(false);
    expect(readFileSync(at("old.take.ndjson"), "utf8")).toBe("somebody's work\n");
  },
  SLOW,
);

test(
  "a picture gives a take of one frame, over an old one if that is asked for",
  async () => {
    writeFileSync(at("yoga.take.ndjson"), "old\n");
    const { code, stdout } = await track(
      clip("yoga.jpg"),
      "-o",
      at("yoga.take.ndjson"),
      "--force",
      "--detector-size",
      "lite",
    );
    expect([code, stdout]).toEqual([0, `${at("yoga.take.ndjson")}: 1 frame, 0.0 s, somebody on 1 of them\n`]);
    const [frame, ...others] = await framesOf(at("yoga.take.ndjson"));
    expect(others).toEqual([]);
    expect(frame).toMatchObject({ t: 0, people: [{ id: 1 }] });
  },
  SLOW,
);
