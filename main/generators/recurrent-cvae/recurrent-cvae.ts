/*
 * The shipped generator: a recurrent conditional variational autoencoder (CVAE: Sohn, Lee and Yan 2015; recurrent:
 * Chung et al. 2015). The folder reads from the bottom up:
 *
 *     motion-state.ts, standard-body.ts      the vectors that motion is reckoned with, and the body that they are of
 *     wiener.ts, denoiser.ts                 what is observed, without the camera's noise
 *     wiener-extrapolator.ts                 the same filter, looking ahead
 *     dancer-state.ts, observation.ts        one dancer: observed, generated, and shown again
 *     heard.ts                               what is heard, as the network is given it
 *     weights.ts, layers.ts, gru.ts, network.ts      the network, from the file's numbers to the next state
 *     latent-noise.ts, liveliness.ts, plausibility.ts    what is drawn, how lively, and within which limits
 *     recurrent-cvae.ts                      all of it as a Generator
 */

import * as tf from "@tensorflow/tfjs-core";
import type { Heard } from "../../../shared/music.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { STATE_SIZE } from "../../motion/motion-state.ts";
import { type FeetState, plantFeet } from "../../motion/planted-feet.ts";
import type { Random } from "../../motion/random.ts";
import type { Extrapolator, Generator, GeneratorState, GeneratorStep, Manner } from "../generator.ts";
import type { GeneratorType, Model } from "../model.ts";
import { read, table } from "../tensors.ts";
import {
  blendWithExtrapolation,
  type DancerState,
  initialDancerState,
  noiseLevelOf,
  toMotionFrame,
} from "./dancer-state.ts";
import { Denoiser } from "./denoiser.ts";
import { heardTable } from "./heard.ts";
import { type LatentNoise, nextLatentNoise, sampleLatent } from "./latent-noise.ts";
import { ModelLayers } from "./layers.ts";
import { Network } from "./network.ts";
import { extrapolate, type ObservationModel, observeFrame } from "./observation.ts";
import { Plausibility } from "./plausibility.ts";
import { constantsIn, LAYOUT, type Sizes, SizesSchema, valueCount } from "./weights.ts";
import { WienerExtrapolator } from "./wiener-extrapolator.ts";

/** The code of a phrase is the mean over at most its last 5 s. */
const PHRASE_FRAMES = 150;
/**
 * How much the style's distance from the even mixture is amplified, after a second of continuation. The hidden state
 * comes to contradict it once the continuation has drifted: not amplified, martial art became salsa after 3 s.
 */
const STYLE_EMPHASIS = 8;
/** The same for a style that was asked for, which the dancer's whole phrase may contradict. */
const REQUESTED_EMPHASIS = 15;
/** Share of the phrase's code that is kept then: the code tells of the dancer's own style. */
const REQUESTED_CODE_SHARE = 0.5;

export const recurrentCvae: GeneratorType<Sizes> = {
  type: "recurrent-cvae",
  layout: LAYOUT,
  sizes: SizesSchema,
  valueCount,
  open: (model) => new RecurrentCvae(model),
};

/** Never changed once made. */
interface CvaeState extends GeneratorState {
  readonly dancer: DancerState;
  /** Of both cells: low, then high, [2 hidden]. */
  readonly hidden: Float32Array;
  readonly code: Float32Array;
  /** Share of each style. */
  readonly style: Float32Array;
  /** Whether that style was asked for; else it is the dancer's own. */
  readonly isRequested: boolean;
  readonly latent: Float32Array;
  /** null until a latent was drawn with noise. */
  readonly latentNoise: LatentNoise | null;
  /** Of what is shown, which the network does not see; null while observing. */
  readonly feet: FeetState | null;
}

export class RecurrentCvae implements Generator {
  readonly description: string;
  readonly fps: number;
  readonly styles: readonly string[];
  readonly hears: boolean;
  readonly #name: string;
  readonly #sizes: Sizes;
  readonly #layers: ModelLayers;
  readonly #network: Network;
  readonly #body: ObservationModel;
  readonly #plausibility: Plausibility;

  constructor({ name, type, fps, sizes, styles, values }: Model<Sizes>) {
    this.description = `${name} (${type})`;
    this.fps = fps;
    this.styles = styles;
    this.hears = sizes.hearing > 0;
    this.#name = name;
    this.#sizes = sizes;
    this.#layers = new ModelLayers(sizes, values);
    this.#network = new Network(sizes, this.#layers);
    const constants = constantsIn(values);
    this.#body = { ...constants, denoiser: new Denoiser(constants) };
    this.#plausibility = new Plausibility(constants, fps);
  }

  initial(): CvaeState {
    const { hidden, code, styles, latent } = this.#sizes;
    return {
      generator: this.#name,
      dancer: initialDancerState(),
      hidden: new Float32Array(2 * hidden),
      code: new Float32Array(code),
      style: new Float32Array(styles).fill(1 / styles),
      isRequested: false,
      latent: new Float32Array(latent),
      latentNoise: null,
      feet: null,
    };
  }

