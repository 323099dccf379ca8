/*
 * FACT: the network of "AI Choreographer", see network.ts. The folder reads from the bottom up:
 *
 *     weights.ts, attention.ts, network.ts     the network, from the file's numbers to the frames that follow
 *     music-window.ts                          the music around a moment, as the network reads it
 *     prediction.ts                            frames that follow, as they move somebody in a room
 *     fact.ts                                  all of it as a Generator
 */

import * as tf from "@tensorflow/tfjs-core";
import type { Heard } from "../../../shared/music.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { type FeetState, plantFeet } from "../../motion/planted-feet.ts";
import { gaussian, type Random } from "../../motion/random.ts";
import { blocksLength } from "../blocks.ts";
import type { Generator, GeneratorState, GeneratorStep, Manner } from "../generator.ts";
import { FixedLayers } from "../linear-layers.ts";
import type { GeneratorType, Model } from "../model.ts";
import { POSE_SIZE, poseOf } from "../peers/pose.ts";
import { PEER_CONSTANTS, type PoseUnits, poseUnitsIn, toUnits } from "../peers/weights.ts";
import { type DancerState, initialDancerState, toMotionFrame } from "../recurrent-cvae/dancer-state.ts";
import { Denoiser } from "../recurrent-cvae/denoiser.ts";
import { type ObservationModel, observeFrame } from "../recurrent-cvae/observation.ts";
import { Plausibility } from "../recurrent-cvae/plausibility.ts";
import { constantsIn } from "../recurrent-cvae/weights.ts";
import { read, table } from "../tensors.ts";
import { musicWindow } from "./music-window.ts";
import { FactNetwork } from "./network.ts";
import { movedBy, type Prediction, predictionOf } from "./prediction.ts";
import { LAYOUT, linearLayers, type Sizes, SizesSchema, valueCount } from "./weights.ts";

/**
 * Share of the frames predicted at once that are danced before the next prediction. The paper dances the first alone: that
 * is as many times as dear.
 */
const DANCED = 0.5;
/** A look ahead of this long is the likeliest motion; what goes on longer without chance is kept as lively as the dancer. */
const EXPECTED_SECONDS = 1.2;
/** Standard deviations that an observed number may be off the archive's mean: further is no dance. */
const FARTHEST = 6;

export const fact: GeneratorType<Sizes> = {
  type: "fact",
  layout: LAYOUT,
  sizes: SizesSchema,
  valueCount,
  open: (model) => new Fact(model),
};

/** Never changed once made. */
interface FactState extends GeneratorState {
  readonly dancer: DancerState;
  /** The last poses in standard units, at most as many as a seed has. */
  readonly poses: readonly Float32Array[];
  /** What was heard while it danced, the last frame last; at most half of the music that the network reads. */
  readonly heard: readonly (Heard | null)[];
  /** What is danced now; null before the first prediction. */
  readonly prediction: Prediction | null;
  /** Of what is shown, which the network does not see; null while observing. */
  readonly feet: FeetState | null;
}

export class Fact implements Generator {
  readonly description: string;
  readonly fps: number;
  readonly styles: readonly string[] = [];
  readonly hears = true;
  readonly #name: string;
  readonly #sizes: Sizes;
  readonly #layers: FixedLayers;
  readonly #network: FactNetwork;
  readonly #body: ObservationModel;
  readonly #units: PoseUnits;
  readonly #plausibility: Plausibility;

  constructor({ name, type, fps, sizes, values }: Model<Sizes>) {
    this.description = `${name} (${type})`;
    this.fps = fps;
    this.#name = name;
    this.#sizes = sizes;
    this.#layers = new FixedLayers(linearLayers(sizes), values.subarray(blocksLength(PEER_CONSTANTS)));
    this.#network = new FactNetwork(sizes, this.#layers);
    const constants = constantsIn(values);
    this.#body = { ...constants, denoiser: new Denoiser(constants) };
    this.#units = poseUnitsIn(values);
    this.#plausibility = new Plausibility(constants, fps);
  }

