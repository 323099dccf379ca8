/*
 * Dances on with variations of the phrase that the dancer has just danced (see motion/patches). A variation takes longer
 * to compute than a frame may: while one is danced, the next is computed, a slice with each step; before the first, the
 * dance goes on in the phrase itself, from a moment that is like her last one.
 */
import type { Seconds } from "../../../shared/pose.ts";
import { framesIn } from "../../motion/clip.ts";
import { FEATURES, VELOCITY_FRAMES, writeFeatures } from "../../motion/moments/features.ts";
import type { Found } from "../../motion/moments/pose-index.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { PLACEMENT_SIZE } from "../../motion/motion-state.ts";
import type { Random } from "../../motion/random.ts";
import type { Generator, GeneratorState, GeneratorStep, Manner } from "../generator.ts";
import { type Dancer, embodied, NOBODY, observed } from "../motion-graph/dancer.ts";
import { type Join, joined, joinTo } from "../motion-graph/join.ts";
import { Words } from "../motion-graph/words.ts";
import { LEAST, lastPhrase, momentsLike, type Phrase } from "./phrase.ts";
import { type Plan, planned } from "./plan.ts";

const NAME = "vary";
/** How long the phrase itself is danced at first; it has to be this long and somewhat longer. */
const LEAD: Seconds = 1.6;
const REACH = 1.5;
/** How long a variation is: the first one shorter, since less time is left to compute it. */
const FIRST: Seconds = 5;
const LONG: Seconds = 8;
/** So many moments may be begun with; a distance of this many metres is usual between two that go over into each other, */
const BEGINNINGS = 6;
const USUAL = 0.1;
/** and differences this large, in that unit, matter at temperature 1. */
const CHOICE = 0.35;

/** Never changed once made, but for how far its plan is. */
interface VaryState extends GeneratorState {
  readonly dancer: Dancer;
  /** Null while observing. */
  readonly dance: Dance | null;
}

interface Dance {
  readonly phrase: Phrase;
  /** What is danced now, where in it, and where in it that ends. */
  readonly material: readonly Float32Array[];
  readonly at: number;
  readonly end: number;
  /** What comes then; null where that is the phrase again. */
  readonly next: Plan | null;
  /** Frames that were danced in this material, and altogether. */
  readonly since: number;
  readonly danced: number;
  readonly join: Join;
  /** On the body of an adult: what is shown and what was shown before, [57]. */
  readonly shown: Float32Array;
  readonly before: Float32Array;
}

/** What there is to begin with after an observed frame. */
interface Beginnings {
  readonly phrase: Phrase;
  /** Moments of it. */
  readonly moments: readonly Found[];
}

export class Variations implements Generator {
  readonly description = NAME;
  readonly styles = [];
  readonly fps: number;
  /** For the expected path, and for others. */
  readonly #beginnings = [new WeakMap<VaryState, Beginnings>(), new WeakMap<VaryState, Beginnings>()];

  constructor(fps: number) {
    this.fps = fps;
  }

  initial(): VaryState {
    return { generator: NAME, dancer: NOBODY, dance: null };
  }

  /** Her phrase stays hers, until she has danced another. */
  brokenOff(state: GeneratorState): VaryState {
    const words = own(state).dancer.words.brokenOff();
    return { generator: NAME, dancer: { ...NOBODY, words }, dance: null };
  }

  forgotten(state: GeneratorState): VaryState {
    const { dancer } = own(state);
    const words = dancer.now ? Words.none.with(dancer.now, this.fps) : Words.none;
    return { generator: NAME, dancer: { ...dancer, words }, dance: null };
  }

  isReady(state: GeneratorState): boolean {
    return own(state).dancer.words.length >= framesIn(LEAST, this.fps);
  }

  observe(state: GeneratorState, frame: MotionFrame): VaryState {
    return { generator: NAME, dancer: observed(own(state).dancer, frame, this.fps), dance: null };
  }

  async step(
    states: readonly GeneratorState[],
    { temperature }: Manner,
    random: Random,
  ): Promise<readonly GeneratorStep[]> {
    return states.map((state) => this.#next(own(state), temperature, random));
  }

  dispose(): void {}

  #next(state: VaryState, temperature: number, random: Random): GeneratorStep {
    const { dancer } = state;
    const begun = state.dance ?? this.#begin(state, temperature, random);
    if (!begun)
      return { state, frame: embodied(dancer, dancer.now?.slice() ?? new Float32Array(PLACEMENT_SIZE), 0) };
    const dance = begun.at + 1 < begun.end ? begun : this.#goneOver(begun, temperature, random);
    const { material, end, next, join, shown: before } = dance;
    const [at, since, danced] = [dance.at + 1, dance.since + 1, dance.danced + 1];
    next?.variation.advanceTo((since - 1) / Math.max(1, end - 1 - at + since - 1));
    const shown = joined(join, material[at]!, since / this.fps);
    const frame = embodied(dancer, shown, danced / this.fps);
    const after: VaryState = { ...state, dance: { ...dance, at, since, danced, shown, before } };
    return { state: after, frame };
  }

