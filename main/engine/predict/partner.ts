import type { Pose, Seconds } from "../../../shared/pose.ts";
import type { Mode, Turn } from "../../../shared/stage.ts";
import { mixProportions, type Proportions, proportionsOf, withProportions } from "../phrase/body.ts";
import { Completion } from "../phrase/completion.ts";
import type { MotionFrame } from "../phrase/motion.ts";
import { mixFrames, Resampler, type TimedFrame } from "../phrase/resampler.ts";
import { Stillness } from "../phrase/stillness.ts";
import { type TurnEvent, type TurnSettings, TurnTaking } from "../phrase/turn-taking.ts";
import type { Mind, MindState } from "./mind.ts";
import { Rollout, type Wanted } from "./rollout.ts";
import { ease, Shadow } from "./shadow.ts";

/** This much of a dance must be seen before it is continued. */
const LISTEN_FIRST: Seconds = 0.4;
/** The partner passes from listening to answering over this long, and back over twice that. */
const HAND_OVER: Seconds = 0.3;
/** A partner that travelled during its answer comes back no faster than it could walk, metres a second. */
const WALK = 1.2;

interface Remembered extends TimedFrame {
  readonly state: MindState;
}

/** What one dancer's partner needs from the mind in this frame, and what it then shows. */
export class Partner {
  readonly #mind: Mind;
  readonly #completion = new Completion();
  readonly #resampler: Resampler;
  readonly #stillness = new Stillness();
  readonly #turns: TurnTaking;
  readonly #shadow: Shadow;
  readonly #holdSeconds: Seconds;
  /** The last moments with the mind's state in each, oldest first: a state is a value, so one can go back to it. */
  readonly #memory: Remembered[] = [];
  #firstSeen: Seconds | null = null;
  #proportions: Proportions | null = null;
  #answer: Rollout | null = null;
  #answering = { since: 0, until: Number.POSITIVE_INFINITY, back: HAND_OVER };

  constructor(mind: Mind, settings: TurnSettings & { readonly shadowLead: Seconds }) {
    this.#mind = mind;
    this.#resampler = new Resampler(mind.fps);
    this.#turns = new TurnTaking(settings);
    this.#shadow = new Shadow(settings.shadowLead, mind.fps);
    this.#holdSeconds = settings.holdSeconds;
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
    const foreseen = this.#shadow.at(t);
    const share = this.#answerShare(t);
    if (this.#answer && share === 0 && t > this.#answering.until) this.#answer = null;
    const answered = this.#answer?.at(t) ?? null;
    const shown = foreseen && answered ? mixFrames(foreseen, answered, share) : (answered ?? foreseen);
    if (!shown || !this.#proportions) return shown;
    return onTheFloor({ ...shown, body: withProportions(shown.body, this.#proportions) });
  }

  /** How much of what is shown is the answer, 0..1. */
  #answerShare(t: Seconds): number {
    if (!this.#answer) return 0;
    const { since, until, back } = this.#answering;
    return t <= until ? ease((t - since) / HAND_OVER) : 1 - ease((t - until) / back);
  }

  #follow(t: Seconds, events: readonly TurnEvent[]): readonly TurnEvent[] {
    if (events.includes("answer-end")) this.#endAnswer(t);
    if (events.includes("answer-start")) this.#beginAnswer(t);
    return events;
  }

  /**
   * Goes on from where she came to rest, not from the middle of her hold: a mind that has watched 0.8 s of stillness
   * goes on being still.
   */
  #beginAnswer(t: Seconds): void {
    const rested = Math.max(this.#turns.lastMoved, t - this.#holdSeconds - 0.1);
    const from = this.#memory.findLast((moment) => moment.t <= rested) ?? this.#memory[0];
    if (!from) return;
    this.#answer = new Rollout(t, this.#mind.fps, this.#memory.at(-1)?.frame ?? from.frame, from.state);
    this.#answering = { since: t, until: Number.POSITIVE_INFINITY, back: HAND_OVER };
  }

  #endAnswer(t: Seconds): void {
    const place = this.#answer?.at(t).root;
    const home = this.#shadow.at(t)?.root ?? place;
    const way = place && home ? Math.hypot(place.x - home.x, place.z - home.z) : 0;
    this.#answering = { ...this.#answering, until: t, back: Math.max(2 * HAND_OVER, way / WALK) };
  }

  #remember(timed: TimedFrame): void {
    this.#firstSeen ??= timed.t;
    const state = this.#mind.observe(this.#memory.at(-1)?.state ?? this.#mind.initial(), timed.frame);
    this.#memory.push({ ...timed, state });
    while (this.#memory[0]!.t < timed.t - this.#holdSeconds - 0.5) this.#memory.shift();
    this.#stillness.push(timed);
  }

  #forget(): void {
    this.#memory.length = 0;
    this.#firstSeen = null;
    this.#stillness.reset();
    this.#shadow.reset();
  }
}

/** Lifts a body whose lowest joint would be under the floor. */
function onTheFloor(frame: MotionFrame): MotionFrame {
  const lowest = Math.min(...frame.body.map((point) => point.y)) + frame.root.y;
  return lowest < 0 ? { ...frame, root: { ...frame.root, y: frame.root.y - lowest } } : frame;
}
