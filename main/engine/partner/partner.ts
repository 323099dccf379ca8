import type { GeneratorName, ParameterValues } from "../../../shared/commands/parameters.ts";
import type { Music } from "../../../shared/music.ts";
import type { Pose, Seconds } from "../../../shared/pose.ts";
import { approachFactor } from "../../../shared/smoothing.ts";
import type { Mode, Turn } from "../../../shared/stage.ts";
import type { GeneratorState } from "../../generators/generator.ts";
import type { GeneratorSet } from "../../generators/generator-set.ts";
import { lowestOf, type MotionFrame, mirrored } from "../../motion/motion-frame.ts";
import { type Proportions, withProportions } from "../../motion/proportions.ts";
import { musicalRatio } from "../music/counting.ts";
import { type TurnEvent, type TurnSettings, TurnTaking } from "../phrase/turn-taking.ts";
import { Answers } from "./answers.ts";
import { ArchiveDance, type MomentArchive } from "./archive-dance.ts";
import { Certainty } from "./certainty.ts";
import { DancerObserver } from "./dancer-observer.ts";
import { Echo } from "./echo.ts";
import { Inertializer, type Motion } from "./inertializer.ts";
import type { RolloutRequest } from "./rollout.ts";
import { Shadow } from "./shadow.ts";

/** What she is about to do the model tells, whatever answers her. */
const FORESEES: GeneratorName = "model";
/** Time constant of the mean position that a mirrored partner is mirrored at. */
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

/**
 * One dancer's partner, frame by frame: it observes her, takes turns, requests what it needs of the generator, and is
 * then shown.
 */
export class Partner {
  readonly #generators: GeneratorSet;
  readonly #observer: DancerObserver;
  readonly #turns: TurnTaking;
  readonly #shadow: Shadow;
  readonly #echo: Echo;
  readonly #archive: ArchiveDance | null;
  readonly #inertializer = new Inertializer();
  readonly #certainty = new Certainty();
  #answers: Answers | null = null;
  /** How it dances on after a cut, until it is known what she does now. */
  #bridge: Answers | null = null;
  #script: Motion | null = null;
  #reference: Motion | null = null;
  #controls: PartnerControls | null = null;
  #music: Music | null = null;
  /** The answers that begin on the next beat, which are made ahead until then; null while none are awaited. */
  #awaited: Answers | null = null;
  /** The option that she has chosen, until it is danced. */
  #choice: number | null = null;
  #home: { readonly t: Seconds; readonly x: number } | null = null;
  /** What is shown now, and whether mirrored. */
  #motion: Motion | null = null;
  #mirror = false;
  #shownBy: GeneratorName | null = null;

  /** @param archive what the mode of that name dances; null where there is none. */
  constructor(generators: GeneratorSet, settings: PartnerSettings, archive: MomentArchive | null = null) {
    this.#generators = generators;
    this.#observer = new DancerObserver(generators, settings.holdSeconds);
    this.#turns = new TurnTaking(settings);
    this.#shadow = new Shadow(settings.shadowLead, generators.fps);
    this.#echo = new Echo(this.#observer.memory);
    this.#archive = archive && new ArchiveDance(archive);
  }

  get turn(): Turn {
    return this.#turns.turn;
  }

  /** Whether the dancer moves. */
  get moving(): boolean {
    return this.#observer.moving;
  }

  get proportions(): Proportions | null {
    return this.#observer.proportions;
  }

  /** What the dancer is about to do; another object each time it is predicted anew. */
  get prediction(): Motion | null {
    return this.#shadow.prediction;
  }

