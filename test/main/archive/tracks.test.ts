import { join } from "node:path";
import { expect, test } from "vitest";
import { writeTake } from "../../../main/archive/take-writer.ts";
import { tracksOf } from "../../../main/archive/tracks.ts";
import { distance, mixPoints } from "../../../main/motion/vectors.ts";
import { J } from "../../../shared/skeleton.ts";
import { sineDance } from "../../support/dances.ts";
import { emptyFolder } from "../../support/folder.ts";

const FPS = 30;
const header = {
  ...{ fps: FPS, source: "sines", licence: "none", dancer: "nobody", tags: ["swing"] },
  ...{ width: 1280, height: 720 },
};
/** What somebody did, a hundred times a second. */
const danced = sineDance({ seconds: 12, fps: 100 });

/** A take of what was seen at these hundredths of a second. */
async function archiveOf(hundredths: readonly number[]): Promise<string> {
  const folder = emptyFolder();
  const frames = hundredths.map((h) => ({ t: h / 100, people: [{ id: 1, image: null, ...danced[h]! }] }));
  await writeTake(join(folder, "camera.take.ndjson"), header, frames);
  return folder;
}

test("a camera's frames, which come when they like, are brought to the take's even grid", async () => {
  const uneven: number[] = [];
  for (let h = 0, n = 0; h < danced.length; h += [2, 5, 3, 4][n++ % 4]!) uneven.push(h);
  const [track] = await Array.fromAsync(tracksOf(await archiveOf(uneven), () => {}));
  expect(track!.frames.length).toBeGreaterThan(11.8 * FPS);
  track!.frames.forEach(({ body }, frame) => {
    const truly = danced[Math.round((100 * frame) / FPS)]!.body;
    body.forEach((point, joint) => {
      expect(Math.hypot(point.x - truly[joint]!.x, point.y - truly[joint]!.y)).toBeLessThan(0.02);
    });
  });
});

test("a dance has the track of its take from its own first frame on, by a path that can be opened", async () => {
  const folder = emptyFolder();
  const frames = danced.flatMap((pose, h) =>
    h % 4 === 0 && !(h > 500 && h < 600) ? [{ t: h / 100, people: [{ id: 1, image: null, ...pose }] }] : [],
  );
  const music = { file: "music/a.wav", begin: 3 };
  await writeTake(join(folder, "camera.take.ndjson"), { ...header, music }, frames);
  const tracks = await Array.fromAsync(tracksOf(folder, () => {}));
  const file = join(folder, "music", "a.wav");
  expect(tracks.map((one) => one.music)).toEqual([
    { file, begin: 3 },
    { file, begin: expect.closeTo(9, 5) },
  ]);
});

test("before and after a long hole are two dances", async () => {
  const every3 = danced.flatMap((_, h) => (h % 3 === 0 && !(h > 500 && h < 600) ? [h] : []));
  const tracks = await Array.fromAsync(tracksOf(await archiveOf(every3), () => {}));
  expect(tracks.map(({ frames }) => Math.round(frames.length / FPS))).toEqual([5, 6]);
});

/** A take of the dance at 30 frames a second, whose bodies lack what `isLost` says of a frame's seconds and joint. */
async function archiveWithout(isLost: (t: number, joint: number) => boolean): Promise<string> {
  const folder = emptyFolder();
  const frames = danced.flatMap(({ body, root }, h) => {
    if (h % 4 !== 0) return [];
    const t = h / 100;
    const seen = body.map((point, joint) => (isLost(t, joint) ? null : point));
    return [{ t, people: [{ id: 1, image: null, body: seen, root }] }];
  });
  await writeTake(join(folder, "coco.take.ndjson"), header, frames);
  return folder;
}

const HANDS_AND_FEET = [J.left_index, J.right_index, J.left_foot_index, J.right_foot_index];
const secondsOf = async (folder: string) => {
  const tracks = await Array.fromAsync(tracksOf(folder, () => {}));
  return tracks.map(({ frames }) => Math.round(frames.length / FPS));
};

test("a dance without hands and feet is one all the same, and they are where limbs go on", async () => {
  const folder = await archiveWithout((_, joint) => HANDS_AND_FEET.includes(joint));
  const said: string[] = [];
  const [track, ...more] = await Array.fromAsync(tracksOf(folder, (line) => said.push(line)));
  expect([more, said]).toEqual([[], []]);
  expect(track!.frames.length).toBeGreaterThan(11.8 * FPS);
  track!.frames.forEach(({ body }, frame) => {
    const truly = danced[Math.round((100 * frame) / FPS)]!.body;
    for (const joint of HANDS_AND_FEET) {
      const off = distance(body[joint]!, truly[joint]!);
      expect(off).toBeLessThan(0.1);
      expect(distance(body[joint]!, { x: 0, y: 0, z: 0 })).toBeGreaterThan(0.3);
    }
  });
});

test("hands lost for a moment are interpolated and for long inferred; other joints lost for long part the dance", async () => {
  const moment = await archiveWithout((t, joint) => joint === J.left_index && t > 5 && t < 5.3);
  const [track] = await Array.fromAsync(tracksOf(moment, () => {}));
  const [before, after] = [danced[500]!.body[J.left_index]!, danced[532]!.body[J.left_index]!];
  const within = track!.frames[Math.round(5.16 * FPS)]!.body[J.left_index]!;
  expect(distance(within, mixPoints(before, after, 0.5))).toBeLessThan(0.02);
  expect(await secondsOf(await archiveWithout((t, joint) => joint === J.left_index && t > 5))).toEqual([12]);
  const elbow = await archiveWithout((t, joint) => joint === J.left_elbow && t > 5 && t < 6);
  expect(await secondsOf(elbow)).toEqual([5, 6]);
});
