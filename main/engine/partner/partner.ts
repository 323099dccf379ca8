import type { ParameterValues } from "../../../shared/commands/parameters.ts";
import type { Pose, Seconds } from "../../../shared/pose.ts";
import { approachFactor } from "../../../shared/smoothing.ts";
import type { Mode, Turn } from "../../../shared/stage.ts";
import type { Generator } from "../../generators/generator.ts";
import { lowestOf, type MotionFrame, mirrored } from "../../motion/motion-frame.ts";
import { type Proportions, withProportions } from "../../motion/proportions.ts";
import { type TurnEvent, type TurnSettings, TurnTaking } from "../phrase/turn-taking.ts";
import { Answers } from "./answers.ts";
import { Certainty } from "./certainty.ts";
import { DancerObserver } from "./dancer-observer.ts";
import { Echo } from "./echo.ts";
import { Inertializer, type Motion } from "./inertializer.ts";
import type { Wanted } from "./rollout.ts";
import { Shadow } from "./shadow.ts";

/** The place that a mirrored partner keeps opposite of: where the dancer has been over about this long. */
const HOME: Seconds = 3;

export interface PartnerSettings extends TurnSettings {
  /** How far ahead of the dancer the shadow is. */
  readonly shadowLead: Seconds;
}

/** What a person has set, as far as one partner needs it. */
export interface PartnerControls {
  readonly mode: Mode;
  readonly parameters: ParameterValues;
}

/** What one dancer's partner needs from the mind in this frame, and what it then shows. */
export class Partner {
  readonly #mind: Generator;
  readonly #watch: DancerObserver;
  readonly #turns: TurnTaking;
  readonly #shadow: Shadow;
  readonly #echo: Echo;
  readonly #passage = new Inertializer();
  readonly #certainty = new Certainty();
  #answers: Answers | null = null;
  #controls: PartnerControls | null = null;
  #home: { readonly t: Seconds; readonly x: number } | null = null;
  /** What is being danced now, and whether mirrored. */
  #danced: Motion | null = null;
  #mirror = false;

  constructor(mind: Generator, settings: PartnerSettings) {
    this.#mind = mind;
    this.#watch = new DancerObserver(mind, settings.holdSeconds);
    this.#turns = new TurnTaking(settings);
    this.#shadow = new Shadow(settings.shadowLead, mind.fps);
    this.#echo = new Echo(this.#watch.memory);
  }

  get turn(): Turn {
    return this.#turns.turn;
  }

  /** Whether the dancer moves. */
  get moving(): boolean {
    return this.#watch.moving;
  }

  get proportions(): Proportions | null {
    return this.#watch.proportions;
  }

  /** What the dancer is about to do; another one each time it is foreseen anew. */
  get foreseen(): Motion | null {
    return this.#shadow.shown;
  }