  /** Null where there is nothing to begin with. */
  #begin(state: VaryState, temperature: number, random: Random): Dance | null {
    const { now, before } = state.dancer;
    const known = this.#beginnings[Number(temperature > 0)]!;
    const beginnings = known.get(state) ?? this.#beginningsAfter(state.dancer, temperature);
    if (!now || !beginnings) return null;
    known.set(state, beginnings);
    const { phrase, moments } = beginnings;
    const moment = drawn(moments, temperature, random);
    return this.#inPhrase(phrase, moment, temperature, random, {
      shown: now,
      before: before ?? now,
      danced: 0,
    });
  }

  #beginningsAfter({ now, words }: Dancer, temperature: number): Beginnings | null {
    const phrase = now && lastPhrase(words, this.fps);
    if (!phrase) return null;
    const earlier = words.placement(Math.max(0, words.length - 1 - VELOCITY_FRAMES));
    const features = new Float32Array(FEATURES);
    writeFeatures(now, earlier, this.fps, features);
    return { phrase, moments: this.#momentsLike(phrase, features, temperature) };
  }

  /**
   * Moments that leave long enough to compute a variation, of a short phrase at least a third of it, and at temperature
   * 0, where it is danced to its end, half of it.
   */
  #momentsLike(phrase: Phrase, features: Float32Array, temperature: number): readonly Found[] {
    const { length } = phrase.frames;
    const long = framesIn(REACH * LEAD, this.fps);
    const left = temperature > 0 ? Math.min(long, Math.floor(length / 3)) : Math.floor(length / 2);
    return momentsLike(phrase, features, temperature > 0 ? BEGINNINGS : 1, left);
  }

  /** Goes on in the phrase from a moment of it: at temperature 0 to its end, else until a variation is computed. */
  #inPhrase(
    phrase: Phrase,
    moment: number,
    temperature: number,
    random: Random,
    dance: Pick<Dance, "shown" | "before" | "danced">,
  ): Dance {
    const { placements } = phrase;
    const end = Math.min(
      placements.length,
      temperature > 0 ? moment + framesIn(LEAD, this.fps) : Number.POSITIVE_INFINITY,
    );
    const join = joinTo(dance.shown, dance.before, placements[moment]!, placements[moment - 1]!, this.fps);
    // Its first two frames are the last two of these, so that it is joined at the speed that it has.
    const next = temperature > 0 ? planned(phrase, this.fps, end - 2, FIRST, temperature, random) : null;
    return { ...dance, phrase, material: placements, at: moment, end, next, since: 0, join };
  }

  /** What follows when some material has come to its end. */
  #goneOver(dance: Dance, temperature: number, random: Random): Dance {
    const { phrase, at, next, shown, before } = dance;
    if (!next) {
      const features = phrase.features[at] ?? new Float32Array(FEATURES);
      const moment = drawn(this.#momentsLike(phrase, features, temperature), temperature, random);
      return this.#inPhrase(phrase, moment, temperature, random, dance);
    }
    const material = next.variation.result();
    const join = joinTo(shown, before, material[1]!, material[0]!, this.fps);
    const after = planned(phrase, this.fps, next.last - 1, LONG, temperature, random);
    return { ...dance, material, at: 1, end: material.length, next: after, since: 0, join };
  }
}

/** One of the moments: the likelier, the more it is like; at temperature 0 the likest. */
function drawn(moments: readonly Found[], temperature: number, random: Random): number {
  const [best] = moments;
  if (!best) return 1;
  if (temperature <= 0) return best.frame;
  const weights = moments.map(({ distance }) =>
    Math.exp((best.distance - distance) / (USUAL * CHOICE * temperature)),
  );
  let rest = random() * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex((weight) => {
    rest -= weight;
    return rest < 0;
  });
  return moments[Math.max(0, index)]!.frame;
}

function own(state: GeneratorState): VaryState {
  if (state.generator !== NAME)
    throw new Error(`a state of the generator ${state.generator} was given to ${NAME}`);
  return state as VaryState;
}
