import { mkdirSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  type KeypointOptions,
  readKeypoints,
} from "../../../../../main/archive/import/keypoints/read-keypoints.ts";
import { SourceError } from "../../../../../main/system/errors.ts";
import type { BodyPoint, Pose } from "../../../../../shared/pose.ts";
import { J } from "../../../../../shared/skeleton.ts";
import { STANDING, swung } from "../../../../support/bodies.ts";
import { sineDance } from "../../../../support/dances.ts";
import { emptyFolder } from "../../../../support/folder.ts";
import { deepLists, refusedWith } from "../../../../support/hostile-files.ts";
import {
  BLAZEPOSE_33,
  BODY_25,
  COCO_17,
  knownIn,
  OPENPOSE_18,
  placesOf,
} from "../../../../support/keypoints.ts";
import { npz, pickle, shaped, type WrittenArray } from "../../../../support/numpy-files.ts";

const PICTURE = { width: 1920, height: 1080 };

function file(name: string, content: string | Buffer): string {
  const path = join(emptyFolder(), name);
  writeFileSync(path, content);
  return path;
}

const read = (input: string, options: Partial<KeypointOptions> = {}) =>
  readKeypoints(input, { fps: null, size: null, up: null, scale: null, ...options });

const json = (value: unknown, options: Partial<KeypointOptions> = {}) =>
  read(file("x.json", JSON.stringify(value)), options);

/** Pixels of a picture in which a metre is 400 pixels, hips at (`x`, 600). */
const pixels = (layout: readonly string[], body: readonly BodyPoint[], x = 960) =>
  placesOf(layout, body).map((place) => ({ x: x + 400 * place.x, y: 600 - 400 * place.y }));

function expectInPicture(pose: Pose, layout: readonly string[], body: readonly BodyPoint[], x = 960): void {
  expect(pose.image!.map((point) => point !== null)).toEqual(knownIn(layout));
  pose.image!.forEach((point, joint) => {
    if (!point) return;
    expect(point.x).toBeCloseTo((x + 400 * body[joint]!.x) / PICTURE.width, 6);
    expect(point.y).toBeCloseTo((600 - 400 * body[joint]!.y) / PICTURE.height, 6);
  });
}

function expectBody(pose: Pose, layout: readonly string[], body: readonly BodyPoint[]): void {
  expect(pose.body!.map((point) => point !== null)).toEqual(knownIn(layout));
  pose.body!.forEach((point, joint) => {
    if (!point) return;
    for (const axis of ["x", "y", "z"] as const) expect(point[axis]).toBeCloseTo(body[joint]![axis], 5);
  });
}