  /** The answers that she may choose from, in the dancer's own room and size; none unless it is her turn to choose. */
  get options(): readonly Motion[] {
    return this.turn === "choosing" ? (this.#answers?.motions ?? []) : [];
  }

  /** Which option is being danced. */
  get chosen(): number | null {
    return this.#answers?.chosen ?? null;
  }

  /** 0..1: how far its guesses have been right of late. */
  get certainty(): number {
    return this.#certainty.value;
  }

  phraseSeconds(t: Seconds): Seconds {
    return this.#turns.phraseSeconds(t);
  }

  progress(t: Seconds): number {
    return this.#turns.progress(t);
  }

  /** 0..1: how much of the hold that hands over has passed. */
  holding(t: Seconds): number {
    return this.#turns.holding(t);
  }

  /** Takes in what the dancer does at `t`; the completed pose, or null while too little of her is known. */
  observe(t: Seconds, pose: Pose, aspect: number): MotionFrame | null {
    const { motion, broken } = this.#watch.observe(t, pose, aspect);
    if (broken) this.#breakOff();
    if (motion) {
      this.#certainty.compare(t, this.turn === "answering" ? null : this.#shadow.expected(t), motion);
      const { x } = motion.root;
      const share = this.#home ? approachFactor(t - this.#home.t, HOME) : 1;
      this.#home = { t, x: (this.#home?.x ?? x) + (x - (this.#home?.x ?? x)) * share };
    }
    return motion;
  }

  /** Turns to `t`: whose turn it is, and what happened. */
  takeTurn(t: Seconds, controls: PartnerControls): readonly TurnEvent[] {
    this.#controls = controls;
    const { mode, parameters } = controls;
    this.#answers?.pass(t, parameters.tempo);
    return this.#follow(t, this.#turns.update(t, this.moving, { ...parameters, mode }));
  }

  /** The dancer, or somebody for her, hands over now. */
  answerNow(t: Seconds): readonly TurnEvent[] {
    return this.#watch.newest ? this.#follow(t, this.#turns.answerNow(t)) : [];
  }

  /** She has chosen one of the options. */
  choose(t: Seconds, option: number): readonly TurnEvent[] {
    if (!(option < this.options.length)) return [];
    this.#answers?.choose(option);
    return this.#follow(t, this.#turns.choose(t));
  }

  /** She begins again: what she danced is forgotten. */
  restart(t: Seconds): readonly TurnEvent[] {
    const events = this.#follow(t, this.#turns.restart());
    this.#watch.memory.forget();
    this.#echo.reset();
    return events;
  }

  /** The look ahead that shadowing needs by the end of this frame; foreseen without chance. */
  wantsForeseen(t: Seconds): Wanted | null {
    const { newest } = this.#watch;
    return newest && this.#shadow.want(t, newest);
  }

  /** The part of its answers that is needed by the end of this frame; drawn by chance. */
  wantsAnswered(t: Seconds): readonly Wanted[] {
    return this.#answers?.wanted(t) ?? [];
  }

  /**
   * The partner's body at `t`, with the dancer's own proportions; null while it has nothing to go on.
   * @param together what to dance instead, where two dancers share this partner.
   */
  at(t: Seconds, together: Motion | null = null): MotionFrame | null {
    const wanted = together ?? this.#wanted(t);
    const mirror = this.#controls?.parameters.mirror ?? false;
    if (wanted && (wanted !== this.#danced || mirror !== this.#mirror)) {
      const x = this.#home?.x ?? 0;
      this.#passage.transitionTo(t, mirror ? (moment) => mirrored(wanted(moment), x) : wanted);
      this.#danced = wanted;
      this.#mirror = mirror;
    }
    const shown = this.#passage.at(t);
    return shown && this.embodied(shown);
  }

  /** A motion's frame as the dancer's body would dance it. */
  embodied(danced: MotionFrame, mirror = false): MotionFrame {
    const { proportions } = this;
    const frame = mirror ? mirrored(danced, this.#home?.x ?? 0) : danced;
    return proportions ? onTheFloor({ ...frame, body: withProportions(frame.body, proportions) }) : frame;
  }

  #wanted(t: Seconds): Motion | null {
    if (this.turn === "answering" && this.#answers) return this.#answers.motions[0] ?? null;
    const echo = this.#controls?.mode === "echo" ? this.#echo.motion(t, this.#controls.parameters) : null;
    return echo ?? this.#shadow.shown;
  }

  #follow(t: Seconds, events: readonly TurnEvent[]): readonly TurnEvent[] {
    const { memory: recollection } = this.#watch;
    if (events.includes("phrase-start")) recollection.beginPhrase(t);
    if (events.includes("phrase-end")) recollection.endPhrase(this.#turns.lastMoved);
    if (events.includes("choice-start")) this.#beginAnswers(t, this.#controls?.parameters.options ?? 1);
    // Nobody chose in time, or a key did: the first option.
    else if (events.includes("choose") && this.chosen === null) this.#answers?.choose(0);
    else if (events.includes("answer-start") && this.chosen === null) this.#beginAnswers(t, 1);
    if (this.turn === "listening") this.#answers = null;
    return events;
  }

  #beginAnswers(t: Seconds, count: number): void {
    const from = this.#watch.lastMovement(t, this.#turns.lastMoved);
    const tempo = this.#controls?.parameters.tempo ?? 1;
    this.#answers = from && new Answers(t, this.#mind.fps, from, count, tempo);
  }

  /** What she dances now does not follow from what was seen before. Answers that have begun go on from that. */
  #breakOff(): void {
    this.#shadow.reset();
    this.#echo.reset();
    if (this.turn === "answering") return;
    this.#passage.reset();
    this.#danced = null;
  }
}

/** Lifts a body whose lowest joint would be under the floor. */
function onTheFloor(frame: MotionFrame): MotionFrame {
  const lowest = lowestOf(frame.body) + frame.root.y;
  return lowest < 0 ? { ...frame, root: { ...frame.root, y: frame.root.y - lowest } } : frame;
}
