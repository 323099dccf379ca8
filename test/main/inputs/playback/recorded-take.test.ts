import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formatFrame, formatHeader, type TakeFrame, type TakeHeader } from "../../../../main/archive/take.ts";
import { DEMO_TAKE } from "../../../../main/inputs/demo.ts";
import { readRecordedTake } from "../../../../main/inputs/playback/recorded-take.ts";
import { openTake } from "../../../../main/inputs/take-source.ts";
import type { Pose, Seconds } from "../../../../shared/pose.ts";
import { J, JOINT_COUNT } from "../../../../shared/skeleton.ts";
import { emptyFolder } from "../../../support/folder.ts";

const { signal } = new AbortController();
const WHOLE = { from: 0, to: null };

const header: TakeHeader = {
  fps: 10,
  source: "",
  licence: "",
  dancer: "",
  tags: [],
  width: 640,
  height: 480,
};
function take(frames: readonly TakeFrame[], changes: Partial<TakeHeader> = {}): string {
  const file = join(emptyFolder(), "x.take.ndjson");
  writeFileSync(file, formatHeader({ ...header, ...changes }) + frames.map(formatFrame).join(""));
  return file;
}

/** A body that stands at `x` of the room and in the picture. */
function at(x: number, id = 1, changes: Partial<Pose> = {}): Pose {
  const joints = Array.from({ length: JOINT_COUNT }, (_, joint) => joint / 100);
  return {
    id,
    image: joints.map((y) => ({ x, y, score: 0.5 })),
    body: joints.map((y) => ({ x: y, y, z: y })),
    root: { x, y: 1, z: 2 },
    ...changes,
  };
}
const read = (file: string, stretch: { from: Seconds; to: Seconds | null } = WHOLE) =>
  readRecordedTake(file, "take x", stretch, signal);

test("the track that the header names is beside the take", async () => {
  const file = take(
    [0, 1, 2].map((index) => ({ t: index / 10, people: [at(index)] })),
    {
      music: { file: "../music/a.wav", begin: 3 },
    },
  );
  const music = { file: join(file, "../../music/a.wav"), begin: 3 };
  expect((await read(file)).music).toEqual(music);
  expect((await openTake(file, () => {})).music).toEqual(music);
});

test("between two frames everything that is known moves evenly, so that speeds are as they were danced", async () => {
  const recorded = await read(
    take([0, 1, 2, 3].map((index) => ({ t: index / 10, people: [at(index / 10)] }))),
  );
  for (let position = 0; position <= 0.3; position += 0.02) {
    const { people, width, height } = recorded.at(position, false);
    expect([width, height]).toEqual([640, 480]);
    expect(people[0]!.root!.x).toBeCloseTo(position, 5);
    expect(people[0]!.image![3]!.x).toBeCloseTo(position, 5);
    expect(people[0]!.image![3]!.score).toBeCloseTo(0.5, 5);
  }
  expect(recorded).toMatchObject({ begin: 0, end: 0.3, fps: 10 });
});

test("at its frames it is what the take says, to a thousandth of a millimetre", async () => {
  const recorded = await read(DEMO_TAKE);
  let frames = 0;
  for await (const frame of (await openTake(DEMO_TAKE, () => {})).frames()) {
    const { people, width } = recorded.at(frame.t, false);
    expect(width).toBe(frame.width);
    expect(people.map(({ id }) => id)).toEqual(frame.people.map(({ id }) => id));
    for (const [index, pose] of frame.people.entries())
      for (const [joint, point] of pose.body!.entries())
        for (const axis of ["x", "y", "z"] as const)
          expect(Math.abs(people[index]!.body![joint]![axis] - point![axis])).toBeLessThan(1e-6);
    if (++frames === 200) break;
  }
});

test("people are told apart by their ids, or by their order where they have none; who comes or goes is there for the nearer half", async () => {
  const crossing = await read(
    take([
      { t: 0, people: [at(0, 1), at(0.8, 2)] },
      { t: 0.1, people: [at(0.6, 2), at(0.2, 1), at(0.5, 3)] },
    ]),
  );
  expect(crossing.at(0.02, false).people.map(({ id, root }) => [id, root!.x.toFixed(2)])).toEqual([
    [1, "0.04"],
    [2, "0.76"],
  ]);
  expect(crossing.at(0.08, false).people.map(({ id }) => id)).toEqual([2, 1, 3]);
  const nameless = await read(
    take([
      { t: 0, people: [at(0, 0), at(0.8, 0)] },
      { t: 0.1, people: [at(0.2, 0), at(0.6, 0)] },
    ]),
  );
  expect(nameless.at(0.05, false).people.map(({ root }) => root!.x.toFixed(2))).toEqual(["0.10", "0.70"]);
});

