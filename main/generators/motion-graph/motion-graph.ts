/*
 * Dances on with real motion: a walk through a graph of the poses of an archive's takes and of what the dancer has danced
 * herself. Needs no training. How likeness is found among many poses is in motion/moments/; the folder reads from the
 * bottom up:
 *
 *     components.ts, pose-graph.ts     what never ends, and the graph of an archive
 *     words.ts, dancer.ts              what she was observed to dance
 *     on-beat.ts                       how it falls on the music
 *     material.ts, walk.ts, join.ts    what can be danced next, what is chosen, and how it is joined
 *     motion-graph.ts                  all of it as a Generator
 */
import type { Heard } from "../../../shared/music.ts";
import { mix } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { fromAdult } from "../../motion/moments/adult.ts";
import { VELOCITY_FRAMES } from "../../motion/moments/features.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { PLACEMENT_SIZE } from "../../motion/motion-state.ts";
import type { Random } from "../../motion/random.ts";
import type { Generator, GeneratorState, GeneratorStep, Manner } from "../generator.ts";
import { type Dancer, embodied, forgotten, NOBODY, observed } from "./dancer.ts";
import { accelerationOf, type Join, joined, joinTo } from "./join.ts";
import { type Candidate, Material, type Place } from "./material.ts";
import type { PoseGraph } from "./pose-graph.ts";
import { begun, branch, goneOn, goneTo, type Habits, type Walk } from "./walk.ts";
import { MOST_WORDS, type Words } from "./words.ts";

/** Moments of an archive that continuations may begin with, and those that the expected path is chosen from. */
const BEGINNINGS = 24;
const EXPECTED = 4;
/** Her style is that of the moments of the archive most like so many of hers, so many frames apart. */
const WORDS = 4;
const WORDS_APART = 15;
const LIKE = 4;
/** Of every style as much is taken for hers in any case. */
const ANY_STYLE = 0.05;
/** How far moments are from each other that go over into each other, where no archive says, metres. */
const USUAL = 0.1;
/** Her own words alone are enough from so much of her on. */
const ENOUGH: Seconds = 20;

/** Never changed once made. */
interface GraphState extends GeneratorState {
  readonly dancer: Dancer;
  /** Null while observing. */
  readonly dance: Dance | null;
}

interface Dance {
  readonly walk: Walk;
  readonly join: Join;
  /** On the body of an adult: what is shown and what was shown before, [57]. */
  readonly shown: Float32Array;
  readonly before: Float32Array;
  /** Share of each style that was asked for last, if any was; and in her own dance. */
  readonly asked: readonly number[] | null;
  readonly own: readonly number[] | null;
}

/** What there is to begin with after an observed frame. */
interface Beginnings {
  readonly candidates: readonly Candidate[];
  /** Share of each style in what she danced last. */
  readonly styles: readonly number[] | null;
}

export class MotionGraph implements Generator {
  readonly description: string;
  readonly fps: number;
  readonly styles: readonly string[];
  readonly remembers: Seconds;
  readonly hears = true;
  readonly #name: string;
  readonly #material: Material;
  /** For the expected path, and for others. */
  readonly #beginnings = [new WeakMap<GraphState, Beginnings>(), new WeakMap<GraphState, Beginnings>()];

  /** @param graph of an archive; null for a dancer's own words alone. */
  constructor(name: string, graph: PoseGraph | null, fps: number) {
    const frames = graph ? `, ${graph.danceOf.length} poses` : "";
    this.description = `${name}${frames}`;
    this.fps = fps;
    this.styles = graph?.styles ?? [];
    this.remembers = MOST_WORDS / fps;
    this.#name = name;
    this.#material = new Material(graph, fps);
  }

