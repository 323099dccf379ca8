import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { generateFrames, observeAll } from "../../../../main/generators/generate.ts";
import type { Generator } from "../../../../main/generators/generator.ts";
import { initialDancerState } from "../../../../main/generators/recurrent-cvae/dancer-state.ts";
import { Denoiser } from "../../../../main/generators/recurrent-cvae/denoiser.ts";
import {
  continueLiveliness,
  gainsOf,
  initialLiveliness,
  type Liveliness,
  observeLiveliness,
} from "../../../../main/generators/recurrent-cvae/liveliness.ts";
import { observeFrame } from "../../../../main/generators/recurrent-cvae/observation.ts";
import { constantsIn } from "../../../../main/generators/recurrent-cvae/weights.ts";
import { demoPhrase } from "../../../../main/inputs/demo.ts";
import { withCameraNoise } from "../../../../main/learn/train/data/camera-noise.ts";
import { clipOf, roomDistance, rowAt } from "../../../../main/motion/clip.ts";
import { frameAtIndex } from "../../../../main/motion/interpolation.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { PLACEMENT_SIZE, ROOT_POINT } from "../../../../main/motion/motion-state.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { openGenerator } from "../../../../main/runtime/open-generator.ts";
import { projectRoot } from "../../../../main/system/files/paths.ts";
import { sineDance } from "../../../support/dances.ts";
import { smallModel } from "../../../support/small-model.ts";

const FPS = 30;
/** Of the archive, metres a frame. */
const MEAN_SPEED = 0.02;

/** Velocities of a body that sways at a metre a second at most, [57]. */
function swaying(frame: number, speed: number): Float32Array {
  const velocities = new Float32Array(PLACEMENT_SIZE);
  velocities[3 * ROOT_POINT] = (speed / FPS) * Math.sin((2 * Math.PI * frame) / FPS);
  return velocities;
}

function observed(seconds: number, speed: number, from = initialLiveliness()): Liveliness {
  let liveliness = from;
  for (let frame = 0; frame < seconds * FPS; frame++)
    liveliness = observeLiveliness(liveliness, swaying(frame, speed), MEAN_SPEED);
  return liveliness;
}

describe("the dancer's own pace", () => {
  test("is of her last seconds, in proportion to her speed", () => {
    const [calm, wild] = [observed(20, 0.4), observed(20, 4)];
    expect(wild.own.speed / calm.own.speed).toBeCloseTo(10, 0);
    expect(wild.own.acceleration / calm.own.acceleration).toBeCloseTo(10, 0);
    expect(observed(20, 0.6, wild).own.speed / observed(20, 0.6).own.speed).toBeCloseTo(1, 1);
  });

  test("does not fall when she ends with a rest, and follows her when she dances on", () => {
    const danced = observed(6, 1);
    const rested = observed(2, 0, danced);
    expect(rested.own.speed / danced.own.speed).toBeGreaterThan(0.75);
    expect(observed(10, 0.5, rested).own.speed / danced.own.speed).toBeCloseTo(0.5, 1);
  });

  test("is hardly raised by a camera's noise", () => {
    const constants = constantsIn(smallModel().values);
    const model = { ...constants, denoiser: new Denoiser(constants) };
    const own = (seen: readonly MotionFrame[]) =>
      seen.reduce((dancer, frame) => observeFrame(dancer, frame, model), initialDancerState()).liveliness.own;
    const frames = sineDance({ seconds: 6 });
    const clean = own(frames);
    for (const severity of [0.25, 1]) {
      const noisy = own(withCameraNoise(frames, FPS, severity, 0.5, seededRandom(1)));
      expect(noisy.speed / clean.speed).toBeGreaterThan(0.8);
      expect(noisy.speed / clean.speed).toBeLessThan(1.25);
    }
  });
});

describe("the gains", () => {
  /** A continuation that would by itself move at this speed, after so many seconds with the gains of the moment. */
  function continued(seconds: number, speed: number, from: Liveliness): Liveliness {
    let liveliness = from;
    for (let frame = 0; frame < seconds * FPS; frame++) {
      const gain = gainsOf(liveliness, MEAN_SPEED).speed;
      liveliness = continueLiveliness(liveliness, swaying(frame, gain * speed), MEAN_SPEED, FPS);
    }
    return liveliness;
  }

  test("are 1 where a continuation begins, whatever she danced", () => {
    for (const speed of [0, 0.3, 3])
      expect(gainsOf(observed(5, speed), MEAN_SPEED)).toEqual({ speed: 1, acceleration: 1 });
  });

  test.each([0.7, 1.4])("bring a continuation of %f of her speed to hers", (share) => {
    const hers = observed(10, 1);
    expect(Math.abs(continued(8, share, hers).recent.speed / hers.own.speed - 1)).toBeLessThan(0.1);
    expect(Math.abs(continued(1, share, hers).recent.speed / hers.own.speed - 1)).toBeGreaterThan(0.05);
  });

  test("are bounded, and come back soon", () => {
    const hers = observed(10, 1);
    const stuck = continued(300, 0.01, hers);
    expect(gainsOf(stuck, MEAN_SPEED).speed).toBeLessThan(2.1);
    expect(gainsOf(continued(5, 1.5, stuck), MEAN_SPEED).speed).toBeLessThan(1);
  });

  test("keep the continuation of somebody who stands from standing too", () => {
    const stands = observed(60, 0.001);
    expect(gainsOf(continued(5, 0.01, stands), MEAN_SPEED).speed).toBeGreaterThan(1);
  });
});

describe("the shipped model", () => {
  let generator: Generator;
  let phrase: readonly MotionFrame[];
  beforeAll(async () => {
    generator = await openGenerator(join(projectRoot, "models/first"), "wasm");
    phrase = await demoPhrase(FPS);
    return () => generator.dispose();
  });

  const speedOf = (frames: readonly MotionFrame[]) => {
    const clip = clipOf(frames);
    let sum = 0;
    for (let at = 1; at < clip.frames; at++) sum += roomDistance(rowAt(clip, at - 1), rowAt(clip, at));
    return sum / (clip.frames - 1);
  };

  test.each([
    ["calm", 0.5],
    ["wild", 1.5],
  ])("dances on for 8 s as fast as a %s dancer in her last three", async (_name, tempo) => {
    const danced = Array.from({ length: Math.floor(phrase.length / tempo) }, (_frame, frame) =>
      frameAtIndex(phrase, frame * tempo),
    );
    const options = Array(6).fill(observeAll(generator, danced));
    const manner = { temperature: 1, styles: null };
    const frames = await generateFrames(generator, options, 8 * FPS, manner, seededRandom(1));
    const speeds = options.map((_, option) => speedOf(frames.map((all) => all[option]!)));
    const share =
      speeds.reduce((sum, speed) => sum + speed, 0) / speeds.length / speedOf(danced.slice(-3 * FPS));
    expect(share).toBeGreaterThan(0.75);
    expect(share).toBeLessThan(1.25);
  });
});
