import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { heardLater } from "../../../../main/generators/fact/music-window.ts";
import { observeAll } from "../../../../main/generators/generate.ts";
import type { Generator, GeneratorState } from "../../../../main/generators/generator.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { loadModel, saveModel } from "../../../../main/runtime/model-files.ts";
import { openGenerator } from "../../../../main/runtime/open-generator.ts";
import { projectRoot } from "../../../../main/system/files/paths.ts";
import type { Heard } from "../../../../shared/music.ts";
import { sineDance } from "../../../support/dances.ts";
import { emptyFolder } from "../../../support/folder.ts";

const SHIPPED = join(projectRoot, "models/fact");
const FRAMES = 40;
const NO_BEAT: Heard = { sinceBeat: 0, toBeat: 0.5, energy: 0.6 };

let generator: Generator;
let state: GeneratorState;
beforeAll(async () => {
  generator = await openGenerator(SHIPPED, "wasm");
  state = observeAll(generator, sineDance({ seconds: 3, scale: 1.1 }));
});
afterAll(() => generator.dispose());

type Ear = (frame: number) => Heard | null;
const beats: Ear = (frame) => heardLater(NO_BEAT, frame / 30);

/** Of each of a batch that hears otherwise, the expected path. */
async function danced(ears: readonly (Ear | undefined)[], by = generator, from = state) {
  let states = ears.map(() => from);
  const frames: MotionFrame[][] = ears.map(() => []);
  for (let frame = 0; frame < FRAMES; frame++) {
    const heard = ears.every((ear) => ear === undefined)
      ? {}
      : { heard: ears.map((ear) => ear?.(frame) ?? null) };
    const steps = await by.step(states, { temperature: 0, styles: null, ...heard }, seededRandom(1));
    states = steps.map((step) => step.state);
    steps.forEach((step, row) => {
      frames[row]!.push(step.frame);
    });
  }
  return frames;
}

test("it hears: music, and another beat of it, are danced to otherwise; silence is as if it were deaf", async () => {
  const [unheard] = await danced([undefined]);
  const [silent, heard, shifted] = await danced([() => null, beats, (frame) => beats(frame + 7.5)]);
  expect(silent).toEqual(unheard);
  expect(heard).not.toEqual(unheard);
  expect(shifted).not.toEqual(heard);
  expect(generator.hears).toBe(true);
});

test("those of a batch dance as each would alone", async () => {
  const alone = await danced([beats]);
  const together = await danced([() => null, beats, beats]);
  const off = (a: MotionFrame, b: MotionFrame) =>
    Math.max(...a.body.map((p, j) => Math.hypot(p.x - b.body[j]!.x, p.y - b.body[j]!.y, p.z - b.body[j]!.z)));
  for (let frame = 0; frame < FRAMES; frame++) {
    expect(off(together[1]![frame]!, alone[0]![frame]!)).toBeLessThan(1e-3);
    expect(together[2]![frame]).toEqual(together[1]![frame]);
  }
});

test("a model that was saved and loaded dances the same", async () => {
  const folder = emptyFolder();
  const training = { sources: [], licences: [], seconds: 1, steps: 1, minutes: 1, backend: "wasm", seed: 1 };
  await saveModel(folder, await loadModel(SHIPPED), training);
  const again = await openGenerator(folder, "wasm");
  const from = observeAll(again, sineDance({ seconds: 3, scale: 1.1 }));
  expect(await danced([beats], again, from)).toEqual(await danced([beats]));
  again.dispose();
});