describe("AIST++", () => {
  const dance = sineDance({ seconds: 2, fps: 60 });

  /** Its keypoints in a unit of so many metres, the floor somewhere else. */
  function inRoom(
    metres: number,
    change = (value: number, _frame: number, _joint: number) => value,
  ): WrittenArray {
    const values = dance.flatMap(({ body, root }, frame) =>
      placesOf(COCO_17, body).flatMap(({ x, y, z }, joint) =>
        [x + root.x, y + root.y + 0.3, z + root.z].map((value) => change(value / metres, frame, joint)),
      ),
    );
    return shaped([dance.length, COCO_17.length, 3], values);
  }

  const noisy = inRoom(0.01, (value, frame) => value + (frame % 7));

  test.each([
    ["a pickle", "dance.pkl", pickle({ keypoints3d: noisy, keypoints3d_optim: inRoom(0.01) })],
    ["a zipped pickle", "dance.pkl.gz", gzipSync(pickle({ keypoints3d_optim: inRoom(0.01) }))],
    ["an npz", "dance.npz", npz({ keypoints3d: noisy, keypoints3d_optim: inRoom(0.01) })],
    ["an npz in metres", "dance.npz", npz({ keypoints3d: inRoom(1) })],
    ["an npz in millimetres", "dance.npz", npz({ keypoints3d: inRoom(0.001) })],
  ])("%s is a dance in the room, in metres, on the floor", async (_, name, content) => {
    const { takes, notes } = await read(file(name, content));
    expect([takes.length, notes]).toEqual([1, []]);
    const [{ fps, width, frames, suffix } = takes[0]!] = takes;
    expect({ fps, width, suffix, frames: frames.length }).toEqual({
      fps: 60,
      width: undefined,
      suffix: "",
      frames: 120,
    });
    frames.forEach(({ t, people }, frame) => {
      expect(t).toBeCloseTo(frame / 60, 9);
      const [pose] = people as [Pose];
      expectBody(pose, COCO_17, dance[frame]!.body);
      expect(pose.root!.x).toBeCloseTo(dance[frame]!.root.x, 5);
      expect(pose.root!.z).toBeCloseTo(dance[frame]!.root.z, 5);
      // The ankles of somebody who stands are a hand's breadth over the floor.
      expect(Math.abs(pose.root!.y - dance[frame]!.root.y)).toBeLessThan(0.05);
      expect(pose.id).toBe(1);
    });
  });

  test("joints that are no numbers are not known, and nobody is there without hips", async () => {
    const holes = inRoom(0.01, (value, frame, joint) =>
      (frame === 3 && joint === COCO_17.indexOf("left_wrist")) ||
      (frame === 5 && joint === COCO_17.indexOf("left_hip"))
        ? Number.NaN
        : value,
    );
    const { takes } = await read(file("dance.npz", npz({ keypoints3d: holes })));
    const { frames } = takes[0]!;
    expect(frames[3]!.people[0]!.body![J.left_wrist]).toBeNull();
    expect(frames[3]!.people[0]!.body![J.right_wrist]).not.toBeNull();
    expect([4, 5, 6].map((frame) => frames[frame]!.people.length)).toEqual([1, 0, 1]);
  });

  test("what each camera saw is a take of its own; frames that are missing are missing in it", async () => {
    const frames = 30;
    const cameras = [0, 1, 2].flatMap((camera) =>
      Array.from({ length: frames }, (_, frame) =>
        pixels(COCO_17, dance[frame]!.body, 960 + 100 * camera).flatMap(({ x, y }, joint) => {
          if (camera === 1) return [Number.NaN, Number.NaN, Number.NaN];
          return [x, y, joint === COCO_17.indexOf("left_wrist") ? 0.01 : 0.9];
        }),
      ).flat(),
    );
    // In microseconds; after the tenth frame two are missing.
    const timestamps = Array.from(
      { length: frames },
      (_, frame) => 16_667 * (frame < 10 ? frame : frame + 2),
    );
    const arrays = {
      keypoints2d: shaped([3, frames, 17, 3], cameras),
      timestamps: shaped([frames], timestamps),
    };
    const input = file("dance.pkl", pickle(arrays));
    expect(await refusedWith(() => read(input))).toBe(
      `${input}: places in a picture, but not its size, expected --size, such as --size 1920x1080`,
    );
    const { takes, notes } = await read(input, { size: PICTURE });
    expect(notes).toEqual(["nobody is seen by camera 2"]);
    expect(takes.map(({ suffix, fps, width, height }) => ({ suffix, fps, width, height }))).toEqual([
      { suffix: "-1", fps: 60, ...PICTURE },
      { suffix: "-3", fps: 60, ...PICTURE },
    ]);
    const seen = takes[1]!.frames;
    expect(seen[20]!.t).toBeCloseTo(22 / 60, 6);
    const without = COCO_17.map((name) => (name === "left_wrist" ? "" : name));
    expectInPicture(seen[20]!.people[0]!, without, dance[20]!.body, 1160);
    expect(seen[20]!.people[0]!.image![J.nose]!.score).toBeCloseTo(0.9, 6);
  });
});

