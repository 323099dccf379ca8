/*
 * A space of phrases: what she danced last is a point in it, and she is answered by points near. The folder reads from
 * the bottom up:
 *
 *     weights.ts, network.ts     the network, from the file's numbers to latents and back
 *     phrase-rows.ts             a phrase as the network reads it
 *     phrase-space.ts            points, near and between
 *     dance.ts                   a phrase near hers that is danced now
 *     phrase-vae.ts              all of it as a Generator
 */
import type { Seconds } from "../../../shared/pose.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { PLACEMENT_SIZE } from "../../motion/motion-state.ts";
import { type FeetState, plantFeet } from "../../motion/planted-feet.ts";
import type { Random } from "../../motion/random.ts";
import type { Generator, GeneratorState, GeneratorStep, Manner } from "../generator.ts";
import type { GeneratorType, Model } from "../model.ts";
import { type Dancer, embodied, forgotten, NOBODY, observed } from "../motion-graph/dancer.ts";
import {
  atItsEnd,
  type Dance,
  dueAmong,
  goingOn,
  goneOn,
  type Phrase,
  type Stretch,
  stretchAfter,
  written,
} from "./dance.ts";
import { phraseIn, rowsOf } from "./phrase-rows.ts";
import { PhraseSpace } from "./phrase-space.ts";
import { LAYOUT, type Sizes, SizesSchema, valueCount } from "./weights.ts";

/** The longest phrase: her last so many seconds. */
const LONGEST: Seconds = 8;

export const phraseVae: GeneratorType<Sizes> = {
  type: "phrase-vae",
  layout: LAYOUT,
  sizes: SizesSchema,
  valueCount,
  open: (model) => new PhraseVae(model),
};

/** Never changed once made. */
interface PhraseState extends GeneratorState {
  readonly dancer: Dancer;
  /** Null while observing. */
  readonly answer: Answer | null;
}

interface Answer {
  readonly dance: Dance;
  /** Frames since she was observed. */
  readonly frames: number;
  readonly feet: FeetState;
}

export class PhraseVae implements Generator {
  readonly description: string;
  readonly fps: number;
  readonly styles: readonly string[] = [];
  readonly #name: string;
  readonly #space: PhraseSpace;
  /** Of dancers as they were observed last: however many options there are, a phrase is encoded once. */
  readonly #phrases = new WeakMap<Dancer, Promise<Phrase>>();

  constructor({ name, type, fps, sizes, values }: Model<Sizes>) {
    this.description = `${name} (${type})`;
    this.fps = fps;
    this.#name = name;
    this.#space = new PhraseSpace({ sizes, values });
  }

  initial(): PhraseState {
    return { generator: this.#name, dancer: NOBODY, answer: null };
  }

  observe(state: GeneratorState, frame: MotionFrame): PhraseState {
    const { dancer } = this.#own(state);
    return { generator: this.#name, dancer: observed(dancer, frame, this.fps), answer: null };
  }

  forgotten(state: GeneratorState): PhraseState {
    const { dancer } = this.#own(state);
    return { generator: this.#name, dancer: forgotten(dancer, this.fps), answer: null };
  }

  async step(
    states: readonly GeneratorState[],
    { temperature }: Manner,
    random: Random,
  ): Promise<readonly GeneratorStep[]> {
    const own = states.map((state) => this.#own(state));
    const dances = await this.#dances(own, temperature, random);
    return own.map((state, index) => this.#next(state, dances[index]!));
  }

  dispose(): void {
    this.#space.dispose();
  }

  #next(state: PhraseState, from: Dance | null): GeneratorStep {
    const { dancer, answer } = state;
    // Who was never seen is nobody, and stands at the origin.
    if (!from) return { state, frame: embodied(dancer, new Float32Array(PLACEMENT_SIZE), 0) };
    const dance = goneOn(from, this.fps);
    const frames = (answer?.frames ?? 0) + 1;
    const before = answer?.feet ?? plantFeet(null, embodied(dancer, dancer.now!.slice(), 0), 0).state;
    const free = embodied(dancer, dance.shown, frames / this.fps);
    const { state: feet, frame } = plantFeet(before, free, 1 / this.fps);
    const next: PhraseState = { ...state, answer: { dance, frames, feet } };
    return { state: next, frame };
  }

  /** What each goes on dancing; where that is soon over, what follows is written. */
  async #dances(
    states: readonly PhraseState[],
    sigma: number,
    random: Random,
  ): Promise<readonly (Dance | null)[]> {
    const dances = states.map(({ answer }) => answer && goingOn(answer.dance));
    const due = new Set(dueAmong(dances));
    const stretches = new Map<number, Stretch>();
    for (const [index, { dancer, answer }] of states.entries()) {
      const dance = dances[index];
      if (!dancer.now || (dance && !due.has(index))) continue;
      const last = dance
        ? atItsEnd(dance, this.fps)
        : { shown: dancer.now, before: dancer.before ?? dancer.now };
      const hers = answer?.dance.hers ?? (await this.#phraseOf(dancer));
      stretches.set(index, stretchAfter(hers, last, this.#space, this.fps, sigma, random));
    }
    const begun = await written([...stretches.values()], this.#space, this.fps);
    [...stretches.keys()].forEach((index, row) => {
      const dance = dances[index];
      dances[index] = dance ? { ...dance, following: begun[row]! } : begun[row]!;
    });
    return dances;
  }

  #phraseOf(dancer: Dancer): Promise<Phrase> {
    const known = this.#phrases.get(dancer) ?? this.#encoded(dancer);
    this.#phrases.set(dancer, known);
    return known;
  }

  async #encoded({ words }: Dancer): Promise<Phrase> {
    const last: Float32Array[] = [];
    for (let frame = words.length - 1; frame >= 0 && last.length < LONGEST * this.fps; frame--) {
      last.push(words.placement(frame));
      if (frame === 0 || !words.goesOn(frame - 1)) break;
    }
    const { frames, held } = phraseIn(last.reverse(), this.fps, this.#space.segment, LONGEST);
    return { placements: frames, held, point: await this.#space.encode(rowsOf(frames, this.fps)) };
  }

  #own(state: GeneratorState): PhraseState {
    if (state.generator !== this.#name)
      throw new Error(`a state of the generator ${state.generator} was given to ${this.#name}`);
    return state as PhraseState;
  }
}