test("a joint that one of two frames lacks is that of the nearer; over a gap nobody is there", async () => {
  const without = at(0.1, 1, { image: at(0.1).image!.map((point, joint) => (joint === 3 ? null : point)) });
  const recorded = await read(
    take([
      { t: 0, people: [at(0)] },
      { t: 0.1, people: [without] },
      { t: 2, people: [at(0)] },
    ]),
  );
  expect(recorded.at(0.02, false).people[0]!.image![3]).not.toBeNull();
  expect(recorded.at(0.08, false).people[0]!.image![3]).toBeNull();
  expect(recorded.at(0.08, false).people[0]!.image![4]!.x).toBeCloseTo(0.08, 5);
  expect(recorded.at(0.2, false).people).toHaveLength(1);
  expect(recorded.at(1, false).people).toEqual([]);
});

test("mirrored, left is right: in the picture, on the body and in the room", async () => {
  const recorded = await read(take([0, 1].map((index) => ({ t: index, people: [at(0.25)] }))));
  const [straight, mirror] = [recorded.at(0, false).people[0]!, recorded.at(0, true).people[0]!];
  expect(mirror.image![J.left_wrist]!.x).toBeCloseTo(0.75, 5);
  expect(mirror.image![J.left_wrist]!.y).toBeCloseTo(straight.image![J.right_wrist]!.y, 5);
  expect(mirror.body![J.left_wrist]!.x).toBeCloseTo(-straight.body![J.right_wrist]!.x, 5);
  expect(mirror.root!.x).toBeCloseTo(-0.25, 5);
  expect(mirror.root!.z).toBeCloseTo(2, 5);
});

test("a dance that is known only in the room is put into a picture, all of it", async () => {
  const body = (x: number) => ({ t: x, people: [at(x, 1, { image: null })] });
  const recorded = await read(take([0, 0.1, 0.2].map(body), { width: undefined, height: undefined }));
  for (const mirrored of [false, true]) {
    const { image } = recorded.at(0.15, mirrored).people[0]!;
    expect(image!.every((point) => point && point.x > 0 && point.x < 1 && point.score === 1)).toBe(true);
  }
});

test("of a stretch nothing else is read, and one that is empty or too long is refused in one line", async () => {
  const file = take(Array.from({ length: 50 }, (_, index) => ({ t: index / 10, people: [at(0.1)] })));
  expect(await read(file, { from: 1, to: 2 })).toMatchObject({ begin: 1, end: 2 });
  await expect(read(file, { from: 10, to: null })).rejects.toThrow(
    "take x: fewer than two frames from 10 s to the end, expected more of a take that goes to 4.9 s",
  );
  const crowd = Array.from({ length: 100 }, (_, id) => at(0.1, id + 1));
  const crowded = take(Array.from({ length: 1100 }, (_, index) => ({ t: index / 100, people: crowd })));
  await expect(read(crowded)).rejects.toThrow(
    /^take x: more than 108000 poses from 0 to 10 s, expected less/,
  );
});

test("while a take is read the event loop turns", async () => {
  let turns = 0;
  const turn = setInterval(() => turns++, 0);
  const file = take(Array.from({ length: 20_000 }, (_, index) => ({ t: index / 30, people: [at(0.1)] })));
  turns = 0;
  let longest = 0;
  let before = performance.now();
  const watch = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - before);
    before = now;
  }, 1);
  const began = performance.now();
  before = began;
  await read(file);
  const took = performance.now() - began;
  clearInterval(turn);
  clearInterval(watch);
  console.log(`20,000 frames in ${took.toFixed(0)} ms, the longest turn ${longest.toFixed(1)} ms`);
  expect(longest).toBeLessThan(Math.max(100, took / 10));
  expect(turns).toBeGreaterThan(20);
});

test("reading stops when it is told to", async () => {
  const stop = new AbortController();
  const reading = readRecordedTake(DEMO_TAKE, "take x", WHOLE, stop.signal);
  stop.abort(new Error("enough"));
  await expect(reading).rejects.toThrow("enough");
});