describe("OpenPose", () => {
  const flat = (layout: readonly string[], body: readonly BodyPoint[], x: number) =>
    pixels(layout, body, x).flatMap((point) => [point.x, point.y, 0.8]);

  /** A folder with a file for each of these frames: the people in it as flat lists. */
  function folderOf(frames: ReadonlyMap<number, readonly (readonly number[])[]>, video = "clip_"): string {
    const folder = join(emptyFolder(), "walk");
    mkdirSync(folder);
    for (const [number, people] of frames) {
      const content = {
        version: 1.3,
        people: people.map((pose) => ({ person_id: [-1], pose_keypoints_2d: pose })),
      };
      const name = `${video}${String(number).padStart(12, "0")}_keypoints.json`;
      writeFileSync(join(folder, name), JSON.stringify(content));
    }
    return folder + sep;
  }

  test.each([
    ["BODY_25", BODY_25],
    ["COCO", OPENPOSE_18],
  ])("a folder of frames of the model %s is one take", async (_, layout) => {
    const frames = new Map(
      [...Array(20).keys()].map((n) => [n + 5, [flat(layout, swung(Math.sin(n / 5)), 960)]]),
    );
    const { takes, notes } = await read(folderOf(frames), { size: PICTURE, fps: 25 });
    expect(notes).toEqual([]);
    expect(takes[0]).toMatchObject({ suffix: "", fps: 25, ...PICTURE });
    takes[0]!.frames.forEach(({ t, people }, n) => {
      expect(t).toBeCloseTo(n / 25, 9);
      expectInPicture(people[0]!, layout, swung(Math.sin(n / 5)));
    });
  });

  test("two people keep their ids in whichever order they are found, and frames may be missing", async () => {
    const frames = new Map(
      [0, 1, 2, 6, 7].map((n) => {
        const two = [400, 1400].map((x) => flat(BODY_25, STANDING, x + 5 * n));
        return [n, n % 2 === 0 ? two : two.toReversed()];
      }),
    );
    const { takes } = await read(folderOf(frames), { size: PICTURE });
    expect(takes[0]!.frames.map(({ t }) => Math.round(30 * t))).toEqual([0, 1, 2, 6, 7]);
    for (const { people } of takes[0]!.frames)
      for (const { id, image } of people) expect(image![J.nose]!.x < 0.5 ? 1 : 2).toBe(id);
  });

  test("keypoints that were not found are null, nobody is in an empty frame, and a hand gives its knuckle", async () => {
    const lost = flat(BODY_25, STANDING, 960).map((value, i) =>
      Math.floor(i / 3) === BODY_25.indexOf("nose") ? 0 : value,
    );
    const folder = folderOf(
      new Map([
        [0, [lost]],
        [1, []],
      ]),
    );
    const hand = Array.from({ length: 21 }, (_, index) => [100 + index, 200, 0.7]).flat();
    const person = { pose_keypoints_2d: flat(BODY_25, STANDING, 960), hand_left_keypoints_2d: hand };
    writeFileSync(join(folder, "clip_000000000002_keypoints.json"), JSON.stringify({ people: [person] }));
    // As macOS leaves it on a stick.
    writeFileSync(join(folder, "._clip_000000000003_keypoints.json"), "\0");
    const { takes } = await read(folder, { size: PICTURE });
    expect(takes[0]!.frames).toHaveLength(3);
    const [first, second, third] = takes[0]!.frames;
    expect(first!.people[0]!.image![J.nose]).toBeNull();
    expect(first!.people[0]!.image![J.left_foot_index]).not.toBeNull();
    expect(second!.people).toEqual([]);
    expect(third!.people[0]!.image![J.left_index]).toEqual({ x: 105 / 1920, y: 200 / 1080, score: 0.7 });
    expect(third!.people[0]!.image![J.right_index]).toBeNull();
  });

  test("frames of two videos, and a frame that is damaged, are refused by name", async () => {
    const folder = folderOf(new Map([[0, []]]));
    writeFileSync(join(folder, "other_000000000001_keypoints.json"), "{}");
    expect(await refusedWith(() => read(folder))).toBe(
      `${folder}: frames of 2 videos (clip_, other_), expected those of one`,
    );
    const damaged = folderOf(new Map());
    writeFileSync(join(damaged, "clip_000000000001_keypoints.json"), '{"people":[{"pose_keyp');
    expect(await refusedWith(() => read(damaged))).toMatch(/clip_000000000001_keypoints\.json: /);
  });
});

