import { beforeAll, expect, test } from "vitest";
import { observeAll } from "../../../../main/generators/generate.ts";
import { heardTable } from "../../../../main/generators/recurrent-cvae/heard.ts";
import { RecurrentCvae } from "../../../../main/generators/recurrent-cvae/recurrent-cvae.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { startTensorflow } from "../../../../main/runtime/tensorflow.ts";
import type { Heard } from "../../../../shared/music.ts";
import { sineDance } from "../../../support/dances.ts";
import { SMALL_HEARING, smallModel } from "../../../support/small-model.ts";

let deaf: RecurrentCvae;
let hearing: RecurrentCvae;
beforeAll(async () => {
  await startTensorflow("wasm", "live");
  deaf = new RecurrentCvae(smallModel());
  hearing = new RecurrentCvae(smallModel(SMALL_HEARING));
});

const FRAMES = 12;

/** Two continuations side by side, frame by frame; each hears the same throughout. */
async function danced(generator: RecurrentCvae, heard?: readonly [Heard | null, Heard | null] | null) {
  const state = observeAll(generator, sineDance({ seconds: 2 }));
  let states: readonly [typeof state, typeof state] = [state, state];
  const frames: [MotionFrame, MotionFrame][] = [];
  const random = seededRandom(3);
  while (frames.length < FRAMES) {
    const [a, b] = await generator.step(
      states,
      { temperature: 1, styles: null, ...(heard && { heard }) },
      random,
    );
    states = [a!.state, b!.state];
    frames.push([a!.frame, b!.frame]);
  }
  return frames;
}

const BEAT: Heard = { sinceBeat: 0, toBeat: 0.5, energy: 0.7 };
const OFF_BEAT: Heard = { sinceBeat: 0.25, toBeat: 0.25, energy: 0.7 };

test("a model says whether it hears, and one that does not dances on as if nothing had been heard", async () => {
  expect([deaf.hears, hearing.hears]).toEqual([false, true]);
  expect(await danced(deaf, [BEAT, OFF_BEAT])).toEqual(await danced(deaf));
});

test("who hears nothing dances to the last bit as before there was hearing, also beside one who hears", async () => {
  const before = await danced(deaf);
  expect(await danced(hearing)).toEqual(before);
  expect(await danced(hearing, [null, null])).toEqual(before);
  const beside = await danced(hearing, [BEAT, null]);
  expect(beside.map(([, b]) => b)).toEqual(before.map(([, b]) => b));
  expect(beside.map(([a]) => a)).not.toEqual(before.map(([a]) => a));
});

test("what is heard moves her: on the beat, off it, and by how loud it is", async () => {
  const first = (frames: readonly [MotionFrame, MotionFrame][]) => frames.map(([a]) => a);
  const [on, off, loud] = await Promise.all(
    [BEAT, OFF_BEAT, { ...BEAT, energy: 1 }].map(async (heard) =>
      first(await danced(hearing, [heard, null])),
    ),
  );
  expect(on).not.toEqual(off);
  expect(on).not.toEqual(loud);
});

test("the network is given phase, distances and energy, and zeros where nothing is heard", () => {
  const rows = heardTable([
    { sinceBeat: 0.15, toBeat: 0.45, energy: 0.3 },
    null,
    { sinceBeat: 0, toBeat: 3, energy: 1 },
  ]).arraySync();
  const expected = [
    [1, 0, 0.15, 0.45, 0.3, 1],
    [0, 0, 0, 0, 0, 0],
    [0, 1, 0, 1, 1, 1],
  ];
  expected.forEach((row, index) => {
    row.forEach((value, column) => {
      expect(rows[index]![column]).toBeCloseTo(value, 6);
    });
  });
});
