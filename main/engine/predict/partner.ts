import type { Pose, Seconds } from "../../../shared/pose.ts";
import type { Mode, Turn } from "../../../shared/stage.ts";
import { mixProportions, type Proportions, proportionsOf, withProportions } from "../phrase/body.ts";
import { Completion } from "../phrase/completion.ts";
import type { MotionFrame } from "../phrase/motion.ts";
import { Resampler, type TimedFrame } from "../phrase/resampler.ts";
import { Stillness } from "../phrase/stillness.ts";
import { type TurnEvent, type TurnSettings, TurnTaking } from "../phrase/turn-taking.ts";
import type { Mind } from "./mind.ts";
import { Passage } from "./passage.ts";
import { Rollout, type Wanted } from "./rollout.ts";
import { type Remembered, Shadow } from "./shadow.ts";

/** This much of a dance must be seen before it is continued. */
const LISTEN_FIRST: Seconds = 0.4;
/** Stillness is noticed this late: it is measured over this long. */
const NOTICED: Seconds = 0.25;

export interface PartnerSettings extends TurnSettings {
  /** How far ahead of the dancer the shadow is. */
  readonly shadowLead: Seconds;
}

/** What one dancer's partner needs from the mind in this frame, and what it then shows. */
export class Partner {
  readonly #mind: Mind;
  readonly #completion = new Completion();
  readonly #resampler: Resampler;
  readonly #stillness = new Stillness();
  readonly #turns: TurnTaking;
  readonly #shadow: Shadow;
  readonly #passage = new Passage();
  readonly #settings: PartnerSettings;
  /** The last moments with the mind's state in each, oldest first: a state is a value, so one can go back to it. */
  readonly #memory: Remembered[] = [];
  #firstSeen: Seconds | null = null;
  #proportions: Proportions | null = null;
  #answer: Rollout | null = null;
  /** What is being danced now. */
  #danced: Rollout | null = null;

  constructor(mind: Mind, settings: PartnerSettings) {
    this.#mind = mind;
    this.#resampler = new Resampler(mind.fps);
    this.#turns = new TurnTaking(settings);
    this.#shadow = new Shadow(settings.shadowLead, mind.fps);
    this.#settings = settings;
  }

  get turn(): Turn {
    return this.#turns.turn;
  }

  get proportions(): Proportions | null {
    return this.#proportions;
  }

  phraseSeconds(t: Seconds): Seconds {
    return this.#turns.phraseSeconds(t);
  }

  progress(t: Seconds): number {
    return this.#turns.progress(t);
  }

  /** Takes in what the dancer does at `t`; the completed pose, or null while too little of her is known. */
  observe(t: Seconds, pose: Pose, aspect: number): MotionFrame | null {
    const motion = this.#completion.complete(pose, aspect);
    if (!motion) return null;
    const seen = proportionsOf(motion.body);
    this.#proportions = this.#proportions ? mixProportions(this.#proportions, seen, 0.03) : seen;
    const { frames, broken } = this.#resampler.push(t, motion);
    if (broken) this.#forget();
    for (const timed of frames) this.#remember(timed);
    return motion;
  }

  /** Turns to `t`: whose turn it is, and what happened. */
  takeTurn(t: Seconds, mode: Mode): readonly TurnEvent[] {
    return this.#follow(t, this.#turns.update(t, this.#stillness.moving, mode));
  }

  /** The dancer, or somebody for her, hands over now. */
  answerNow(t: Seconds): readonly TurnEvent[] {
    return this.#memory.length > 0 ? this.#follow(t, this.#turns.answerNow(t)) : [];
  }

  /** The look ahead that shadowing needs by the end of this frame; foreseen without chance. */
  wantsForeseen(t: Seconds): Wanted | null {
    const newest = this.#memory.at(-1);
    if (!newest || this.#firstSeen === null || newest.t - this.#firstSeen < LISTEN_FIRST) return null;
    return this.#shadow.want(t, newest);
  }

  /** The part of its answer that is needed by the end of this frame; drawn by chance. */
  wantsAnswered(t: Seconds): Wanted | null {
    return this.#answer && { rollout: this.#answer, until: t + 2 / this.#mind.fps };
  }

  /** The partner's body at `t`, with the dancer's own proportions; null while it has nothing to go on. */
  at(t: Seconds): MotionFrame | null {
    const wanted = this.#answer ?? this.#shadow.shown;
    if (wanted && wanted !== this.#danced) {
      const lead = wanted === this.#answer ? 0 : this.#settings.shadowLead;
      this.#passage.goOver(t, (moment) => wanted.at(moment + lead));
      this.#danced = wanted;
    }
    const shown = this.#passage.at(t);
    if (!shown || !this.#proportions) return null;
    return onTheFloor({ ...shown, body: withProportions(shown.body, this.#proportions) });
  }

  #follow(t: Seconds, events: readonly TurnEvent[]): readonly TurnEvent[] {
    if (events.includes("answer-end")) this.#answer = null;
    if (events.includes("answer-start")) this.#beginAnswer(t);
    return events;
  }

  /**
   * Goes on from her last movement, not from the middle of her hold: a mind that has watched 0.8 s of stillness goes
   * on being still.
   */
  #beginAnswer(t: Seconds): void {
    const moved = this.#stillness.moving ? t : this.#turns.lastMoved - NOTICED;
    const from = this.#memory.findLast((moment) => moment.t <= moved) ?? this.#memory[0];
    if (from) this.#answer = new Rollout(t, this.#mind.fps, from.frame, from.state);
  }

  #remember(timed: TimedFrame): void {
    this.#firstSeen ??= timed.t;
    const state = this.#mind.observe(this.#memory.at(-1)?.state ?? this.#mind.initial(), timed.frame);
    this.#memory.push({ ...timed, state });
    while (this.#memory[0]!.t < timed.t - this.#settings.holdSeconds - 2 * NOTICED) this.#memory.shift();
    this.#stillness.push(timed);
  }

  #forget(): void {
    this.#memory.length = 0;
    this.#firstSeen = null;
    this.#stillness.reset();
    this.#shadow.reset();
    this.#passage.reset();
    this.#answer = null;
    this.#danced = null;
  }
}

/** Lifts a body whose lowest joint would be under the floor. */
function onTheFloor(frame: MotionFrame): MotionFrame {
  const lowest = Math.min(...frame.body.map((point) => point.y)) + frame.root.y;
  return lowest < 0 ? { ...frame, root: { ...frame.root, y: frame.root.y - lowest } } : frame;
}