  /** The answers that she may choose from, in the dancer's own room and size; none unless it is her turn to choose. */
  get options(): readonly Motion[] {
    return this.turn === "choosing" ? (this.#answers?.motions ?? []) : [];
  }

  /** Which option is being danced. */
  get chosen(): number | null {
    return this.#answers?.chosen ?? null;
  }

  /** Which generator dances each of the answers that are there. */
  get answeringGenerators(): readonly GeneratorName[] {
    return this.#answers?.states.map((state) => this.#generators.nameOf(state)) ?? [];
  }

  /** Which generator dances what was shown last; null for none, as in an echo. */
  get generator(): GeneratorName | null {
    return this.#shownBy;
  }

  /** Which generator would answer her now: the model, where the one that is set knows too little of her. */
  get nextGenerator(): GeneratorName {
    const { generator = "model" } = this.#controls?.parameters ?? {};
    return this.#generators.nameOf(this.#generators.as(this.#observer.state, generator));
  }

  /** 0..1: how good its predictions have been of late. */
  get certainty(): number {
    return this.#script || this.#reference ? 1 : this.#certainty.value;
  }

  /** Error of the foresight 0.4 s ahead, of that of standing still, over her last seconds; null before any is known. */
  get foreseen(): number | null {
    return this.#shadow.foreseen;
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
    const { motion, broken, frames } = this.#observer.observe(t, pose, aspect);
    if (broken) this.#breakOff();
    for (const { frame } of frames) {
      this.#shadow.observe(frame, this.moving);
      this.#archive?.observe(frame);
    }
    if (motion) {
      this.#certainty.update(t, this.turn === "answering" ? null : this.#shadow.predictedAt(t), motion);
      const { x } = motion.root;
      const share = this.#home ? approachFactor(t - this.#home.t, HOME) : 1;
      this.#home = { t, x: (this.#home?.x ?? x) + (x - (this.#home?.x ?? x)) * share };
    }
    return motion;
  }

  /** From now on she is elsewhere, or somebody else is in her place: it dances on from what it has seen. */
  cut(t: Seconds): void {
    const { latest } = this.#observer;
    if (latest && this.turn !== "answering")
      this.#bridge = new Answers(t, this.#generators.fps, latest.frame, [latest.state], 1);
    this.#observer.cut();
    this.#shadow.reset();
    this.#echo.reset();
    this.#archive?.reset();
  }

  /** What it dances from now on, whatever she does; null: freely. */
  follow(script: Motion | null): void {
    this.#script = script;
  }

  /** What it dances from now on where nothing else is said, whichever way round that is; null: freely. */
  practise(reference: Motion | null): void {
    this.#reference = reference;
  }

  /**
   * Whose turn it is from `t` on, and what happened.
   * @param music that is danced to from now on; null for none.
   */
  takeTurn(t: Seconds, controls: PartnerControls, music: Music | null = null): readonly TurnEvent[] {
    const before = this.#controls;
    this.#controls = controls;
    this.#music = music;
    const { mode, parameters } = controls;
    this.#answers?.advance(t, this.#tempo, music);
    this.#awaited?.advance(t, this.#tempo, music);
    if (this.#shadow.prediction) this.#bridge = null;
    this.#bridge?.advance(t, 1, music);
    if (before && !isSameAsked(before, controls)) this.#awaited = null;
    if (before && before.parameters.generator !== parameters.generator)
      this.#changeGenerator(t, parameters.generator);
    return this.#follow(t, this.#turns.update(t, this.moving, { ...parameters, mode, music }));
  }

  /** What is danced from `t` on is danced in another manner: what was made to be danced later is made anew. */
  changeManner(t: Seconds): void {
    this.#answers?.takeBack(t);
    this.#awaited?.takeBack(t);
    this.#bridge?.takeBack(t);
  }

  /** The dancer, or somebody for her, hands over now. */
  answerNow(t: Seconds): readonly TurnEvent[] {
    return this.#observer.latest ? this.#follow(t, this.#turns.answerNow(t)) : [];
  }

  /** She has chosen one of the options. */
  choose(t: Seconds, option: number): readonly TurnEvent[] {
    if (!(option < this.options.length)) return [];
    this.#choice = option;
    return this.#follow(t, this.#turns.choose(t));
  }

  /** She begins again: what she danced is forgotten. */
  restart(t: Seconds): readonly TurnEvent[] {
    const events = this.#follow(t, this.#turns.restart());
    this.#observer.forget();
    this.#echo.reset();
    this.#archive?.reset();
    return events;
  }

  /** The prediction that the shadow needs by the end of this frame, to be generated at temperature 0. */
  shadowRequest(t: Seconds): RolloutRequest | null {
    const { latest } = this.#observer;
    return latest && this.#shadow.request(t, latest);
  }

  /** The part of its answers that is needed by the end of this frame, to be generated at the temperature that is set. */
  answerRequests(t: Seconds): readonly RolloutRequest[] {
    return [this.#answers, this.#awaited, this.#bridge].flatMap((answers) => answers?.requests(t) ?? []);
  }

  /**
   * The partner's body at `t`, with the dancer's own proportions; null while it has no motion.
   * @param shared what to dance instead, where two dancers share this partner.
   */
  at(t: Seconds, shared: Motion | null = null): MotionFrame | null {
    const { motion, by } = shared && !this.#script ? { motion: shared, by: FORESEES } : this.#motionFor(t);
    this.#shownBy = by;
    const mirror = motion !== this.#reference && (this.#controls?.parameters.mirror ?? false);
    if (motion && (motion !== this.#motion || mirror !== this.#mirror)) {
      const x = this.#home?.x ?? 0;
      this.#inertializer.transitionTo(t, mirror ? (at) => mirrored(motion(at), x) : motion);
      this.#motion = motion;
      this.#mirror = mirror;
    }
    const frame = this.#inertializer.at(t);
    return frame && this.embodied(frame);
  }

  /** A motion's frame on the dancer's body. */
  embodied(original: MotionFrame, mirror = false): MotionFrame {
    const { proportions } = this;
    const frame = mirror ? mirrored(original, this.#home?.x ?? 0) : original;
    return proportions ? onTheFloor({ ...frame, body: withProportions(frame.body, proportions) }) : frame;
  }

  #motionFor(t: Seconds): { readonly motion: Motion | null; readonly by: GeneratorName | null } {
    if (this.#script) return { motion: this.#script, by: null };
    if (this.#reference) return { motion: this.#reference, by: null };
    if (this.turn === "answering" && this.#answers)
      return { motion: this.#answers.motions[0] ?? null, by: this.answeringGenerators[0] ?? null };
    const echo = this.#controls?.mode === "echo" ? this.#echoes(t, this.#controls) : null;
    if (echo) return { motion: echo, by: null };
    const real = this.#controls?.mode === "archive" ? this.#archive?.motion(t) : null;
    if (real) return { motion: real, by: null };
    return { motion: this.#shadow.prediction ?? this.#bridge?.motions[0] ?? null, by: FORESEES };
  }

  #follow(t: Seconds, events: readonly TurnEvent[]): readonly TurnEvent[] {
    const { memory } = this.#observer;
    if (events.includes("phrase-start")) memory.beginPhrase(t);
    if (events.includes("phrase-end")) memory.endPhrase(this.#turns.lastMoved);
    if (events.includes("choice-start")) this.#answers = this.#awaited ?? this.#answersFrom(t);
    // Where nobody chose in time, or a key did, it is the first option.
    else if (events.includes("choose")) this.#answers?.choose(this.#choice ?? 0);
    else if (events.includes("answer-start")) this.#answers = this.#awaited ?? this.#answersFrom(t);
    if (this.turn === "listening") this.#answers = null;
    if (this.turn !== "choosing") this.#choice = null;
    const { comes } = this.#turns;
    // While she moves it is not known yet what is answered.
    if (comes === null || this.turn === "choosing" || this.moving) this.#awaited = null;
    else this.#awaited ??= this.#answersFrom(t, comes);
    return events;
  }

  /** The tempo that is set; to music the nearest at which beats fall on beats. */
  get #tempo(): number {
    const { tempo = 1 } = this.#controls?.parameters ?? {};
    return this.#music ? musicalRatio(tempo) : tempo;
  }

  #echoes(t: Seconds, { parameters }: PartnerControls): Motion | null {
    return this.#echo.motion(t, { ...parameters, tempo: this.#tempo, music: this.#music });
  }

  /** Answers to what she has danced until `t`, as many as the mode has; null while too little of it is known. */
  #answersFrom(t: Seconds, begin: Seconds = this.#turns.began ?? t): Answers | null {
    const from = this.#observer.lastMovement(t, this.#turns.lastMoved);
    const { mode, parameters } = this.#controls ?? {};
    const { generator = "model", mixedOptions = false, options = 1 } = parameters ?? {};
    const count = mode === "options" ? options : 1;
    const states = (moment: GeneratorState) => {
      const names = mixedOptions && count > 1 ? this.#generators.ready(moment) : [generator];
      return Array.from({ length: count }, (_, i) => this.#generators.as(moment, names[i % names.length]!));
    };
    return from && new Answers(begin, this.#generators.fps, from.frame, states(from.state), this.#tempo);
  }

  /** An answer that is being danced goes on in another generator; options stay what they were when they began. */
  #changeGenerator(t: Seconds, name: GeneratorName): void {
    if (this.turn !== "answering" || !this.#answers) return;
    const known = this.#generators.brokenOff(this.#observer.state);
    if (this.#generators.nameOf(this.#generators.as(known, name)) === this.answeringGenerators[0]) return;
    this.#answers.goOnFrom(t, (frames) => {
      const observed = frames.reduce((state, frame) => this.#generators.observe(state, frame), known);
      return this.#generators.as(observed, name);
    });
  }

  /** After a gap in time what was predicted before is void; an answer that has begun goes on all the same. */
  #breakOff(): void {
    this.#shadow.reset();
    this.#echo.reset();
    this.#archive?.reset();
    if (this.turn === "answering") return;
    this.#inertializer.reset();
    this.#motion = null;
  }
}

/** Whether the same answers are asked for. */
const isSameAsked = (a: PartnerControls, b: PartnerControls): boolean =>
  a.mode === b.mode &&
  (["generator", "options", "mixedOptions"] as const).every(
    (name) => a.parameters[name] === b.parameters[name],
  );

/** Lifts a body whose lowest joint would be under the floor. */
function onTheFloor(frame: MotionFrame): MotionFrame {
  const lowest = lowestOf(frame.body) + frame.root.y;
  return lowest < 0 ? { ...frame, root: { ...frame.root, y: frame.root.y - lowest } } : frame;
}
