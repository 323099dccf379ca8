import { setTimeout as sleep } from "node:timers/promises";
import type { Controls } from "../../../shared/commands/controls.ts";
import type { EngineCommand } from "../../../shared/commands/table.ts";
import { type PassQuery, PRACTICE_LIMITS, type PracticeState } from "../../../shared/desk/practice.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { Practice, PracticeMessage, PracticePass } from "../../../shared/practice.ts";
import type { Mode, StageFrame } from "../../../shared/stage.ts";
import { PracticeSpeed } from "../../coaching/practice/good-pass.ts";
import { type DancedPass, PassCollector } from "../../coaching/practice/pass-collector.ts";
import type { PracticeReference } from "../../coaching/practice/reference.ts";
import type { Settings } from "../../config/settings.ts";
import type { TrackNow } from "../../inputs/music/track-player.ts";
import { ConfigError, UserError } from "../../system/errors.ts";
import type { JudgeAsked, Judged } from "./judge.ts";
import { LatestJudged } from "./latest-judged.ts";
import type { Practised } from "./read-practised.ts";
import { type LoaderParts, ReferenceLoader } from "./reference-loader.ts";
import type { ThreadedJudge } from "./threaded-judge.ts";

export interface PracticeParts extends LoaderParts {
  readonly judge: ThreadedJudge;
  readonly practise: (reference: PracticeReference | null) => void;
  readonly controls: () => Controls;
  readonly command: (command: EngineCommand) => void;
  readonly send: (message: PracticeMessage) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The clock of the StageFrames. */
  readonly clock: { now(): Seconds };
}

/** Without a frame for so long nobody knows where the reference is, and its music is silent. */
const STALE: Seconds = 0.5;
/** What is being compared when the show ends is waited for no longer than this, milliseconds. */
const CLOSING_MS = 2000;

/**
 * Practising, as the host has it: what is practised, how each pass was, and how fast the next one is. The engine dances
 * the reference; what she dances is gathered from its frames, and compared in a thread.
 */
export class ShowPractice {
  readonly #parts: PracticeParts;
  readonly #collector = new PassCollector();
  #speed: PracticeSpeed | null = null;
  #practised: Practised | null = null;
  readonly #loader: ReferenceLoader;
  #shown: { readonly t: Seconds; readonly practice: Practice } | null = null;
  /** Which mode it was before practising was asked for. */
  #modeBefore: Mode | null = null;
  readonly #judging: LatestJudged;
  #last: PracticeMessage | null = null;

