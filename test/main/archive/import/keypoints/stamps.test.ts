import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readKeypoints } from "../../../../../main/archive/import/keypoints/read-keypoints.ts";
import { swung } from "../../../../support/bodies.ts";
import { emptyFolder } from "../../../../support/folder.ts";
import { BLAZEPOSE_33, placesOf } from "../../../../support/keypoints.ts";

const PICTURE = { width: 640, height: 480 };
/** Frames of a video of 50 a second that somebody is in: two are missing. */
const NUMBERS = [...Array(40).keys()].filter((n) => n !== 10 && n !== 11);
const MISSING = /the frame rate is not in it, and was taken for 30/;

const landmarks = (n: number, x = 0.5) =>
  placesOf(BLAZEPOSE_33, swung(Math.sin(n / 10))).map((place) => ({
    x: x + 0.2 * place.x,
    y: 0.5 - 0.3 * place.y,
    z: 0,
    visibility: 0.9,
  }));

async function read(document: unknown, fps: number | null = null) {
  const file = join(emptyFolder(), "a.json");
  writeFileSync(file, JSON.stringify(document));
  const { takes, notes } = await readKeypoints(file, { fps, size: PICTURE, up: null, scale: null });
  const [take] = takes as [(typeof takes)[number]];
  return { ...take, notes, times: take.frames.map(({ t }) => t) };
}

function expectTimes(times: readonly number[], fps: number): void {
  for (const [index, n] of NUMBERS.entries()) expect(times[index]).toBeCloseTo(n / fps, 2);
}

test.each<[string, (n: number) => number]>([
  ["timestampMs", (n) => 5000 + Math.round(20 * n)],
  ["timestamp_ms", (n) => 20 * n],
  ["timestampInMilliseconds", (n) => 20 * n],
  ["timestamp", (n) => 1_700_000_000_000 + 20 * n],
  ["timestamp", (n) => n / 50],
  ["timestamp", (n) => 20_000 * n],
  ["timestamp_sec", (n) => n / 50],
  ["time", (n) => 3 + n / 50],
  ["t", (n) => 20 * n + (n % 2)],
])("%s of each frame says when it was, and at what rate", async (key, at) => {
  const frames = NUMBERS.map((n) => ({ [key]: at(n), landmarks: [landmarks(n)] }));
  const { fps, times, notes } = await read(frames);
  expect(notes).toEqual([]);
  expect(fps).toBe(50);
  expectTimes(times, 50);
  // Whoever knows the true rate of a slowed video says so.
  const given = await read(frames, 25);
  expect(given.fps).toBe(25);
  expectTimes(given.times, 25);
});

test.each(["frame", "frame_id", "frameIndex"])(
  "%s numbers frames of a video, some of which are missing",
  async (key) => {
    const frames = NUMBERS.map((n) => ({ [key]: n, landmarks: landmarks(n) }));
    const { times, notes } = await read({ fps: 50, frames });
    expect(notes).toEqual([]);
    expectTimes(times, 50);
    const unsaid = await read(frames);
    expect(unsaid.notes).toEqual([expect.stringMatching(MISSING)]);
    expectTimes(unsaid.times, 30);
  },
);

test("a recorder's list of poses over time is a dance, and no crowd", async () => {
  const poses = NUMBERS.map((n) => ({ t: 20 * n, keypoints: landmarks(n) }));
  const { fps, frames, times, width } = await read({ videoWidth: 320, videoHeight: 240, poses });
  expect({ fps, width, frames: frames.length }).toEqual({ fps: 50, width: 320, frames: NUMBERS.length });
  expectTimes(times, 50);
  const lists = await read({ fps: 50, poses: NUMBERS.map((n) => [{ keypoints: landmarks(n) }]) });
  expect(lists.frames).toHaveLength(NUMBERS.length);
});

test("people who are listed one by one, with the picture that they are in, are people of its frame", async () => {
  const listed = NUMBERS.flatMap((n) =>
    [0.3, 0.7].map((x) => ({ image_id: `${n}.jpg`, keypoints: landmarks(n, x) })),
  );
  const { frames, times } = await read(listed, 50);
  expect(frames.map(({ people }) => people.map(({ id }) => id))).toEqual(NUMBERS.map(() => [1, 2]));
  expectTimes(times, 50);
});

test.each(["people", "poses", "persons"])(
  "%s of one frame in several records, each of which lists some, are all there",
  async (key) => {
    const some = (n: number, x: number) => ({ frame: n, [key]: [{ keypoints: landmarks(n, x) }] });
    const { frames } = await read({ fps: 50, frames: NUMBERS.flatMap((n) => [some(n, 0.3), some(n, 0.7)]) });
    expect(frames.map(({ people }) => people.length)).toEqual(NUMBERS.map(() => 2));
  },
);

test("a clock of whole milliseconds does not drift", async () => {
  const frames = [...Array(300).keys()].map((n) => ({
    t: Math.round((1000 * n) / 30),
    landmarks: landmarks(n),
  }));
  for (const given of [null, 30, 60]) {
    const { fps, times } = await read(frames, given);
    expect(fps).toBe(given ?? 30);
    expect(times.at(-1)).toBeCloseTo(299 / (given ?? 30), 3);
  }
});

test.each<[string, (n: number) => unknown, RegExp]>([
  [
    "go back",
    (n) => ({ timestamp: n === 20 ? 0 : 20 * n }),
    /times of its frames go back or stand still, and were passed over/,
  ],
  ["stand still", () => ({ timestamp: 7 }), /go back or stand still/],
  [
    "are missing",
    (n) => (n === 20 ? {} : { timestampMs: 20 * n }),
    /^frame 19 says no time, so that the times of all were passed over/,
  ],
  [
    "are minutes apart",
    (n) => ({ timestampMs: 60_000 * n }),
    /^the times of its frames are 60 s apart, and were passed over/,
  ],
])("times that %s are passed over, and that is said", async (_, stamp, note) => {
  const { times, notes } = await read(
    NUMBERS.map((n) => ({ ...(stamp(n) as object), landmarks: landmarks(n) })),
  );
  expect(notes).toEqual([expect.stringMatching(note), expect.stringMatching(MISSING)]);
  for (const [index, t] of times.entries()) expect(t).toBeCloseTo(index / 30, 6);
});
