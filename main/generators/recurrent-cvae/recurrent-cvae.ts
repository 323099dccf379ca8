import * as tf from "@tensorflow/tfjs";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import type { Random } from "../../motion/random.ts";
import type { Generator, GeneratorState, GeneratorStep } from "../generator.ts";
import {
  blendWithExtrapolation,
  type DancerState,
  extrapolate,
  initialDancerState,
  noiseLevelOf,
  type ObservationModel,
  observeFrame,
  toMotionFrame,
} from "./dancer-state.ts";
import { Denoiser } from "./denoiser.ts";
import { type LatentNoise, nextLatentNoise, type Prior, sampleLatent } from "./latent-noise.ts";
import { FixedLayers, type Sizes } from "./layers.ts";
import { constantsIn, MODEL_TYPE, type Model } from "./model.ts";
import { STATE_SIZE } from "./motion-state.ts";
import { type Gaussian, Network } from "./network.ts";
import { Plausibility } from "./plausibility.ts";

/** The code of a phrase is the mean of its moments' impressions, of at most its last 5 s. */
const PHRASE_FRAMES = 150;
/**
 * How much louder than it is the network hears the style, after a second of dancing on. What it remembers of its own
 * dance speaks against the style once it has begun to drift: unheard, martial art became salsa after three seconds.
 */
const STYLE_EMPHASIS = 8;
/** The same for a style that somebody asked for, against which the dancer's whole phrase may speak. */
const WISH_EMPHASIS = 15;
/** Share of the phrase's code that is kept then: it tells of the dancer's own style. */
const CODE_KEPT = 0.5;

/** What the network remembers of a dance, and the dancer's body that dances it. Never changed once made. */
interface CvaeState extends GeneratorState {
  readonly dancing: DancerState;
  /** Of both cells: low, then high. */
  readonly hidden: Float32Array;
  readonly code: Float32Array;
  /** Share of each style. */
  readonly style: Float32Array;
  /** Whether somebody asked for that style; else it is the dancer's own. */
  readonly isWished: boolean;
  readonly latent: Float32Array;
  /** null until a latent was left to chance. */
  readonly drift: LatentNoise | null;
}

/** The shipped network as a Mind, on whatever backend TensorFlow.js was started. */
export class RecurrentCvae implements Generator {
  readonly description: string;
  readonly fps: number;
  readonly styles: readonly string[];
  readonly #name: string;
  readonly #sizes: Sizes;
  readonly #layers: FixedLayers;
  readonly #network: Network;
  readonly #body: ObservationModel;
  readonly #plausibility: Plausibility;

  constructor({ name, fps, sizes, styles, values }: Model) {
    this.description = `${name} (${MODEL_TYPE})`;
    this.fps = fps;
    this.styles = styles;
    this.#name = name;
    this.#sizes = sizes;
    this.#layers = new FixedLayers(sizes, values);
    this.#network = new Network(sizes, this.#layers);
    const limits = constantsIn(values);
    this.#body = { ...limits, steadying: new Denoiser(limits) };
    this.#plausibility = new Plausibility(limits, fps);
  }

