import type { Seconds } from "../../shared/pose.ts";
import type { MotionFrame } from "../motion/motion-frame.ts";
import type { Random } from "../motion/random.ts";
import type { Extrapolator, Generator, GeneratorState, GeneratorStep, Manner } from "./generator.ts";

/** Metres: nobody dances farther away, and no take is read that says so. */
const FARTHEST = 10_000;

/**
 * A generator whose frames are always bodies. Where another gives numbers that are none, or no places in a room, the
 * continuation stays where it was, and is tried again from there with the next step.
 */
export class FiniteGenerator implements Generator {
  readonly #generator: Generator;
  readonly #onFault: (line: string) => void;
  /** What was last seen or given, by the state after it. */
  readonly #frames = new WeakMap<GeneratorState, MotionFrame>();

  /** @param onFault is told of each such step; where it throws, the step does. */
  constructor(generator: Generator, onFault: (line: string) => void) {
    this.#generator = generator;
    this.#onFault = onFault;
  }

  get description(): string {
    return this.#generator.description;
  }

  get fps(): number {
    return this.#generator.fps;
  }

  get styles(): readonly string[] {
    return this.#generator.styles;
  }

  get remembers(): Seconds | undefined {
    return this.#generator.remembers;
  }

  get hears(): boolean | undefined {
    return this.#generator.hears;
  }

  initial(): GeneratorState {
    return this.#generator.initial();
  }

  brokenOff(state: GeneratorState): GeneratorState {
    return this.#generator.brokenOff?.(state) ?? this.initial();
  }

  forgotten(state: GeneratorState): GeneratorState {
    const forgotten = this.#generator.forgotten?.(state) ?? state;
    const frame = this.#frames.get(state);
    if (frame) this.#frames.set(forgotten, frame);
    return forgotten;
  }

  isReady(state: GeneratorState): boolean {
    return this.#generator.isReady?.(state) ?? true;
  }

  observe(state: GeneratorState, frame: MotionFrame): GeneratorState {
    const observed = this.#generator.observe(state, frame);
    this.#frames.set(observed, frame);
    return observed;
  }

  observeEach(states: readonly GeneratorState[], frames: readonly MotionFrame[]): readonly GeneratorState[] {
    const observed =
      this.#generator.observeEach?.(states, frames) ??
      states.map((state, index) => this.#generator.observe(state, frames[index]!));
    observed.forEach((state, index) => {
      this.#frames.set(state, frames[index]!);
    });
    return observed;
  }

  async step(
    states: readonly GeneratorState[],
    manner: Manner,
    random: Random,
  ): Promise<readonly GeneratorStep[]> {
    const steps = await this.#generator.step(states, manner, random);
    return steps.map((step, index) => this.#checked(states[index]!, step));
  }

  extrapolator(): Extrapolator | null {
    return this.#generator.extrapolator?.() ?? null;
  }

  dispose(): void {
    this.#generator.dispose();
  }

  #checked(before: GeneratorState, step: GeneratorStep): GeneratorStep {
    const odd = oddNumber(step.frame);
    if (odd === undefined) {
      this.#frames.set(step.state, step.frame);
      return step;
    }
    this.#onFault(`${this.description}: gave ${odd} for a place, expected at most ${FARTHEST} m`);
    const held = this.#frames.get(before);
    if (!held) throw new Error(`${this.description}: gave no body, and nobody was observed before`);
    return { state: before, frame: held };
  }
}

/** The first number of a frame that is no place in a room. */
function oddNumber({ body, root }: MotionFrame): number | undefined {
  for (const { x, y, z } of [root, ...body])
    for (const value of [x, y, z]) if (!(Math.abs(value) <= FARTHEST)) return value;
  return undefined;
}
