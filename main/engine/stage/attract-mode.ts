import type { GeneratorName } from "../../../shared/commands/parameters.ts";
import type { Music } from "../../../shared/music.ts";
import type { RoomPoint, Seconds } from "../../../shared/pose.ts";
import type { Figure } from "../../../shared/stage.ts";
import type { GeneratorState } from "../../generators/generator.ts";
import type { GeneratorSet } from "../../generators/generator-set.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { bodyHeight, proportionsOf } from "../../motion/proportions.ts";
import { Answers } from "../partner/answers.ts";
import { Inertializer, type Motion } from "../partner/inertializer.ts";
import type { RolloutRequest } from "../partner/rollout.ts";
import { FigureMaker } from "./figure.ts";
import { RoomView } from "./room-view.ts";
import { ShownFeet } from "./shown-feet.ts";
import { SoftConstraint } from "./soft-constraint.ts";

/** Slower than the phrase was danced, to be calm. */
const TEMPO = 0.75;
/** After this long it begins again from the phrase, time in the dance. */
const ROUND: Seconds = 24;
/** So much of what was danced is kept, time in the dance. */
const KEPT: Seconds = 1;
/** Metres from the middle of the stage at most. */
const WANDER = 0.6;
/** Share of the picture's height that the body takes, and the floor's place in the picture. */
const HEIGHT = 0.6;
const FLOOR = 0.9;
/** Frames of the phrase that are observed with one of the stage's, so that none of those is late. */
const OBSERVED_AT_ONCE = 5;

const MIDDLE = { x: 0, y: 0, z: 0 };

interface Dance {
  /** The one answer to the phrase. */
  readonly answer: Answers;
  readonly by: GeneratorName;
  readonly motion: Motion;
}

/** Attract mode: the partner while nobody is there. It continues a phrase of its own, and never stops. */
export class AttractMode {
  readonly #generators: GeneratorSet;
  readonly #phrase: readonly MotionFrame[];
  readonly #height: number;
  readonly #view = new RoomView();
  readonly #inertializer = new Inertializer();
  readonly #feet = new ShownFeet();
  #constraint = new SoftConstraint();
  #figure = new FigureMaker();
  #state: GeneratorState;
  #observed = 0;
  #dance: Dance | null = null;
  /** What is danced now: the dance's motion, or a script. */
  #danced: Motion | null = null;

  /** @param phrase frames at the generator's rate, at least one. */
  constructor(generators: GeneratorSet, phrase: readonly MotionFrame[]) {
    this.#generators = generators;
    this.#phrase = phrase;
    this.#state = generators.initial();
    this.#height = bodyHeight(proportionsOf(phrase[0]!.body));
  }

  /**
   * What is needed by the end of this frame.
   * @param generator that dances, where the phrase is enough for it
   * @param music that it dances to; null for none
   */
  requests(t: Seconds, generator: GeneratorName, music: Music | null): readonly RolloutRequest[] {
    this.#observePhrase();
    if (this.#observed < this.#phrase.length) return [];
    const state = this.#generators.as(this.#state, generator);
    const by = this.#generators.nameOf(state);
    const at = this.#dance?.answer.at(t) ?? -1;
    if (at < 0 || at > ROUND || this.#dance!.by !== by) this.#begin(t, state, by);
    const { answer } = this.#dance!;
    answer.advance(t, TEMPO, music);
    return answer.requests(t);
  }

  /** The figure at `t`; null until the phrase is observed. @param script what to dance instead. */
  show(t: Seconds, aspect: number, script: Motion | null = null): Figure | null {
    const danced = script ?? this.#dance?.motion ?? null;
    if (danced && danced !== this.#danced)
      this.#inertializer.transitionTo(t, danced === script ? fromTheMiddle(danced, danced(t).root) : danced);
    this.#danced = danced;
    const motion = this.#inertializer.at(t);
    if (!motion) return null;
    const scale = HEIGHT / this.#height;
    this.#view.update(t, { scale, x: aspect / 2, y: FLOOR }, MIDDLE);
    const root = this.#constraint.constrain(t, MIDDLE, motion.root, WANDER);
    const held = this.#feet.hold(t, { body: motion.body, root });
    const image = this.#view.project(held, 0, aspect);
    const figure = this.#figure.make(t, { image, body: held.body, motion: held }, this.#height, aspect);
    return { ...figure, generator: script ? null : (this.#dance?.by ?? null) };
  }

  /** Somebody came: the next time begins anew. */
  reset(): void {
    if (!this.#danced) return;
    this.#dance = null;
    this.#danced = null;
    this.#inertializer.reset();
    this.#constraint = new SoftConstraint();
    this.#feet.reset();
    this.#figure = new FigureMaker();
  }

  #observePhrase(): void {
    const until = Math.min(this.#observed + OBSERVED_AT_ONCE, this.#phrase.length);
    for (; this.#observed < until; this.#observed++) {
      this.#state = this.#generators.observe(this.#state, this.#phrase[this.#observed]!);
    }
  }

  #begin(t: Seconds, state: GeneratorState, by: GeneratorName): void {
    const last = this.#phrase.at(-1)!;
    const answer = new Answers(t, this.#generators.fps, last, [state], TEMPO, KEPT);
    this.#dance = { answer, by, motion: fromTheMiddle(answer.motions[0]!, last.root) };
  }
}

/** The same motion where `root` is the middle of the stage. */
function fromTheMiddle(motion: Motion, { x, z }: RoomPoint): Motion {
  return (at) => {
    const { body, root } = motion(at);
    return { body, root: { x: root.x - x, y: root.y, z: root.z - z } };
  };
}
