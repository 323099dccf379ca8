import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  type KeypointOptions,
  readKeypoints,
} from "../../../../../main/archive/import/keypoints/read-keypoints.ts";
import type { Vector } from "../../../../../main/motion/vectors.ts";
import { J } from "../../../../../shared/skeleton.ts";
import { sineDance } from "../../../../support/dances.ts";
import { emptyFolder } from "../../../../support/folder.ts";
import { refusedWith } from "../../../../support/hostile-files.ts";
import { BLAZEPOSE_33, COCO_17, placesOf } from "../../../../support/keypoints.ts";
import { npz, shaped } from "../../../../support/numpy-files.ts";

const FPS = 60;
const DANCE = sineDance({ seconds: 2, fps: FPS });

type Turn = (place: Vector) => Vector;

/** The dance of AIST++'s kind: in the room, in centimetres, in axes of its own. */
const inRoom = (turn: Turn, unit = 100): readonly [string, Buffer] => {
  const values = DANCE.flatMap(({ body, root }) =>
    placesOf(COCO_17, body).flatMap(({ x, y, z }) => {
      const place = turn({ x: x + root.x, y: y + root.y, z: z + root.z });
      return [place.x * unit, place.y * unit, place.z * unit];
    }),
  );
  return ["a.npz", npz({ keypoints3d: shaped([DANCE.length, COCO_17.length, 3], values) })];
};

/** The same as JSON: bodies around their hips, or, without a key, places in the room. */
const asJson = (frame: (places: readonly Vector[]) => unknown, turn: Turn): readonly [string, string] => {
  const frames = DANCE.map(({ body }) => frame(placesOf(BLAZEPOSE_33, body).map(turn)));
  return ["a.json", JSON.stringify({ fps: FPS, frames })];
};
const world = (turn: Turn) => asJson((worldLandmarks) => ({ worldLandmarks }), turn);

async function read(
  [name, content]: readonly [string, string | Buffer],
  facts: Partial<KeypointOptions> = {},
) {
  const file = join(emptyFolder(), name);
  writeFileSync(file, content);
  return readKeypoints(file, { fps: null, size: null, up: null, scale: null, ...facts });
}

type Read = Awaited<ReturnType<typeof read>>;

/** What is the same whichever way somebody faces: heights, lengths, and on which side of her left her nose is. */
function expectDance({ takes }: Read): void {
  const [{ frames }] = takes as [Read["takes"][number]];
  expect(frames).toHaveLength(DANCE.length);
  frames.forEach(({ people: [pose] }, frame) => {
    const [body, truth] = [pose!.body!, DANCE[frame]!.body];
    for (const joint of [J.nose, J.left_wrist, J.right_wrist, J.left_ankle, J.right_knee])
      expect(body[joint]!.y).toBeCloseTo(truth[joint]!.y, 5);
    const [hip, nose] = [body[J.left_hip]!, body[J.nose]!];
    const [trueHip, trueNose] = [truth[J.left_hip]!, truth[J.nose]!];
    expect(hip.z * nose.x - hip.x * nose.z).toBeCloseTo(trueHip.z * trueNose.x - trueHip.x * trueNose.z, 5);
  });
}

const Z_UP: Turn = ({ x, y, z }) => ({ x, y: -z, z: y });
const LEFT_HANDED =
  /^its axes are left-handed, as nose and feet show, and were turned round; if left and right/;

test.each<[string, Turn, readonly RegExp[]]>([
  ["y up", (place) => place, []],
  ["z up", Z_UP, [/^z is up, as the body stands; if it lies, say so with --up y$/]],
  ["x up", ({ x, y, z }) => ({ x: y, y: -x, z }), [/^x is up/]],
  ["y down, as cameras have it", ({ x, y, z }) => ({ x, y: -y, z: -z }), [/^-y is up/]],
  ["y up, left-handed", ({ x, y, z }) => ({ x, y, z: -z }), [LEFT_HANDED]],
  ["z up, left-handed", ({ x, y, z }) => ({ x, y: z, z: y }), [/^z is up/, LEFT_HANDED]],
  ["y down, mirrored", ({ x, y, z }) => ({ x, y: -y, z }), [/^-y is up/, LEFT_HANDED]],
])(
  "a dance in a room with %s comes in upright, left where it is, feet on the floor",
  async (_, turn, notes) => {
    const dance = await read(inRoom(turn));
    expect(dance.notes).toEqual(notes.map((note) => expect.stringMatching(note)));
    expectDance(dance);
    const heights = dance.takes[0]!.frames.map(({ people }) => people[0]!.root!.y);
    expect(Math.min(...heights)).toBeGreaterThan(0.8);
    expect(Math.max(...heights)).toBeLessThan(1);
  },
);