  observe(state: GeneratorState, frame: MotionFrame): CvaeState {
    return this.observeEach([state], [frame])[0]!;
  }

  /** A new frame becomes the dancer's state; the one before it goes through the network, as while stepping. */
  observeEach(states: readonly GeneratorState[], frames: readonly MotionFrame[]): readonly CvaeState[] {
    const own = states.map((state) => this.#own(state));
    const observed = own.map(
      (before, row): CvaeState => ({
        ...before,
        dancer: observeFrame(before.dancer, frames[row]!, this.#body),
      }),
    );
    const rows = [...own.keys()].filter((row) => own[row]!.dancer.observedFrames > 0);
    if (rows.length === 0) return observed;
    const going = rows.map((row) => own[row]!);
    const { hidden: H, code: C, styles: S } = this.#sizes;
    const result = tf.tidy(() => {
      const motion = table(going.map(({ dancer }) => dancer.motionState));
      const noiseLevel = tf.tensor2d(going.map(({ dancer }) => [noiseLevelOf(dancer)]));
      const features = this.#network.features(motion, this.#network.headingOf(motion), noiseLevel);
      const { low, high } = this.#network.recur(features, this.#hiddenOf(going));
      const mean = table(going.map((state) => state.code));
      const share = tf.tensor2d(
        going.map(({ dancer }) => [1 / Math.min(dancer.observedFrames, PHRASE_FRAMES)]),
      );
      const code: tf.Tensor2D = tf.add(mean, tf.mul(tf.sub(this.#network.frameCode(high), mean), share));
      const style = tf.softmax(this.#network.styleLogits(code));
      return tf.concat([low, high, code, style], 1);
    });
    const values = result.dataSync() as Float32Array;
    result.dispose();
    const width = 2 * H + C + S;
    rows.forEach((row, index) => {
      const at = index * width;
      observed[row] = {
        ...observed[row]!,
        hidden: values.slice(at, at + 2 * H),
        code: values.slice(at + 2 * H, at + 2 * H + C),
        style: values.slice(at + 2 * H + C, at + width),
        isRequested: false,
        latentNoise: null,
        feet: null,
      };
    });
    return observed;
  }

  async step(
    states: readonly GeneratorState[],
    { temperature, styles, heard }: Manner,
    random: Random,
  ): Promise<readonly GeneratorStep[]> {
    if (states.length === 0) return [];
    const before = this.#withExtrapolation(states.map((state) => inStyles(this.#own(state), styles)));
    const inputs = this.#inputsOf(before);
    try {
      const drawn = await this.#drawLatents(before, inputs, temperature, random);
      const values = await read(tf.tidy(() => this.#advance(drawn, inputs, heard ?? null)));
      const { hidden: H } = this.#sizes;
      const width = 2 * H + STATE_SIZE;
      return drawn.map((state, row): { state: CvaeState; frame: MotionFrame } => {
        const own = values.subarray(row * width, (row + 1) * width);
        const dancer = this.#plausibility.constrain(state.dancer, own.slice(2 * H), temperature === 0);
        const danced = toMotionFrame(blendWithExtrapolation(dancer, this.#body), this.#body);
        const { state: feet, frame } = plantFeet(this.#feetOf(state), danced, 1 / this.fps);
        return { state: { ...state, dancer, hidden: own.slice(0, 2 * H), feet }, frame };
      });
    } finally {
      for (const tensor of Object.values(inputs)) tensor.dispose();
    }
  }

  extrapolator(): Extrapolator {
    return new WienerExtrapolator(this.#body);
  }

  dispose(): void {
    this.#network.dispose();
    this.#layers.dispose();
  }

  /** Those of the last frame, which the dancer stood on where the continuation begins now. */
  #feetOf({ feet, dancer }: CvaeState): FeetState {
    return feet ?? plantFeet(null, toMotionFrame(dancer, this.#body), 0).state;
  }

  /** Continuations that begin now get their extrapolation, once for all options of one dancer. */
  #withExtrapolation(states: readonly CvaeState[]): readonly CvaeState[] {
    const begun = new Map<DancerState, DancerState>();
    return states.map((state) => {
      const { dancer } = state;
      if (dancer.generatedFrames > 0) return state;
      const known = begun.get(dancer) ?? { ...dancer, extrapolated: extrapolate(dancer, this.#body) };
      begun.set(dancer, known);
      return { ...state, dancer: known };
    });
  }

  /**
   * What prior and decoder are given. Kept tensor by tensor: where a tidy returns an object, V8 no longer inlines how
   * TensorFlow.js looks for tensors in results, and every operation takes longer from then on, a step a third longer.
   */
  #inputsOf(states: readonly CvaeState[]): Inputs {
    let inputs: Inputs | undefined;
    tf.tidy(() => {
      const noiseLevel = tf.tensor2d(states.map(({ dancer }) => [noiseLevelOf(dancer)]));
      const before = this.#hiddenOf(states);
      const motion = this.#refined(states, noiseLevel, before.high);
      const heading = this.#network.headingOf(motion);
      const features = this.#network.features(motion, heading, noiseLevel);
      const { low, high } = this.#network.recur(features, before);
      inputs = {
        motion: tf.keep(motion),
        heading: tf.keep(heading),
        features: tf.keep(features),
        low: tf.keep(low),
        high: tf.keep(high),
        code: tf.keep(table(states.map((state) => state.code))),
        style: tf.keep(table(states.map((state) => this.#emphasised(state)))),
      };
    });
    return inputs!;
  }

  /** The states to go on from: as they were observed, refined where they are noisy. */
  #refined(states: readonly CvaeState[], noiseLevel: tf.Tensor2D, high: tf.Tensor2D): tf.Tensor2D {
    const motion = table(states.map(({ dancer }) => dancer.motionState));
    if (states.every(({ dancer }) => noiseLevelOf(dancer) === 0)) return motion;
    return this.#network.refine(motion, this.#network.headingOf(motion), noiseLevel, high);
  }

  /** The style, moved away from the even mixture of all. */
  #emphasised({ style, isRequested, dancer }: CvaeState): Float32Array {
    const emphasis = isRequested
      ? REQUESTED_EMPHASIS
      : STYLE_EMPHASIS * Math.min(1, dancer.generatedFrames / this.fps);
    return style.map((share) => share + emphasis * (share - 1 / style.length));
  }

  /** The states with new latents where a segment begins. */
  async #drawLatents(
    states: readonly CvaeState[],
    inputs: Inputs,
    temperature: number,
    random: Random,
  ): Promise<readonly CvaeState[]> {
    const { latent: size, segment } = this.#sizes;
    const begins = ({ dancer }: CvaeState) => dancer.generatedFrames % segment === 0;
    if (!states.some(begins)) return states;
    const prior = await read(
      tf.tidy(() => {
        const { mean, logSigma } = this.#network.prior(inputs.high, inputs.features, inputs);
        return tf.concat([mean, tf.exp(logSigma)], 1);
      }),
    );
    return states.map((state, row) => {
      if (!begins(state)) return state;
      const actual = this.#plausibility.samplingTemperature(state.dancer, temperature);
      const latentNoise = actual > 0 ? nextLatentNoise(state.latentNoise, size, random) : state.latentNoise;
      const [mean, sigma] = [0, 1].map((part) =>
        prior.subarray((2 * row + part) * size, (2 * row + part + 1) * size),
      );
      return { ...state, latent: sampleLatent(mean!, sigma!, latentNoise, actual), latentNoise };
    });
  }

  /** Hidden state, low, then high, and motion state one frame later: [B, 2 hidden + 114]. */
  #advance(
    states: readonly CvaeState[],
    inputs: Inputs,
    heard: readonly (Heard | null)[] | null,
  ): tf.Tensor2D {
    const { motion, heading, features, low, high } = inputs;
    const { segment } = this.#sizes;
    const latent = table(states.map((state) => state.latent));
    const phase = tf.tensor2d(states.map(({ dancer }) => [(dancer.generatedFrames % segment) / segment]));
    const acceleration = this.#network.decode(high, features, inputs, latent, phase);
    const pace =
      this.hears && heard?.some((one) => one !== null)
        ? this.#network.hear(high, features, inputs, latent, phase, heardTable(heard))
        : undefined;
    return tf.concat([low, high, this.#network.advance(motion, heading, acceleration, pace)], 1);
  }

  #hiddenOf(states: readonly CvaeState[]): { low: tf.Tensor2D; high: tf.Tensor2D } {
    const H = this.#sizes.hidden;
    return {
      low: table(states.map(({ hidden }) => hidden.subarray(0, H))),
      high: table(states.map(({ hidden }) => hidden.subarray(H))),
    };
  }

  #own(state: GeneratorState): CvaeState {
    if (state.generator !== this.#name)
      throw new Error(`a state of the generator ${state.generator} was given to ${this.#name}`);
    return state as CvaeState;
  }
}

/** What prior and decoder are given, [B, ...]: the state to go on from, the hidden state after it, and the phrase. */
type Inputs = Readonly<
  Record<"motion" | "features" | "low" | "high" | "code" | "style", tf.Tensor2D> & { heading: tf.Tensor3D }
>;

/** The state, to be continued in these styles rather than in the dancer's own. */
function inStyles(state: CvaeState, styles: readonly number[] | null): CvaeState {
  if (styles === null) return state;
  const code = state.isRequested ? state.code : state.code.map((value) => REQUESTED_CODE_SHARE * value);
  return { ...state, code, style: Float32Array.from(styles), isRequested: true };
}