  constructor(parts: PracticeParts) {
    this.#parts = parts;
    this.#loader = new ReferenceLoader(parts);
    const { judge, tellOperator, onChange } = parts;
    this.#judging = new LatestJudged({
      ...{ judge: (asked) => judge.judge(asked), onChange },
      onJudged: (asked, judged) => this.#say(asked, judged),
      onFault: ({ reference, danced }, line) =>
        tellOperator(`pass ${danced.pass} of ${reference.name}: ${line}`),
    });
  }

  /** What was said of the last pass, for a page that comes; null where nothing was. */
  get greeting(): PracticeMessage | null {
    return this.#last;
  }

  get state(): PracticeState {
    const { reference, duration = 0, ownBeats = false, music = null } = this.#practised ?? {};
    const shown = this.#shown?.practice;
    return {
      reference: reference?.name ?? null,
      loading: this.#loader.loading,
      ...{ fault: this.#loader.fault, stretch: reference?.stretch ?? null, duration },
      beats: reference?.beats.slice(0, PRACTICE_LIMITS.beats) ?? [],
      ...{ ownBeats, hasMusic: music !== null, phase: shown?.phase ?? null, pass: shown?.pass ?? 1 },
      comparing: this.#judging.isBusy,
    };
  }

  /**
   * The track of the reference while that is shown: it plays in a pass, at the pass's speed, and stands at the pass's
   * beginning before and after; null where there is none.
   */
  get track(): TrackNow | null {
    const { music = null } = this.#practised ?? {};
    if (!music || !this.#shown) return null;
    const { t, practice } = this.#shown;
    const { phase, position, speed, stretch } = practice;
    const since = this.#parts.clock.now() - t;
    if (phase !== "pass" || since > STALE)
      return { file: music.file, position: music.begin + stretch.begin, speed: 0 };
    return { file: music.file, position: music.begin + position + speed * since, speed };
  }

  /**
   * Reads what is to be practised, while what was goes on until it has been read.
   * @throws UserError in one line; where something else was asked for meanwhile, too.
   */
  async load(name: string, from: Seconds | null, to: Seconds | null): Promise<void> {
    this.#practise(await this.#loader.load(name, from, to));
    this.#parts.onChange();
  }

  /** The same, and the stage shows it. @throws as `load` does. */
  async start(name: string, from: Seconds | null, to: Seconds | null): Promise<PracticeState> {
    await this.load(name, from, to);
    const { mode } = this.#parts.controls();
    if (mode !== "practise") {
      this.#modeBefore = mode;
      this.#parts.command({ tag: "command", command: "mode", value: "practise" });
    }
    return this.state;
  }

  /** The same; what is in the way is told. @param name null where there is nothing. */
  async begin(name: string | null): Promise<void> {
    if (name === null) return;
    await this.start(name, null, null).catch((error: Error) => this.#parts.tellOperator(error.message));
  }

  /**
   * What the settings practise from the start. @returns what it is, for the operator; null for nothing
   * @throws ConfigError naming the setting.
   */
  async prepare({ practise, practiseFrom, practiseTo }: Settings): Promise<string | null> {
    if (practise === null) return null;
    await this.load(practise, practiseFrom, practiseTo || null).catch((error: Error) => {
      throw error instanceof UserError ? new ConfigError(`practise: ${error.message}`) : error;
    });
    const { stretch, beats } = this.#practised!.reference;
    const counted = beats.length > 0 ? `${beats.length} beats` : "without beats that are known";
    return `${practise}, ${stretch.begin.toFixed(1)} to ${stretch.end.toFixed(1)} s, ${counted}`;
  }

  /** Nothing is practised any more, and the partner dances as before. */
  stop(): PracticeState {
    this.#loader.stop();
    this.#practise(null);
    if (this.#parts.controls().mode === "practise")
      this.#parts.command({ tag: "command", command: "mode", value: this.#modeBefore ?? "shadow" });
    this.#modeBefore = null;
    this.#parts.onChange();
    return this.state;
  }

  /** A frame is shown. */
  see(frame: StageFrame): void {
    this.#shown = frame.practice && { t: frame.t, practice: frame.practice };
    const danced = this.#collector.see(frame);
    const reference = this.#practised?.reference;
    if (!danced || !reference || !isOf(danced, reference)) return;
    this.#judging.ask({ reference, danced, at: this.#parts.now() });
  }

  passes(query: PassQuery): Promise<readonly PracticePass[]> {
    return this.#parts.judge.passes(query, PRACTICE_LIMITS.passes);
  }

  async close(): Promise<void> {
    this.#loader.stop();
    await Promise.race([this.#judging.close(), sleep(CLOSING_MS, undefined, { ref: false })]);
    await this.#parts.judge.close();
  }

  #practise(practised: Practised | null): void {
    this.#practised = practised;
    this.#last = null;
    this.#speed = null;
    this.#parts.practise(practised?.reference ?? null);
  }

  #say({ reference }: JudgeAsked, { judged, faults }: Judged): void {
    for (const line of faults) this.#parts.tellOperator(line);
    // Something else is practised by now.
    if (!judged || reference !== this.#practised?.reference) return;
    this.#last = { tag: "practice", ...judged };
    this.#parts.send(this.#last);
    this.#goFaster(judged.pass);
  }

  #goFaster({ good }: PracticePass): void {
    const { practiceFaster, practiceSpeed } = this.#parts.controls().parameters;
    if (!practiceFaster) {
      this.#speed = null;
      return;
    }
    this.#speed ??= new PracticeSpeed(practiceSpeed);
    const value = this.#speed.after(good, practiceSpeed);
    if (value !== practiceSpeed) this.#parts.command({ tag: "command", command: "practiceSpeed", value });
  }
}

/** The engine may be at what was practised before. */
const isOf = ({ reference, stretch }: DancedPass, { name, stretch: own }: PracticeReference): boolean =>
  reference === name && stretch.begin === own.begin && stretch.end === own.end;
