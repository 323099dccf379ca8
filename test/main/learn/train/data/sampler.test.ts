import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { DanceTrack } from "../../../../../main/archive/tracks.ts";
import { measureConstants } from "../../../../../main/learn/train/constants/constants.ts";
import { standardise } from "../../../../../main/learn/train/data/dataset.ts";
import { readPlacements } from "../../../../../main/learn/train/data/placements.ts";
import { drawBatch, type OpenDataset, openDataset } from "../../../../../main/learn/train/data/sampler.ts";
import { HEIGHT, PLACEMENT_SIZE, STATE_SIZE } from "../../../../../main/motion/motion-state.ts";
import { seededRandom } from "../../../../../main/motion/random.ts";
import { sineDance } from "../../../../support/dances.ts";
import { emptyFolder } from "../../../../support/folder.ts";
import { SMALL } from "../../../../support/small-model.ts";

const track = (name: string, style: string, seconds: number, scale = 1): DanceTrack => ({
  name,
  style,
  fps: 30,
  source: "",
  licence: "",
  frames: sineDance({ seconds, scale }),
});
async function archiveOf(...tracks: DanceTrack[]): Promise<OpenDataset> {
  const dataset = await standardise(tracks, join(emptyFolder(), "placements"));
  return openDataset(dataset, measureConstants(dataset));
}

const shape = { size: 8, observedFrames: 18, horizon: 6 };

test("the same seed draws the same batch, another one another", async () => {
  const dataset = await archiveOf(track("a", "swing", 12));
  const [one, same, other] = [1, 1, 2].map((seed) => drawBatch(dataset, SMALL, shape, seededRandom(seed)));
  expect(one).toEqual(same);
  expect(one!.future).not.toEqual(other!.future);
});

/** Of many rows, the share from dances that were lowered to half a metre: nothing here but the dance decides on height. */
function shareOfLow(dataset: OpenDataset, names: readonly string[]): number {
  const file = openSync(dataset.file, "r+");
  for (const { name, at, frames } of dataset.dances) {
    const placements = readPlacements(dataset.descriptor, at, frames);
    expect(placements[HEIGHT]).toBeGreaterThan(0.7);
    if (!names.includes(name)) continue;
    for (let i = HEIGHT; i < placements.length; i += PLACEMENT_SIZE) placements[i] = 0.5;
    writeSync(file, new Uint8Array(placements.buffer), 0, placements.byteLength, 4 * PLACEMENT_SIZE * at);
  }
  closeSync(file);
  const { future, size } = drawBatch(dataset, SMALL, { ...shape, size: 1200 }, seededRandom(4));
  return (
    Array.from({ length: size }, (_, row) => future[row * STATE_SIZE + HEIGHT]! < 0.6).filter(Boolean)
      .length / size
  );
}

test("a style with little dance is drawn as often as one with much", { timeout: 30_000 }, async () => {
  const dataset = await archiveOf(track("long", "a", 60), track("short", "b", 6));
  expect(shareOfLow(dataset, ["short"])).toBeCloseTo(0.5, 1);
});

test("a key-framed take counts as a third of its length, and so does a style of such takes", {
  timeout: 30_000,
}, async () => {
  const keyFramed = (name: string, style: string, seconds: number) => ({
    ...track(name, style, seconds),
    isKeyFramed: true,
  });
  const among = await archiveOf(track("danced", "a", 20), keyFramed("made", "a", 20));
  expect(shareOfLow(among, ["made"])).toBeCloseTo(0.25, 1);
  // A style of its own is drawn a third as often as the others: 1 in 7 here.
  const alone = await archiveOf(
    track("a", "a", 10),
    track("b", "b", 20),
    keyFramed("short", "c", 8),
    keyFramed("long", "c", 40),
  );
  const share = shareOfLow(alone, ["short", "long"]);
  expect(share).toBeGreaterThan(0.09);
  expect(share).toBeLessThan(0.2);
});

test("what comes next follows what was seen without a gap", async () => {
  const dataset = await archiveOf(track("a", "swing", 12));
  const { observed, future, size, observedFrames } = drawBatch(
    dataset,
    SMALL,
    { ...shape, size: 60 },
    seededRandom(9),
  );
  const quiet = Array.from({ length: size }, (_, row) => row).filter((row) => {
    const last = ((observedFrames - 1) * size + row) * STATE_SIZE;
    const now = row * STATE_SIZE;
    return Math.abs(future[now]! - future[now + PLACEMENT_SIZE]! - observed[last]!) < 1e-5;
  });
  // Half of the rows have camera noise.
  expect(Math.abs(quiet.length / size - 0.5)).toBeLessThan(0.2);
});

test("shards of any size share the ways of drawing latents as one batch does", async () => {
  const dataset = await archiveOf(track("a", "swing", 12));
  const meansOf = (shards: number, size: number) =>
    Array.from({ length: shards }, (_, shard) => [
      ...drawBatch(
        dataset,
        SMALL,
        { ...shape, size: size / shards },
        seededRandom(1),
        (shard * size) / shards,
      ).priorMean,
    ]).flat();
  expect(meansOf(4, 16)).toEqual(meansOf(1, 16));
  expect(meansOf(1, 16).filter((mean) => mean === 1)).toHaveLength(6);
});
