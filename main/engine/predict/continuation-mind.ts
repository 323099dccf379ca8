import * as tf from "@tensorflow/tfjs";
import type { Random } from "../../../shared/random.ts";
import type { MotionFrame } from "../phrase/motion.ts";
import { type Dancing, frameOf, meet, see } from "./dancing.ts";
import { gaussian } from "./gaussian.ts";
import { FixedLayers, type Sizes } from "./layers.ts";
import type { Mind, MindState, Step } from "./mind.ts";
import { constantsIn, MODEL_TYPE, type Model } from "./model.ts";
import { MOMENT } from "./moment.ts";
import { type Gaussian, headingOf, Network } from "./network.ts";
import { Plausibility } from "./plausibility.ts";
import type { StandardBody } from "./standard-body.ts";

/** The code of a phrase is the mean of its moments' impressions, of at most its last 5 s. */
const PHRASE_FRAMES = 150;

/** What the network remembers of a dance, and the dancer's body that dances it. Never changed once made. */
interface Remembered extends MindState {
  readonly dancing: Dancing;
  /** Of both cells: low, then high. */
  readonly hidden: Float32Array;
  readonly code: Float32Array;
  readonly latent: Float32Array;
}

/** The shipped network as a Mind, on whatever backend TensorFlow.js was started. */
export class ContinuationMind implements Mind {
  readonly description: string;
  readonly fps: number;
  readonly styles: readonly string[] = [];
  readonly #name: string;
  readonly #sizes: Sizes;
  readonly #layers: FixedLayers;
  readonly #network: Network;
  readonly #body: StandardBody;
  readonly #plausibility: Plausibility;

  constructor({ name, fps, sizes, values }: Model) {
    this.description = `${name} (${MODEL_TYPE})`;
    this.fps = fps;
    this.#name = name;
    this.#sizes = sizes;
    this.#layers = new FixedLayers(sizes, values);
    this.#network = new Network(sizes, this.#layers);
    const limits = constantsIn(values);
    this.#body = limits;
    this.#plausibility = new Plausibility(limits, fps);
  }

  initial(): MindState {
    const { hidden, code, latent } = this.#sizes;
    return this.#state({
      dancing: meet(),
      hidden: new Float32Array(2 * hidden),
      code: new Float32Array(code),
      latent: new Float32Array(latent),
    });
  }

  observe(state: MindState, frame: MotionFrame): MindState {
    const before = this.#own(state);
    const dancing = see(before.dancing, frame, this.#body);
    if (before.dancing.seen === 0) return this.#state({ ...before, dancing });
    const { hidden: H, code: C } = this.#sizes;
    const known = tf.tidy(() => {
      const moment = tf.tensor2d(before.dancing.moment, [1, MOMENT]);
      const hidden = this.#network.recur(
        this.#network.features(moment, headingOf(moment)),
        this.#hiddenOf([before]),
      );
      const impression = this.#network.impression(hidden.high);
      return tf.concat([hidden.low, hidden.high, impression], 1).dataSync() as Float32Array;
    });
    const share = 1 / Math.min(before.dancing.seen, PHRASE_FRAMES);
    const code = before.code.map((old, i) => old + share * (known[2 * H + i]! - old));
    return this.#state({
      dancing,
      hidden: known.slice(0, 2 * H),
      code: code.subarray(0, C),
      latent: before.latent,
    });
  }

  step(states: readonly MindState[], temperature: number, random: Random): readonly Step[] {
    if (states.length === 0) return [];
    const before = states.map((state) => this.#own(state));
    const latents = before.map(({ latent }) => latent);
    const { hidden: H, segment } = this.#sizes;
    const width = 2 * H + MOMENT;
    const next = tf.tidy(() => {
      const moment = tf.tensor2d(joined(before.map(({ dancing }) => dancing.moment)), [
        before.length,
        MOMENT,
      ]);
      const code = tf.tensor2d(joined(before.map((state) => state.code)), [before.length, this.#sizes.code]);
      const heading = headingOf(moment);
      const features = this.#network.features(moment, heading);
      const hidden = this.#network.recur(features, this.#hiddenOf(before));
      const due = before.map(({ dancing }) => dancing.danced % segment === 0);
      if (due.includes(true)) {
        const { mean, sigma } = read(this.#network.prior(hidden, features, code));
        due.forEach((isDue, row) => {
          if (!isDue) return;
          const wild = this.#plausibility.liveliness(before[row]!.dancing, temperature);
          latents[row] = draw(mean, sigma, row, this.#sizes.latent, wild, random);
        });
      }
      const clock = tf.tensor2d(before.map(({ dancing }) => [(dancing.danced % segment) / segment]));
      const latent = tf.tensor2d(joined(latents), [before.length, this.#sizes.latent]);
      const turn = this.#network.decode(hidden, features, code, latent, clock);
      const moved = this.#network.advance(moment, heading, turn);
      return tf.concat([hidden.low, hidden.high, moved], 1).dataSync() as Float32Array;
    });
    return before.map((state, row) => {
      const own = next.subarray(row * width, (row + 1) * width);
      const dancing = this.#plausibility.tame(state.dancing, own.slice(2 * H));
      const { code } = state;
      const after = this.#state({ dancing, hidden: own.slice(0, 2 * H), code, latent: latents[row]! });
      return { state: after, frame: frameOf(dancing, this.#body) };
    });
  }

  lean(state: MindState): MindState {
    return state;
  }

  dispose(): void {
    this.#layers.dispose();
  }

  #hiddenOf(states: readonly Remembered[]): { low: tf.Tensor2D; high: tf.Tensor2D } {
    const H = this.#sizes.hidden;
    const both = states.map(({ hidden }) => hidden);
    const shape: [number, number] = [states.length, H];
    return {
      low: tf.tensor2d(joined(both.map((hidden) => hidden.subarray(0, H))), shape),
      high: tf.tensor2d(joined(both.map((hidden) => hidden.subarray(H))), shape),
    };
  }

  #state(remembered: Omit<Remembered, "mind">): Remembered {
    return { mind: this.#name, ...remembered };
  }

  #own(state: MindState): Remembered {
    if (state.mind !== this.#name)
      throw new Error(`a state of mind ${state.mind} was given to ${this.#name}`);
    return state as Remembered;
  }
}

function read({ mean, logSigma }: Gaussian): { mean: Float32Array; sigma: Float32Array } {
  return {
    mean: mean.dataSync() as Float32Array,
    sigma: tf.exp(logSigma).dataSync() as Float32Array,
  };
}

function draw(
  mean: Float32Array,
  sigma: Float32Array,
  row: number,
  size: number,
  temperature: number,
  random: Random,
): Float32Array {
  const latent = mean.slice(row * size, (row + 1) * size);
  if (temperature === 0) return latent;
  return latent.map((value, i) => value + temperature * sigma[row * size + i]! * gaussian(random));
}

function joined(rows: readonly Float32Array[]): Float32Array {
  if (rows.length === 1) return rows[0]!;
  const length = rows[0]!.length;
  const all = new Float32Array(rows.length * length);
  rows.forEach((row, index) => {
    all.set(row, index * length);
  });
  return all;
}