describe("MediaPipe", () => {
  const bodies = [...Array(10).keys()].map((n) => swung(Math.sin(n / 3)));
  const inPicture = (body: readonly BodyPoint[]) =>
    pixels(BLAZEPOSE_33, body).map(({ x, y }) => ({ x: x / 1920, y: y / 1080, z: -0.1, visibility: 0.9 }));
  /** World landmarks: y down, z away from the camera. */
  const world = (body: readonly BodyPoint[]) =>
    placesOf(BLAZEPOSE_33, body).map(({ x, y, z }) => ({ x, y: -y, z: -z, visibility: 0.9 }));

  const one = bodies.map(inPicture);
  const both = bodies.map((body) => ({ poseLandmarks: inPicture(body), poseWorldLandmarks: world(body) }));

  test.each<[string, string]>([
    ["a list of landmarks a frame", JSON.stringify(one)],
    ["poseLandmarks", JSON.stringify(one.map((poseLandmarks) => ({ poseLandmarks })))],
    ["landmarks of several people", JSON.stringify(one.map((landmarks) => ({ landmarks: [landmarks] })))],
    [
      "pose_landmarks with a landmark",
      JSON.stringify(one.map((landmark) => ({ pose_landmarks: { landmark } }))),
    ],
    [
      "frames that say their rate",
      JSON.stringify({ fps: 30, frames: one.map((landmarks) => ({ landmarks })) }),
    ],
    ["a list of frames under their key", JSON.stringify({ landmarks: one })],
    ["lines", one.map((landmarks) => JSON.stringify({ landmarks })).join("\n")],
    ["lines after one about them", ['{"fps":30}', ...one.map((frame) => JSON.stringify(frame))].join("\r\n")],
    ["lists of x, y, z and visibility", JSON.stringify(one.map((frame) => frame.map(Object.values)))],
    ["a byte order mark first", `\uFEFF${JSON.stringify(one)}`],
  ])("%s gives places in the picture", async (_, text) => {
    const { takes } = await read(file("x.json", text), { size: PICTURE, fps: 30 });
    expect(takes[0]!.frames).toHaveLength(10);
    takes[0]!.frames.forEach(({ people }, n) => {
      expectInPicture(people[0]!, BLAZEPOSE_33, bodies[n]!);
      expect(people[0]!.body).toBeNull();
    });
  });

  test.each<[string, unknown]>([
    ["poseWorldLandmarks", bodies.map((body) => ({ poseWorldLandmarks: world(body) }))],
    ["worldLandmarks of several people", bodies.map((body) => ({ worldLandmarks: [world(body)] }))],
    ["pose_world_landmarks", bodies.map((body) => ({ pose_world_landmarks: { landmark: world(body) } }))],
    ["lists around the hips", bodies.map((body) => world(body).map(({ x, y, z }) => [x, y, z]))],
  ])("%s give a body, y up and z towards the camera, without a picture", async (_, frames) => {
    const { takes, notes } = await json(frames, { fps: 30 });
    expect(notes).toEqual([]);
    expect(takes[0]!.width).toBeUndefined();
    takes[0]!.frames.forEach(({ people }, n) => {
      expectBody(people[0]!, BLAZEPOSE_33, bodies[n]!);
      expect(people[0]!.image).toBeNull();
    });
  });

  test("landmarks of both kinds go together, and without the picture's size the body is kept", async () => {
    const { takes } = await json(both, { size: PICTURE, fps: 30 });
    expectInPicture(takes[0]!.frames[4]!.people[0]!, BLAZEPOSE_33, bodies[4]!);
    expectBody(takes[0]!.frames[4]!.people[0]!, BLAZEPOSE_33, bodies[4]!);
    const unsized = await json(both, { fps: 30 });
    expect(unsized.notes).toEqual([expect.stringMatching(/places in the picture were left out; see --size/)]);
    expectBody(unsized.takes[0]!.frames[4]!.people[0]!, BLAZEPOSE_33, bodies[4]!);
    expect(unsized.takes[0]!.frames[4]!.people[0]!.image).toBeNull();
  });

  test("what is hardly visible is not known, and frames without anybody have nobody in them", async () => {
    const hidden = both[0]!.poseLandmarks.map((point, index) =>
      BLAZEPOSE_33[index] === "left_wrist" ? { ...point, visibility: 0.02 } : point,
    );
    const frames = [
      { poseLandmarks: hidden, poseWorldLandmarks: both[0]!.poseWorldLandmarks },
      {},
      null,
      { poseLandmarks: [] },
    ];
    const { takes } = await json(frames, { size: PICTURE, fps: 30 });
    const { image, body } = takes[0]!.frames[0]!.people[0]!;
    expect([image![J.left_wrist], body![J.left_wrist]]).toEqual([null, null]);
    expect(image![J.right_wrist]!.score).toBeCloseTo(0.9, 9);
    expect(takes[0]!.frames.slice(1).map(({ people }) => people.length)).toEqual([0, 0, 0]);
  });

  test("a rate that nobody says is taken for 30, and said", async () => {
    const { takes, notes } = await json(one, { size: PICTURE });
    expect(takes[0]!.fps).toBe(30);
    expect(notes).toEqual([expect.stringMatching(/frame rate is not in it, and was taken for 30; --fps/)]);
  });
});

