import { GENERATOR_NAMES, type GeneratorName } from "../../shared/commands/parameters.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { MotionFrame } from "../motion/motion-frame.ts";
import type { Random } from "../motion/random.ts";
import type { Extrapolator, Generator, GeneratorState, GeneratorStep, Manner } from "./generator.ts";

/** The one that foresees the dancer, and that dances where another cannot. */
const FIRST = "model";

/** Never changed once made. */
interface SetState extends GeneratorState {
  /** Of each generator that may go on from here. */
  readonly states: ReadonlyMap<GeneratorName, GeneratorState>;
  /** Which of them does. */
  readonly by: GeneratorName;
}

/**
 * Several generators behind one door. All of them observe the dancer, so that any can go on from each of her moments:
 * the model does, and `as` gives a state from which another one does.
 */
export class GeneratorSet implements Generator {
  readonly description: string;
  readonly fps: number;
  /** Those of all of them. */
  readonly styles: readonly string[];
  readonly #members: ReadonlyMap<GeneratorName, Generator>;

  /** @param generators of one rate. */
  constructor(
    generators: Readonly<Partial<Record<GeneratorName, Generator>>> & { readonly [FIRST]: Generator },
  ) {
    this.#members = new Map(
      GENERATOR_NAMES.flatMap((name) => {
        const generator = generators[name];
        return generator ? [[name, generator] as const] : [];
      }),
    );
    const { description, fps } = generators[FIRST];
    this.description = description;
    this.fps = fps;
    this.styles = [...new Set([...this.#members.values()].flatMap(({ styles }) => styles))];
  }

  get remembers(): Seconds {
    return Math.max(...[...this.#members.values()].map(({ remembers = 0 }) => remembers));
  }

  /** Whether any of them does. */
  get hears(): boolean {
    return [...this.#members.values()].some(({ hears = false }) => hears);
  }

  /** Those that know enough of the dancer to answer her. */
  ready(state: GeneratorState): readonly GeneratorName[] {
    return [...own(state).states]
      .filter(([name, one]) => this.#member(name).isReady?.(one) ?? true)
      .map(([name]) => name);
  }

  /** The same moment, from which the generator of that name goes on; the model, where that one is not ready. */
  as(state: GeneratorState, name: GeneratorName): GeneratorState {
    const by = this.ready(state).includes(name) ? name : FIRST;
    return only(by, own(state).states.get(by)!);
  }

  /** Which one goes on from there. */
  nameOf(state: GeneratorState): GeneratorName {
    return own(state).by;
  }

  initial(): GeneratorState {
    const states = [...this.#members].map(([name, member]) => [name, member.initial()] as const);
    return stateOf(FIRST, states);
  }

  brokenOff(state: GeneratorState): GeneratorState {
    return this.#each(state, (member, one) => member.brokenOff?.(one) ?? member.initial());
  }

  forgotten(state: GeneratorState): GeneratorState {
    return this.#each(state, (member, one) => member.forgotten?.(one) ?? one);
  }

  observe(state: GeneratorState, frame: MotionFrame): GeneratorState {
    return this.#each(state, (member, one) => member.observe(one, frame));
  }

  /** Those that go on in the same generator as one batch. */
  async step(
    states: readonly GeneratorState[],
    manner: Manner,
    random: Random,
  ): Promise<readonly GeneratorStep[]> {
    const steps: GeneratorStep[] = [];
    for (const [name, member] of this.#members) {
      const rows = [...states.keys()].filter((row) => own(states[row]!).by === name);
      if (rows.length === 0) continue;
      const given = rows.map((row) => own(states[row]!).states.get(name)!);
      const stepped = await member.step(given, this.#mannerOf(member, mannerOf(rows, manner)), random);
      rows.forEach((row, index) => {
        const { state, frame } = stepped[index]!;
        steps[row] = { state: only(name, state), frame };
      });
    }
    return steps;
  }

  extrapolator(): Extrapolator | null {
    return this.#member(FIRST).extrapolator?.() ?? null;
  }

  dispose(): void {
    for (const member of this.#members.values()) member.dispose();
  }

  #member(name: GeneratorName): Generator {
    return this.#members.get(name)!;
  }

  #each(
    state: GeneratorState,
    change: (member: Generator, state: GeneratorState) => GeneratorState,
  ): GeneratorState {
    const { by, states } = own(state);
    const changed = [...states].map(([name, one]) => [name, change(this.#member(name), one)] as const);
    return stateOf(by, changed);
  }

  /** Of styles that are asked for, those that it knows; its own way where it knows none of them. */
  #mannerOf({ styles }: Generator, manner: Manner): Manner {
    if (manner.styles === null) return manner;
    const shares = styles.map((style) => manner.styles![this.styles.indexOf(style)]!);
    const sum = shares.reduce((total, share) => total + share, 0);
    return { ...manner, styles: sum > 0 ? shares.map((share) => share / sum) : null };
  }
}

/** The same manner for some of the batch. */
const mannerOf = (rows: readonly number[], manner: Manner): Manner =>
  manner.heard ? { ...manner, heard: rows.map((row) => manner.heard![row]!) } : manner;

const stateOf = (
  by: GeneratorName,
  states: Iterable<readonly [GeneratorName, GeneratorState]>,
): SetState => ({ generator: "set", by, states: new Map(states) });

/** From where one alone goes on, as far as a continuation does. */
const only = (by: GeneratorName, state: GeneratorState): SetState => stateOf(by, [[by, state]]);

const own = (state: GeneratorState): SetState => state as SetState;