test.each<[string, Turn, readonly RegExp[]]>([
  ["as MediaPipe has it", ({ x, y, z }) => ({ x, y: -y, z: -z }), []],
  ["y up", (place) => place, [/^y is up, as the body stands; if it lies, say so with --up -y$/]],
  ["z up", Z_UP, [/^z is up/]],
  ["only y turned round", ({ x, y, z }) => ({ x, y, z: -z }), [/^y is up/, LEFT_HANDED]],
  ["in centimetres", ({ x, y, z }) => ({ x: 100 * x, y: -100 * y, z: -100 * z }), []],
])("a body around its hips, %s, comes in upright", async (_, turn, notes) => {
  const dance = await read(world(turn));
  expect(dance.notes).toEqual(notes.map((note) => expect.stringMatching(note)));
  expectDance(dance);
});

test.each<[string, Turn]>([
  ["about the origin", ({ x, y, z }) => ({ x, y: y + 0.9, z })],
  [
    "from a corner, in millimetres",
    ({ x, y, z }) => ({ x: 1000 * x + 3000, y: 2000 - 1000 * z, z: 1000 * y + 900 }),
  ],
])("lists of places in a room, %s, are no places in a picture", async (_, turn) => {
  const dance = await read(asJson((places) => places.map(({ x, y, z }) => [x, y, z]), turn));
  expectDance(dance);
  expect(dance.takes[0]!.frames[0]!.people[0]!.root!.y).toBeCloseTo(0.88, 1);
});

test("whoever lies says which way is up, and what the user says is believed", async () => {
  const lying = await read(inRoom(Z_UP), { up: "y" });
  expect(lying.notes).toEqual([]);
  expect(lying.takes[0]!.frames[0]!.people[0]!.body![J.nose]!.z).toBeCloseTo(DANCE[0]!.body[J.nose]!.y, 5);
  // Half of the time she stands along one axis, half along another.
  let frame = 0;
  const half: Turn = (place) => (frame++ < (DANCE.length * COCO_17.length) / 2 ? place : Z_UP(place));
  expect(await refusedWith(() => read(inRoom(half)))).toMatch(
    /cannot tell whether . or . is up; say which with --up . or --up .$/,
  );
});

test("feet and inches want their unit, and a wrong one is told", async () => {
  const inches = inRoom((place) => place, 1 / 0.0254);
  expect(await refusedWith(() => read(inches))).toMatch(
    /from hips to neck, expected somebody's, in metres, centimetres or millimetres; give the metres of another unit with --scale$/,
  );
  expectDance(await read(inches, { scale: 0.0254 }));
  expect(await refusedWith(() => read(inches, { scale: 1 }))).toMatch(
    /expected somebody's; with --scale 1 that is 18\.9 m/,
  );
});

test("numbers at random are nobody's keypoints, in a room or in a picture", async () => {
  // The golden ratio's multiples fill the unit interval without a pattern that a body could have.
  const noise = Array.from({ length: 60 * 51 }, (_, i) => (i * i * 0.618_033_988_75) % 1);
  const refused =
    /bones whose length changes by \d+ % from frame to frame, expected the keypoints of somebody$/;
  for (const arrays of [
    { keypoints3d: shaped([60, 17, 3], noise) },
    {
      keypoints3d: shaped(
        [60, 17, 3],
        noise.map((value) => 100 * value - 50),
      ),
    },
    {
      keypoints2d: shaped(
        [1, 60, 17, 3],
        noise.map((value, i) => (i % 3 === 2 ? 0.9 : 500 * value)),
      ),
    },
  ])
    expect(
      await refusedWith(() => read(["a.npz", npz(arrays)], { size: { width: 500, height: 500 } })),
    ).toMatch(refused);
});

test("a picture that is upside down, and an axis given for a picture, are told", async () => {
  const size = { width: 640, height: 480 };
  const picture = (sign: number) =>
    asJson(
      (places) => places.map(({ x, y }) => [x, y, 0.9]),
      ({ x, y }) => ({ x: 320 + 150 * x, y: 240 + sign * 150 * y, z: 0 }),
    );
  expect((await read(picture(-1), { size })).notes).toEqual([]);
  expect((await read(picture(1), { size })).notes).toEqual([
    "everybody is upside down in the picture; where y points up in it, write the height less y",
  ]);
  expect((await read(picture(-1), { size, up: "z" })).notes).toEqual([
    "only places in the picture are in it, for which --up and --scale say nothing",
  ]);
});
