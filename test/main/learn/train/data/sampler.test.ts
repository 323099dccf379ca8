import { openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  HEIGHT,
  PLACEMENT_SIZE,
  STATE_SIZE,
} from "../../../../../main/generators/recurrent-cvae/motion-state.ts";
import { measureConstants } from "../../../../../main/learn/train/constants/constants.ts";
import { readStills, standardise } from "../../../../../main/learn/train/data/dataset.ts";
import {
  drawBatch,
  mirroredPlacement,
  type OpenDataset,
  openDataset,
} from "../../../../../main/learn/train/data/sampler.ts";
import type { DanceTrack } from "../../../../../main/learn/train/data/tracks.ts";
import { bodyOf, bonesOf } from "../../../../../main/motion/bones.ts";
import { seededRandom } from "../../../../../main/motion/random.ts";
import { MIRROR } from "../../../../../shared/skeleton.ts";
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
  const dataset = await standardise(tracks, join(emptyFolder(), "stills"));
  return openDataset(dataset, measureConstants(dataset));
}

const plan = { size: 8, seenFrames: 18, horizon: 6 };

test("a mirrored body is the body with left and right exchanged, and twice mirrored it is itself", () => {
  const [frame] = sineDance({ seconds: 1, facing: 0.7 });
  const still = new Float32Array(PLACEMENT_SIZE);
  still.set(bonesOf(frame!.body));
  still.set([0.3, 0.9, 0.2], PLACEMENT_SIZE - 3);
  const twin = mirroredPlacement(still);
  bodyOf(twin.subarray(0, PLACEMENT_SIZE - 3)).forEach((point, joint) => {
    const from = frame!.body[MIRROR[joint]!]!;
    expect(point.x).toBeCloseTo(-from.x, 5);
    expect(point.y).toBeCloseTo(from.y, 5);
    expect(point.z).toBeCloseTo(from.z, 5);
  });
  expect(twin[PLACEMENT_SIZE - 3]).toBeCloseTo(-0.3, 6);
  mirroredPlacement(twin).forEach((value, i) => {
    expect(value).toBeCloseTo(still[i]!, 6);
  });
});

test("the same chance draws the same batch, another one another", async () => {
  const dataset = await archiveOf(track("a", "swing", 12));
  const [one, same, other] = [1, 1, 2].map((seed) => drawBatch(dataset, SMALL, plan, seededRandom(seed)));
  expect(one).toEqual(same);
  expect(one!.next).not.toEqual(other!.next);
});

test("a style with little dance is drawn as often as one with much", { timeout: 30_000 }, async () => {
  const dataset = await archiveOf(track("long", "a", 60), track("short", "b", 6));
  const [long, short] = dataset.dances;
  // Told apart by height: it is the one thing that nothing here but the dance itself decides.
  const low = readStills(dataset.descriptor, short!.at, short!.frames);
  for (let at = HEIGHT; at < low.length; at += PLACEMENT_SIZE) low[at] = 0.5;
  const file = openSync(dataset.file, "r+");
  writeSync(file, new Uint8Array(low.buffer), 0, low.byteLength, 4 * PLACEMENT_SIZE * short!.at);
  expect(readStills(dataset.descriptor, long!.at, 1)[HEIGHT]).toBeGreaterThan(0.7);
  const { next, size } = drawBatch(dataset, SMALL, { ...plan, size: 400 }, seededRandom(4));
  const areLow = Array.from({ length: size }, (_, row) => next[row * STATE_SIZE + HEIGHT]! < 0.6);
  expect(areLow.filter(Boolean).length / size).toBeCloseTo(0.5, 1);
});

test("what comes next follows what was seen without a gap", async () => {
  const dataset = await archiveOf(track("a", "swing", 12));
  const { seen, next, size, seenFrames } = drawBatch(dataset, SMALL, { ...plan, size: 60 }, seededRandom(9));
  const quiet = Array.from({ length: size }, (_, row) => row).filter((row) => {
    const last = ((seenFrames - 1) * size + row) * STATE_SIZE;
    const now = row * STATE_SIZE;
    return Math.abs(next[now]! - next[now + PLACEMENT_SIZE]! - seen[last]!) < 1e-5;
  });
  // Half of the rows were filmed, and tremble.
  expect(Math.abs(quiet.length / size - 0.5)).toBeLessThan(0.2);
});