  initial(): GraphState {
    return { generator: this.#name, dancer: NOBODY, dance: null };
  }

  /** Her words stay hers. */
  brokenOff(state: GeneratorState): GraphState {
    const words = this.#own(state).dancer.words.brokenOff();
    return { generator: this.#name, dancer: { ...NOBODY, words }, dance: null };
  }

  forgotten(state: GeneratorState): GraphState {
    const { dancer, generator } = this.#own(state);
    return { generator, dancer: forgotten(dancer, this.fps), dance: null };
  }

  /** Who has nothing but her own words to dance with needs some of them. */
  isReady(state: GeneratorState): boolean {
    const { words } = this.#own(state).dancer;
    return this.#material.graph !== null || words.length >= ENOUGH * this.fps;
  }

  observe(state: GeneratorState, frame: MotionFrame): GraphState {
    const { dancer } = this.#own(state);
    return { generator: this.#name, dancer: observed(dancer, frame, this.fps), dance: null };
  }

  async step(
    states: readonly GeneratorState[],
    manner: Manner,
    random: Random,
  ): Promise<readonly GeneratorStep[]> {
    // Continuations of one moment begin in different ones, as long as there are some.
    const beginnings = new Map<GeneratorState, Place[]>();
    return states.map((state, index) => {
      const elsewhere = beginnings.get(state) ?? [];
      beginnings.set(state, elsewhere);
      const heard = manner.heard?.[index] ?? null;
      return this.#next(this.#own(state), manner, heard, random, elsewhere);
    });
  }

  dispose(): void {}

  /** @param elsewhere where others of the batch have begun. */
  #next(
    state: GraphState,
    manner: Manner,
    heard: Heard | null,
    random: Random,
    elsewhere: Place[],
  ): GeneratorStep {
    const { dancer } = state;
    const { words } = dancer;
    const dance = state.dance ?? this.#begin(state, manner, heard, random, elsewhere);
    if (!dance) return { state, frame: this.#still(dancer) };
    const { own } = dance;
    const asked = manner.styles ?? dance.asked;
    const habits = this.#habits(manner, heard, asked, own);
    const to = branch(dance.walk, words, habits, this.#material, random);
    const join = to ? this.#joinAt(to, dancer, dance.shown, dance.before) : dance.join;
    const from = to ? goneTo(dance.walk, to, this.fps) : dance.walk;
    const walk = goneOn(from, words, habits, this.#material);
    const shown = joined(join, this.#danced(walk, words), walk.since / this.fps);
    const frame = embodied(dancer, shown, walk.danced / this.fps);
    const next: GraphState = { ...state, dance: { walk, join, shown, before: dance.shown, asked, own } };
    return { state: next, frame };
  }

  /** Null where there is nothing to begin with. */
  #begin(
    state: GraphState,
    manner: Manner,
    heard: Heard | null,
    random: Random,
    elsewhere: Place[],
  ): Dance | null {
    const { dancer } = state;
    const [shown, before] = [dancer.now, dancer.before ?? dancer.now];
    if (!shown || !before) return null;
    const isVaried = manner.temperature > 0;
    const beginnings = this.#beginnings[Number(isVaried)]!;
    const known =
      beginnings.get(state) ?? this.#beginningsAfter(dancer, shown, before, isVaried ? BEGINNINGS : EXPECTED);
    beginnings.set(state, known);
    const [asked, own] = [manner.styles, known.styles];
    const others = known.candidates.filter((one) => !elsewhere.includes(one));
    const candidates = isVaried && others.length > 0 ? others : known.candidates;
    const habits = this.#habits(manner, heard, asked, own);
    const walk = begun(candidates, dancer.words, habits, this.#material, random);
    if (walk) elsewhere.push(walk.place);
    return walk && { walk, join: this.#joinAt(walk.place, dancer, shown, before), shown, before, asked, own };
  }

  #beginningsAfter(dancer: Dancer, shown: Float32Array, before: Float32Array, count: number): Beginnings {
    const { words } = dancer;
    const earlier = words.placement(Math.max(0, words.length - 1 - VELOCITY_FRAMES));
    const candidates = this.#material.fromBody(shown, earlier, words, count);
    const joltOf = (candidate: Candidate) => this.#joltAt(candidate, dancer, shown, before);
    return {
      candidates: candidates.map((candidate) => ({ ...candidate, jolt: joltOf(candidate) })),
      styles: this.#stylesOf(words),
    };
  }

  #joltAt({ source, frame }: Place, dancer: Dancer, shown: Float32Array, before: Float32Array): number {
    const join = this.#joinAt({ source, frame }, dancer, shown, before);
    const next = this.#material.placement({ source, frame: frame + 1 }, dancer.words);
    return accelerationOf(before, shown, joined(join, next, 1 / this.fps), this.fps);
  }

  /** Share of each style in the last two seconds; null where there is no choice. */
  #stylesOf(words: Words): readonly number[] | null {
    if (this.styles.length < 2) return null;
    const shares = this.styles.map(() => ANY_STYLE);
    for (let word = 0; word < WORDS; word++) {
      const frame = words.length - 1 - word * WORDS_APART;
      if (frame < 0) break;
      for (const like of this.#material.likePlace({ source: "words", frame }, words, LIKE))
        shares[this.#material.styleOf(like)!]! += Math.exp(-like.distance / this.#usual);
    }
    const sum = shares.reduce((total, share) => total + share, 0);
    return shares.map((share) => share / sum);
  }

  #joinAt(place: Place, { words }: Dancer, shown: Float32Array, before: Float32Array): Join {
    const from = this.#material.placement(place, words);
    const earlier = this.#material.placement({ ...place, frame: place.frame - 1 }, words);
    return joinTo(shown, before, from, earlier, this.fps);
  }

  #habits(
    { temperature }: Manner,
    heard: Heard | null,
    asked: readonly number[] | null,
    own: readonly number[] | null,
  ): Habits {
    const shares = { styles: asked ?? own, own: own ?? asked };
    return { fps: this.fps, temperature, ...shares, usual: this.#usual, heard };
  }

  /** The material where the walk is, also between two frames of it. */
  #danced({ place, beyond }: Walk, words: Words): Float32Array {
    const at = this.#material.placement(place, words);
    if (beyond === 0) return at;
    const next = this.#material.placement({ ...place, frame: place.frame + 1 }, words);
    return at.map((value, i) => mix(value, next[i]!, beyond));
  }

  get #usual(): number {
    return this.#material.graph?.threshold ?? USUAL;
  }

  /** Who has nothing to dance with yet holds still. */
  #still({ now, boneLengths, lengthRatios }: Dancer): MotionFrame {
    return fromAdult(now ?? new Float32Array(PLACEMENT_SIZE), boneLengths, lengthRatios);
  }

  #own(state: GeneratorState): GraphState {
    if (state.generator !== this.#name)
      throw new Error(`a state of the generator ${state.generator} was given to ${this.#name}`);
    return state as GraphState;
  }
}
