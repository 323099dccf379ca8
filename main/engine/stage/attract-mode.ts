import type { Seconds } from "../../../shared/pose.ts";
import type { Figure } from "../../../shared/stage.ts";
import type { Generator, GeneratorState } from "../../generators/generator.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { bodyHeight, proportionsOf } from "../../motion/proportions.ts";
import { DanceTime } from "../partner/dance-time.ts";
import { Inertializer } from "../partner/inertializer.ts";
import { Rollout, type Wanted } from "../partner/rollout.ts";
import { FigureMaker } from "./figure.ts";
import { RoomView } from "./room-view.ts";
import { SoftConstraint } from "./soft-constraint.ts";

/** Calm: slower than danced, and for so long before it begins anew from the phrase. */
const TEMPO = 0.75;
const ROUND: Seconds = 24;
/** Inviting: in the middle of the stage, metres from it at most. */
const WANDER = 0.6;
/** Share of the picture's height that a body takes, and where it stands. */
const HEIGHT = 0.6;
const FLOOR = 0.9;
/** Frames of the phrase that the mind takes in with one of the stage's. */
const AT_ONCE = 5;

const MIDDLE = { x: 0, y: 0, z: 0 };

/** The partner while nobody is there: it dances on from a phrase of its own, and never stops. */
export class AttractMode {
  readonly #mind: Generator;
  readonly #phrase: readonly MotionFrame[];
  readonly #height: number;
  readonly #view = new RoomView();
  readonly #passage = new Inertializer();
  #leash = new SoftConstraint();
  #figure = new FigureMaker();
  #state: GeneratorState;
  #taken = 0;
  #dance: { readonly rollout: Rollout; readonly time: DanceTime } | null = null;

  /** @param phrase frames on the mind's grid, at least one. */
  constructor(mind: Generator, phrase: readonly MotionFrame[]) {
    this.#mind = mind;
    this.#phrase = phrase;
    this.#state = mind.initial();
    this.#height = bodyHeight(proportionsOf(phrase[0]!.body));
  }

  /** What is needed by the end of this frame. */
  wants(t: Seconds): readonly Wanted[] {
    this.#takeIn();
    if (this.#taken < this.#phrase.length) return [];
    if (!this.#dance || this.#dance.time.at(t) > ROUND || this.#dance.time.at(t) < 0) this.#begin(t);
    const { rollout, time } = this.#dance!;
    time.pass(t, TEMPO);
    rollout.forget(time.at(t) - 1);
    return [{ rollout, until: time.at(t + 2 / this.#mind.fps) }];
  }

  /** The figure at `t`; null until the phrase is known. */
  show(t: Seconds, aspect: number): Figure | null {
    const motion = this.#passage.at(t);
    if (!motion) return null;
    const scale = HEIGHT / this.#height;
    this.#view.update(t, { scale, x: aspect / 2, y: FLOOR }, MIDDLE);
    const held = { body: motion.body, root: this.#leash.constrain(t, MIDDLE, motion.root, WANDER) };
    const image = this.#view.project(held, 0, aspect);
    return this.#figure.make(t, { image, body: held.body, motion: held }, this.#height, aspect);
  }

  /** Somebody came: the next dance alone begins anew. */
  rest(): void {
    if (!this.#dance) return;
    this.#dance = null;
    this.#passage.reset();
    this.#leash = new SoftConstraint();
    this.#figure = new FigureMaker();
  }

  #takeIn(): void {
    const until = Math.min(this.#taken + AT_ONCE, this.#phrase.length);
    for (; this.#taken < until; this.#taken++) {
      this.#state = this.#mind.observe(this.#state, this.#phrase[this.#taken]!);
    }
  }

  #begin(t: Seconds): void {
    const last = this.#phrase.at(-1)!;
    const rollout = new Rollout(0, this.#mind.fps, last, this.#state);
    const time = new DanceTime(t, 0, TEMPO);
    this.#dance = { rollout, time };
    this.#passage.transitionTo(t, (moment) => {
      const { body, root } = rollout.at(time.at(moment));
      return { body, root: { x: root.x - last.root.x, y: root.y, z: root.z - last.root.z } };
    });
  }
}
