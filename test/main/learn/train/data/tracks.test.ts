import { join } from "node:path";
import { expect, test } from "vitest";
import { writeTake } from "../../../../../main/archive/take-writer.ts";
import { tracksOf } from "../../../../../main/learn/train/data/tracks.ts";
import { sineDance } from "../../../../support/dances.ts";
import { emptyFolder } from "../../../../support/folder.ts";

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

test("before and after a long hole are two dances", async () => {
  const every3 = danced.flatMap((_, h) => (h % 3 === 0 && !(h > 500 && h < 600) ? [h] : []));
  const tracks = await Array.fromAsync(tracksOf(await archiveOf(every3), () => {}));
  expect(tracks.map(({ frames }) => Math.round(frames.length / FPS))).toEqual([5, 6]);
});