  initial(): FactState {
    const dancer = initialDancerState();
    return { generator: this.#name, dancer, poses: [], heard: [], prediction: null, feet: null };
  }

  observe(state: GeneratorState, frame: MotionFrame): FactState {
    const before = this.#own(state);
    const dancer = observeFrame(before.dancer, frame, this.#body);
    return { ...this.initial(), dancer, poses: this.#withPose(before, dancer) };
  }

  async step(
    states: readonly GeneratorState[],
    { temperature, heard }: Manner,
    random: Random,
  ): Promise<readonly GeneratorStep[]> {
    const own = states.map((state) => this.#own(state));
    const hears = own.map((_, row) => heard?.[row] ?? null);
    const predicted = await this.#predicted(own, hears, temperature, random);
    return own.map((state, row) => this.#next(state, predicted[row]!, hears[row]!, temperature));
  }

  dispose(): void {
    this.#layers.dispose();
  }

  /** One frame of what is predicted. */
  #next(state: FactState, prediction: Prediction, heard: Heard | null, temperature: number): GeneratorStep {
    const moved = movedBy(state.dancer.motionState, prediction, this.#body);
    const isExpected = temperature === 0 && state.dancer.generatedFrames < EXPECTED_SECONDS * this.fps;
    const dancer = this.#plausibility.constrain(state.dancer, moved, isExpected);
    const before = state.feet ?? plantFeet(null, toMotionFrame(state.dancer, this.#body), 0).state;
    const { state: feet, frame } = plantFeet(before, toMotionFrame(dancer, this.#body), 1 / this.fps);
    const next: FactState = {
      generator: this.#name,
      dancer,
      poses: this.#withPose(state, dancer),
      heard: [...state.heard, heard].slice(-this.#sizes.heard / 2),
      prediction: { ...prediction, at: prediction.at + 1 },
      feet,
    };
    return { state: next, frame };
  }

  #withPose({ poses }: FactState, { motionState }: DancerState): readonly Float32Array[] {
    const pose = toUnits(poseOf(motionState), this.#units);
    for (let i = 0; i < POSE_SIZE; i++) pose[i] = Math.min(FARTHEST, Math.max(-FARTHEST, pose[i]!));
    return [...poses.slice(1 - this.#sizes.seed), pose];
  }

  /** What each of them dances on: of those that have danced their share of it, a new prediction. */
  async #predicted(
    states: readonly FactState[],
    heard: readonly (Heard | null)[],
    temperature: number,
    random: Random,
  ): Promise<readonly Prediction[]> {
    const predictions = states.map(({ prediction }) =>
      prediction && prediction.at < prediction.danced ? prediction : null,
    );
    const due = [...states.keys()].filter((row) => predictions[row] === null);
    if (due.length > 0) {
      const { future, latent } = this.#sizes;
      const noise = due.map((row) => {
        const { dancer } = states[row]!;
        const width = this.#plausibility.samplingTemperature(dancer, temperature);
        return Float32Array.from({ length: latent }, () => (width > 0 ? width * gaussian(random) : 0));
      });
      const values = await read(tf.tidy(() => this.#follow(due, states, heard, noise)));
      due.forEach((row, index) => {
        const poses = values.subarray(index * future * POSE_SIZE, (index + 1) * future * POSE_SIZE);
        const { prediction, dancer } = states[row]!;
        const share = Math.max(1, Math.round(DANCED * future));
        // Options begin together: the first prediction is left at different moments, so that not all are due together.
        const danced = prediction || temperature === 0 ? share : Math.ceil(share * (0.5 + random()));
        predictions[row] = predictionOf(poses, dancer.motionState, danced, this.#units, this.#body);
      });
    }
    return predictions.map((prediction) => prediction!);
  }

  /** The frames that follow, [due, future x 58]. Options that begin from one moment are foreseen once. */
  #follow(
    due: readonly number[],
    states: readonly FactState[],
    heard: readonly (Heard | null)[],
    noise: readonly Float32Array[],
  ): tf.Tensor2D {
    const { seed, heard: length, hidden, latent } = this.#sizes;
    const moments: number[] = [];
    const momentOf = due.map((row) => {
      const known = moments.findIndex(
        (other) => states[other]!.poses === states[row]!.poses && isSame(heard[other]!, heard[row]!),
      );
      return known >= 0 ? known : moments.push(row) - 1;
    });
    const seeds = table(moments.map((row) => seedOf(states[row]!.poses, seed)));
    const music = table(moments.map((row) => musicWindow(heard[row]!, states[row]!.heard, length, this.fps)));
    const foreseen = tf.reshape(this.#network.foresee(seeds, music), [moments.length, -1]) as tf.Tensor2D;
    const each = (of: tf.Tensor2D): tf.Tensor2D =>
      moments.length === due.length ? of : tf.gather(of, momentOf);
    const tokens = tf.reshape(each(foreseen), [-1, hidden]) as tf.Tensor2D;
    return this.#network.follow(
      tokens,
      each(seeds),
      each(music),
      latent > 0 ? this.#draw(tokens, noise) : null,
    );
  }

  /** @param noise standard normal, times the temperature, [due, latent] */
  #draw(tokens: tf.Tensor2D, noise: readonly Float32Array[]): tf.Tensor2D {
    const { mean, logSigma } = this.#network.prior(tokens);
    return tf.add(mean, tf.mul(tf.exp(logSigma), table(noise)));
  }

  #own(state: GeneratorState): FactState {
    if (state.generator !== this.#name)
      throw new Error(`a state of the generator ${state.generator} was given to ${this.#name}`);
    return state as FactState;
  }
}

const isSame = (a: Heard | null, b: Heard | null): boolean =>
  a === b ||
  (a !== null && b !== null && a.sinceBeat === b.sinceBeat && a.toBeat === b.toBeat && a.energy === b.energy);

/** The last poses one after the other, [seed x 58]; of whom fewer were seen, the first stands in for those before it. */
export function seedOf(poses: readonly Float32Array[], frames: number): Float32Array {
  const seed = new Float32Array(frames * POSE_SIZE);
  for (let frame = 0; frame < frames; frame++) {
    const pose = poses[Math.max(0, poses.length - frames + frame)];
    if (pose) seed.set(pose, frame * POSE_SIZE);
  }
  return seed;
}