  initial(): GeneratorState {
    const { hidden, code, styles, latent } = this.#sizes;
    return this.#state({
      dancing: initialDancerState(),
      hidden: new Float32Array(2 * hidden),
      code: new Float32Array(code),
      style: new Float32Array(styles).fill(1 / styles),
      isWished: false,
      latent: new Float32Array(latent),
      drift: null,
    });
  }

  withStyles(state: GeneratorState, weights: readonly number[]): GeneratorState {
    const own = this.#own(state);
    const code = own.isWished ? own.code : own.code.map((value) => CODE_KEPT * value);
    return this.#state({ ...own, code, style: Float32Array.from(weights), isWished: true });
  }

  observe(state: GeneratorState, frame: MotionFrame): GeneratorState {
    const before = this.#own(state);
    if (before.dancing.seen === 0)
      return this.#state({ ...before, dancing: observeFrame(before.dancing, frame, this.#body) });
    const { hidden: H, code: C } = this.#sizes;
    const share = 1 / Math.min(before.dancing.seen, PHRASE_FRAMES);
    const known = numbersOf(() => {
      const moment = tf.tensor2d(before.dancing.moment, [1, STATE_SIZE]);
      const heading = this.#network.headingOf(moment);
      const doubt = tf.tensor2d([[noiseLevelOf(before.dancing)]]);
      const features = this.#network.features(moment, heading, doubt);
      const { low, high } = this.#network.recur(features, this.#hiddenOf([before]));
      const old = tf.tensor2d(before.code, [1, C]);
      const code: tf.Tensor2D = tf.add(old, tf.mul(tf.sub(this.#network.impression(high), old), share));
      const style = tf.softmax(this.#network.styleOf(code));
      return tf.concat([low, high, code, style], 1);
    });
    return this.#state({
      dancing: observeFrame(before.dancing, frame, this.#body),
      hidden: known.slice(0, 2 * H),
      code: known.slice(2 * H, 2 * H + C),
      style: known.slice(2 * H + C),
      isWished: false,
      latent: before.latent,
      drift: null,
    });
  }

  step(states: readonly GeneratorState[], temperature: number, random: Random): readonly GeneratorStep[] {
    if (states.length === 0) return [];
    const before = this.#foretold(states.map((state) => this.#own(state)));
    const latents = before.map(({ latent }) => latent);
    const drifts = before.map(({ drift }) => drift);
    const { hidden: H, segment } = this.#sizes;
    const width = 2 * H + STATE_SIZE;
    const next = numbersOf(() => {
      const doubt = tf.tensor2d(before.map(({ dancing }) => [noiseLevelOf(dancing)]));
      const remembered = this.#hiddenOf(before);
      const moment = this.#amended(before, doubt, remembered.high);
      const phrase = {
        code: table(before.map(({ code }) => code)),
        style: table(before.map((state) => this.#emphasised(state))),
      };
      const heading = this.#network.headingOf(moment);
      const features = this.#network.features(moment, heading, doubt);
      const hidden = this.#network.recur(features, remembered);
      const due = before.map(({ dancing }) => dancing.danced % segment === 0);
      if (due.includes(true)) {
        const prior = read(this.#network.prior(hidden.high, features, phrase));
        const { latent } = this.#sizes;
        due.forEach((isDue, row) => {
          if (!isDue) return;
          const wild = this.#plausibility.liveliness(before[row]!.dancing, temperature);
          if (wild > 0) drifts[row] = nextLatentNoise(drifts[row]!, latent, random);
          latents[row] = sampleLatent(prior, row, latent, drifts[row]!, wild);
        });
      }
      const clock = tf.tensor2d(before.map(({ dancing }) => [(dancing.danced % segment) / segment]));
      const turn = this.#network.decode(hidden.high, features, phrase, table(latents), clock);
      const moved = this.#network.advance(moment, heading, turn);
      return tf.concat([hidden.low, hidden.high, moved], 1);
    });
    return before.map((state, row) => {
      const own = next.subarray(row * width, (row + 1) * width);
      const dancing = this.#plausibility.constrain(state.dancing, own.slice(2 * H));
      const after = this.#state({
        ...state,
        dancing,
        hidden: own.slice(0, 2 * H),
        latent: latents[row]!,
        drift: drifts[row]!,
      });
      return { state: after, frame: toMotionFrame(blendWithExtrapolation(dancing, this.#body), this.#body) };
    });
  }

  dispose(): void {
    this.#network.dispose();
    this.#layers.dispose();
  }

  /** Those who begin to dance on, with what follows from the last stills alone: once for all options of a dancer. */
  #foretold(states: readonly CvaeState[]): readonly CvaeState[] {
    const begun = new Map<DancerState, DancerState>();
    return states.map((state) => {
      const { dancing } = state;
      if (dancing.danced > 0) return state;
      const known = begun.get(dancing) ?? { ...dancing, ahead: extrapolate(dancing, this.#body) };
      begun.set(dancing, known);
      return { ...state, dancing: known };
    });
  }

  /** The moments to go on from: as they were seen, amended where that is in doubt. */
  #amended(states: readonly CvaeState[], doubt: tf.Tensor2D, high: tf.Tensor2D): tf.Tensor2D {
    const seen = table(states.map(({ dancing }) => dancing.moment));
    if (states.every(({ dancing }) => noiseLevelOf(dancing) === 0)) return seen;
    return this.#network.refine(seen, this.#network.headingOf(seen), doubt, high);
  }

  /** The style, moved away from the even mixture of all. */
  #emphasised({ style, isWished, dancing }: CvaeState): Float32Array {
    const emphasis = isWished ? WISH_EMPHASIS : STYLE_EMPHASIS * Math.min(1, dancing.danced / this.fps);
    return style.map((share) => share + emphasis * (share - 1 / style.length));
  }

  #hiddenOf(states: readonly CvaeState[]): { low: tf.Tensor2D; high: tf.Tensor2D } {
    const H = this.#sizes.hidden;
    return {
      low: table(states.map(({ hidden }) => hidden.subarray(0, H))),
      high: table(states.map(({ hidden }) => hidden.subarray(H))),
    };
  }

  #state(remembered: Omit<CvaeState, "generator">): CvaeState {
    return { generator: this.#name, ...remembered };
  }

  #own(state: GeneratorState): CvaeState {
    if (state.generator !== this.#name)
      throw new Error(`a state of mind ${state.generator} was given to ${this.#name}`);
    return state as CvaeState;
  }
}

/** What `graph` comes to. Read outside of `tidy`, which looks for tensors in every number that leaves it. */
function numbersOf(graph: () => tf.Tensor2D): Float32Array {
  const result = tf.tidy(graph);
  const numbers = result.dataSync() as Float32Array;
  result.dispose();
  return numbers;
}

function read({ mean, logSigma }: Gaussian): Prior {
  return {
    mean: mean.dataSync() as Float32Array,
    sigma: tf.exp(logSigma).dataSync() as Float32Array,
  };
}

function table(rows: readonly Float32Array[]): tf.Tensor2D {
  const columns = rows[0]!.length;
  if (rows.length === 1) return tf.tensor2d(rows[0]!, [1, columns]);
  const all = new Float32Array(rows.length * columns);
  rows.forEach((row, index) => {
    all.set(row, index * columns);
  });
  return tf.tensor2d(all, [rows.length, columns]);
}
