import { join } from "node:path";
import { expect, test } from "vitest";
import type { DanceTrack } from "../../../../../main/archive/tracks.ts";
import { measureConstants } from "../../../../../main/learn/train/constants/constants.ts";
import { standardise } from "../../../../../main/learn/train/data/dataset.ts";
import {
  drawBatch,
  type OpenDataset,
  openDataset,
} from "../../../../../main/learn/train/recurrent-cvae/sampler.ts";
import { PLACEMENT_SIZE, STATE_SIZE } from "../../../../../main/motion/motion-state.ts";
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
