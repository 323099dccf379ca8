import { frameOf, ROW, writeRow } from "../../motion/clip.ts";
import type { Generator, GeneratorState, Manner } from "../generator.ts";

/*
 * The simple generators that a model is judged beside. They reckon with frames as rows of 60 numbers (motion/clip.ts),
 * and know no styles.
 */

/** Never changed once made. */
export interface BaselineState<Plan> extends GeneratorState {
  /** The last frames, the newest last: at most as many as the baseline reads. */
  readonly recent: readonly Float32Array[];
  /** What a baseline needs to remember of its continuation; null before that has begun. */
  readonly plan: Plan | null;
}

export interface Baseline<Plan> {
  readonly name: string;
  readonly fps: number;
  /** How many of the last frames it reads. */
  readonly reads: number;
  /** The next row of each continuation; rows may be shared. */
  next(
    states: readonly BaselineState<Plan>[],
    manner: Manner,
  ): Promise<readonly { readonly row: Float32Array; readonly plan: Plan | null }[]>;
}

/** A baseline as a Generator. */
export function baselineGenerator<Plan>(baseline: Baseline<Plan>): Generator {
  const { name, fps, reads } = baseline;
  const followedBy = (recent: readonly Float32Array[], row: Float32Array) => [
    ...recent.slice(Math.max(0, recent.length + 1 - reads)),
    row,
  ];
  const own = (state: GeneratorState): BaselineState<Plan> => {
    if (state.generator !== name)
      throw new Error(`a state of the generator ${state.generator} was given to ${name}`);
    return state as BaselineState<Plan>;
  };
  const initial: BaselineState<Plan> = { generator: name, recent: [], plan: null };
  return {
    description: name,
    fps,
    styles: [],
    initial: () => initial,
    observe(state, frame) {
      const row = new Float32Array(ROW);
      writeRow(frame, row, 0);
      const next: BaselineState<Plan> = { ...initial, recent: followedBy(own(state).recent, row) };
      return next;
    },
    async step(states, manner) {
      const before = states.map(own);
      const next = await baseline.next(before, manner);
      return next.map(({ row, plan }, index) => {
        const recent = followedBy(before[index]!.recent, row);
        const state: BaselineState<Plan> = { generator: name, recent, plan };
        return { state, frame: frameOf(row) };
      });
    },
    dispose() {},
  };
}

/** The frame so many frames ago, 0 is the newest; where fewer were observed, the first of them. */
export const rowAgo = ({ recent }: BaselineState<unknown>, frames: number): Float32Array =>
  recent[Math.max(0, recent.length - 1 - frames)]!;