describe("tfjs", () => {
  const pose = (layout: readonly string[], body: readonly BodyPoint[], x = 960) => ({
    score: 0.9,
    keypoints: pixels(layout, body, x).map((point, index) => ({ ...point, score: 0.8, name: layout[index] })),
  });

  test("MoveNet's poses are COCO-17 in the picture, told apart by their ids, with the size that the file says", async () => {
    const frames = [...Array(5).keys()].map((n) => {
      const two = [
        { ...pose(COCO_17, swung(n / 5), 400), id: 7 },
        { ...pose(COCO_17, swung(-n / 5), 1400), id: 9 },
      ];
      return n % 2 === 0 ? two : two.toReversed();
    });
    const { takes } = await json({ ...PICTURE, fps: 50, source: "MoveNet", licence: "mine", frames });
    expect(takes[0]).toMatchObject({ fps: 50, ...PICTURE });
    takes[0]!.frames.forEach(({ people }, n) => {
      for (const person of people) {
        const x = person.id === 1 ? 400 : 1400;
        expectInPicture(person, COCO_17, swung((person.id === 1 ? n : -n) / 5), x);
      }
    });
  });

  test("BlazePose's have a body too, and are known by name in any order", async () => {
    const named = placesOf(BLAZEPOSE_33, STANDING).map(({ x, y, z }, index) => ({
      x,
      y: -y,
      z: -z,
      score: 0.9,
      name: BLAZEPOSE_33[index],
    }));
    const { keypoints } = pose(BLAZEPOSE_33, STANDING);
    const shuffled = [{ keypoints: keypoints.toReversed(), keypoints3D: named.toReversed() }];
    const { takes } = await json([shuffled], { size: PICTURE, fps: 30 });
    expectInPicture(takes[0]!.frames[0]!.people[0]!, BLAZEPOSE_33, STANDING);
    expectBody(takes[0]!.frames[0]!.people[0]!, BLAZEPOSE_33, STANDING);
  });
});

test.each<[string, string | Buffer, RegExp]>([
  ["is no JSON", "Dear diary", /expected|Unexpected|not valid JSON/],
  ["is a number", "7", /no list of frames/],
  [
    "is JSON of something else",
    '{"clips":[1,2]}',
    /no keypoints in it, expected those of OpenPose, MediaPipe, tfjs/,
  ],
  ["is a list of words", '["a","b"]', /frame 1: "a", expected somebody's keypoints/],
  ["has nobody in it", "[[],[]]", /nobody in it, expected somebody's keypoints/],
  [
    "has 21 keypoints",
    JSON.stringify([Array(21).fill({ x: 1, y: 2 })]),
    /frame 1: a person of 21 keypoints, expected 17 \(COCO\)/,
  ],
  [
    "has another rate",
    JSON.stringify({ fps: 1e9, frames: [] }),
    /header has fps 1000000000, expected a number from 0\.1 to 1000/,
  ],
  [
    "has half a pixel of width",
    JSON.stringify({ width: 0.5, height: 3, frames: [] }),
    /header has width 0\.5, expected a whole number/,
  ],
  ["is deep", deepLists(), /nested more than 64 deep/],
  [
    "has a crowd",
    JSON.stringify([Array(150).fill(Array(17).fill([1, 2, 1]))]),
    /150 people in a frame, expected at most 100/,
  ],
  [
    "lists a crowd one by one",
    `[${`{"frame":1},`.repeat(1e6)}{"frame":1}]`,
    /nobody in it, expected somebody's keypoints/,
  ],
  ["is a line that is damaged", '{"landmarks":[]}\n{"land', /line 2: /],
  ["is millions of nothing", `[${"0,".repeat(41e6)}0]`, /more than 40000000 values/],
  [
    "unpacks to a gigabyte",
    Buffer.concat(Array(40).fill(gzipSync(Buffer.alloc(1e7, " ")))),
    /unpacks to more than 268435456 bytes/,
  ],
  [
    "is a pickle of other arrays",
    pickle({ smpl_poses: shaped([1], [1]) }),
    /no array keypoints3d_optim, keypoints3d, keypoints2d in it/,
  ],
  [
    "has keypoints of another shape",
    npz({ keypoints3d: shaped([2, 3], [1, 2, 3, 4, 5, 6]) }),
    /keypoints3d is an array of 2 x 3, expected frames x 17 x 3/,
  ],
  [
    "is a giant's",
    npz({
      keypoints3d: shaped(
        [1, 17, 3],
        Array.from({ length: 51 }, (_, i) => 1e6 * i),
      ),
    }),
    /from hips to neck, expected somebody's/,
  ],
  [
    "has nobody in the room",
    npz({ keypoints3d: shaped([1, 17, 3], Array(51).fill(Number.NaN)) }),
    /nobody with hips and shoulders/,
  ],
])("a file that %s is refused in one line, by name", async (_, content, message) => {
  const input = file("x.json", content);
  const refused = await refusedWith(() => read(input, { size: PICTURE }));
  expect(refused.startsWith(`${input}: `)).toBe(true);
  expect(refused).toMatch(message);
  await expect(read(input, { size: PICTURE })).rejects.toBeInstanceOf(SourceError);
});

test("a frame alone is told, with how those of a video are named", async () => {
  const points = pixels(COCO_17, STANDING).map(({ x, y }) => [x, y, 1]);
  const one = await json([[points]], { size: PICTURE, fps: 30 });
  expect(one.notes).toEqual([expect.stringContaining("_keypoints.json")]);
  const two = await json([[points], [points]], { size: PICTURE, fps: 30 });
  expect(two.notes).toEqual([]);
});

test("coordinates that are nowhere are not known", async () => {
  const points = pixels(COCO_17, STANDING).map(({ x, y }, index) => [index === 0 ? 1e12 : x, y, 1]);
  const { takes } = await json([[points]], { size: PICTURE, fps: 30 });
  expect(takes[0]!.frames[0]!.people[0]!.image![J.nose]).toBeNull();
  expect(takes[0]!.frames[0]!.people[0]!.image![J.left_hip]).not.toBeNull();
});

test("what lies at noughts is not known, though no score says so", async () => {
  const points = pixels(COCO_17, STANDING).map(({ x, y }, index) => (index === 9 ? [0, 0] : [x, y]));
  const { takes } = await json([points], { size: PICTURE, fps: 30 });
  const { image } = takes[0]!.frames[0]!.people[0]!;
  expect(image![J.left_wrist]).toBeNull();
  expect(image![J.right_wrist]).not.toBeNull();

  const room = placesOf(COCO_17, STANDING).map((point, index) =>
    index === 9 ? [0, 0, 0] : [point!.x, point!.y, point!.z],
  );
  const arrays = await read(file("x.npz", npz({ keypoints3d: shaped([1, 17, 3], room.flat()) })));
  const { body } = arrays.takes[0]!.frames[0]!.people[0]!;
  expect(body![J.left_wrist]).toBeNull();
  expect(body![J.right_wrist]).not.toBeNull();
});

test("what Python writes as NaN is not known", async () => {
  const text = JSON.stringify([[pixels(COCO_17, STANDING).map(({ x, y }) => [x, y, 1])]]);
  const { takes } = await read(file("x.json", text.replace(/960,/, "NaN,")), { size: PICTURE, fps: 30 });
  expect(takes[0]!.frames[0]!.people[0]!.image!.filter((point) => point === null)).toHaveLength(5);
});
