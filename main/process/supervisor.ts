import type { Clock } from "../../shared/clock.ts";
import { type Controls, initialControls } from "../../shared/commands/controls.ts";
import { controlsAfter, type EngineCommand } from "../../shared/commands/table.ts";
import type { DetectorSize } from "../../shared/messages.ts";
import type { Music } from "../../shared/music.ts";
import type { Seconds, SourceFrame } from "../../shared/pose.ts";
import type { StageFrame } from "../../shared/stage.ts";
import type { PracticeReference } from "../coaching/practice/reference.ts";
import { Mailbox } from "../engine/mailbox.ts";
import { backoff } from "../system/backoff.ts";
import { UserError } from "../system/errors.ts";
import type { EngineChild } from "./child.ts";
import { Continuity } from "./continuity.ts";
import { DOUBT, EngineInstance } from "./engine-instance.ts";
import { FailureSeries } from "./failure-series.ts";
import type { Configure, FromEngine, Ready } from "./protocol.ts";

/** A frame without an answer for so long counts as hung, though heartbeats come: a lost GPU does that. */
const FRAME_TIMEOUT: Seconds = 20;
/** After a switch of engines the show has the machine to itself for so long before the next standby loads. */
const STANDBY_DELAY_MS = 5000;
/** A standby that cannot load, for example where there is no memory for two engines, is tried ever more rarely. */
const MAX_STANDBY_DELAY_MS = 600_000;
/** Between two changes of model, milliseconds: each takes a process that loads. */
const MODEL_SPACING_MS = 1000;
const WATCH_MS = 250;
/** Between two checks of the watch passes more than this only where this process, or the whole machine, slept. */
const SLEPT: Seconds = 3;

export type EngineState = "starting" | "running" | "restarting";

export interface SupervisorParts {
  readonly spawn: () => EngineChild;
  readonly clock: Clock;
  readonly configure: Configure;
  /** @param asked the source frame that it answers; null where the engine made it because none came. */
  readonly onStage: (frame: StageFrame, asked: SourceFrame | null) => void;
  readonly tellOperator: (line: string) => void;
  /** The show rests until an engine has loaded, or goes on again; not where a standby takes over at once. */
  readonly onState?: (state: EngineState) => void;
}

/**
 * Milliseconds before the start after the n-th failure in a row: at once, then doubling up to a ceiling. The ceiling is
 * low: what was in the way may be gone in a moment, and nothing else needs the machine while there is no engine.
 */
export function restartDelay(failures: number): number {
  return backoff(failures - 1, 250, 2000);
}

const ACTIVE_WORDS = {
  begins: (what: string, why: string) => `the engine ${what} (${why}); it is started again until it does`,
  over: "the engine is back",
};
const STANDBY_WORDS = {
  begins: (what: string, why: string) =>
    `the engine that stands by ${what} (${why}); it is tried again ever more rarely`,
  over: "an engine stands by again",
};

/**
 * Keeps the engine alive. Loading one takes seconds, so a hot standby that has loaded everything waits: when the
 * active engine ends or hangs, the standby becomes active at once, from the same frame number, mode and pose model on.
 * Frames go to the active engine one at a time, latest first.
 */
export class Supervisor {
  readonly #parts: SupervisorParts;
  readonly #mailbox = new Mailbox<SourceFrame>((frame) => {
    this.#asked = frame;
    this.#askedAt = this.#parts.clock.now();
    this.#active?.send({ tag: "frame", frame });
  });
  readonly #first = Promise.withResolvers<Ready>();
  readonly #continuity: Continuity;
  /** What the next engine is told to load. */
  #configure: Configure;
  #state: EngineState = "starting";
  #active: EngineInstance | null = null;
  #standby: EngineInstance | null = null;
  /** The frame that the active engine has, and since when. */
  #asked: SourceFrame | null = null;
  #askedAt: Seconds = 0;
  #watchedAt: Seconds = 0;
  #lastReady: Ready | null = null;
  readonly #failures: FailureSeries;
  readonly #standbyFailures: FailureSeries;
  /** Folder of the model that danced last. */
  #lastModel: string | null = null;
  #switchedAt: Seconds = Number.NEGATIVE_INFINITY;
  /** What is known of the music, which the next engine has to know too. */
  #music: Music | null = null;
  /** What is practised: as well. */
  #reference: PracticeReference | null = null;
  readonly #ends = { active: 0, standby: 0 };
  /** Somebody waits for a fresh engine. */
  #renewing: PromiseWithResolvers<void> | null = null;
  #closed = false;
  #spawnTimer: NodeJS.Timeout | undefined;
  #watch: NodeJS.Timeout | undefined;

  constructor(parts: SupervisorParts) {
    this.#parts = parts;
    this.#configure = parts.configure;
    this.#continuity = new Continuity(initialControls(parts.configure.settings));
    this.#failures = new FailureSeries(ACTIVE_WORDS, parts.tellOperator);
    this.#standbyFailures = new FailureSeries(STANDBY_WORDS, parts.tellOperator);
    // Closed before it was started, nobody waits for it.
    this.#first.promise.catch(() => {});
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Folder of the model that the active engine dances with. */
  get model(): string {
    return (this.#active?.ready ? this.#active : this.#configure.settings).model;
  }

  /** How the show is set. */
  get controls(): Controls {
    return this.#continuity.controls;
  }

  /** What the active engine has loaded, or the one before while there is none; null before the first. */
  get ready(): Ready | null {
    return this.#active?.ready ?? this.#lastReady;
  }

  /** Bytes that the active engine has of the machine's memory; null before it is known. */
  get engineMemory(): number | null {
    return this.#active?.memory ?? null;
  }

  /** The same of the standby; null while there is none. */
  get standbyMemory(): number | null {
    return this.#standby?.memory ?? null;
  }

  /** Engines that ended otherwise than planned. */
  get ends(): { readonly active: number; readonly standby: number } {
    return { ...this.#ends };
  }

  get dropped(): number {
    return this.#mailbox.dropped;
  }

  /** Whether a standby is loading, which takes the machine's time from the active engine. */
  get standbyIsLoading(): boolean {
    return this.#standby?.ready === null;
  }

  /** Whether a frame is on its way or waiting. */
  get busy(): boolean {
    return this.#mailbox.busy;
  }

  /**
   * Resolves when the first engine is ready.
   * @throws UserError when it says that it cannot start with these settings; later failures are told and retried.
   *   Error when it is closed before.
   */
  start(): Promise<Ready> {
    this.#watchedAt = this.#parts.clock.now();
    this.#active = this.#spawn();
    this.#watch = setInterval(() => this.#check(), WATCH_MS);
    return this.#first.promise;
  }

  offer(frame: SourceFrame): void {
    this.#mailbox.offer(frame);
  }

  /** Another pose model, for the engine and those after it, from the next frame that each of them gets. */
  resize(size: DetectorSize): void {
    this.#configure = { ...this.#configure, detectorSize: size };
    for (const engine of this.#engines()) engine.send({ tag: "resize", size });
  }

  /**
   * Another model: a standby loads it and then becomes active. Where it cannot be loaded that is told, and the model
   * before goes on. The model that is loaded already is no change, and many changes at once are one: the last.
   */
  switchModel(model: string): void {
    if (model === this.#configure.settings.model) return;
    this.#configureModel(model);
    const outdated = this.#standby;
    this.#standby = null;
    outdated?.kill();
    if (this.#state !== "running") return;
    const now = this.#parts.clock.now();
    this.#spawnStandby(Math.max(0, MODEL_SPACING_MS - 1000 * (now - this.#switchedAt)));
    this.#switchedAt = now;
  }

  /** A fresh engine takes the place of the one that dances, as soon as it has loaded. Resolves when it has. */
  renew(): Promise<void> {
    this.#renewing ??= Promise.withResolvers<void>();
    const outdated = this.#standby;
    this.#standby = null;
    outdated?.kill();
    if (this.#state === "running") this.#spawnStandby(0);
    return this.#renewing.promise;
  }

  /** Something has gone wrong in this process, and may have lost a message: engines that are well show it soon. */
  doubt(): void {
    const now = this.#parts.clock.now();
    for (const engine of this.#engines()) engine.doubt(now);
    this.#askedAt = Math.min(this.#askedAt, now - FRAME_TIMEOUT + DOUBT);
  }

  /** What is known of the music from now on; the engines after this one know it too. */
  hear(music: Music | null): void {
    this.#music = music;
    if (this.#state === "running") this.#active?.send({ tag: "music", music });
  }

  /** What is practised from now on, from its first pass; null for nothing. The engines after this one go on with it. */
  practise(reference: PracticeReference | null): void {
    this.#reference = reference;
    this.#continuity.nextPass = 1;
    if (this.#state === "running") this.#active?.send({ tag: "reference", reference, pass: 1 });
  }

  command(command: EngineCommand): void {
    this.#continuity.controls = controlsAfter(this.#continuity.controls, command);
    if (this.#state === "running") this.#active?.send(command);
  }

  /** Ends all engines; may be called twice. */
  close(): void {
    this.#closed = true;
    this.#first.reject(new Error("the engine was closed before it had loaded"));
    clearInterval(this.#watch);
    clearTimeout(this.#spawnTimer);
    this.#mailbox.shut();
    for (const engine of this.#engines()) engine.kill();
  }

  #engines(): readonly EngineInstance[] {
    return [this.#active, this.#standby].filter((engine) => engine !== null);
  }

  #spawn(): EngineInstance {
    return new EngineInstance({
      ...{ spawn: this.#parts.spawn, configure: this.#configure, clock: this.#parts.clock },
      onMessage: (message, from) => {
        if (!this.#closed) this.#receive(message, from);
      },
      onExit: (how, from) => {
        if (!this.#closed) this.#ended(how, from);
      },
    });
  }

  #spawnStandby(delayMs: number): void {
    this.#spawnLater(delayMs, () => {
      this.#standby = this.#spawn();
    });
  }

  /** At most one start is scheduled at a time. */
  #spawnLater(delayMs: number, spawn: () => void): void {
    clearTimeout(this.#spawnTimer);
    this.#spawnTimer = setTimeout(spawn, delayMs);
  }

  #receive(message: FromEngine, from: EngineInstance): void {
    if (from === this.#standby && message.tag === "ready") this.#standbyIsReady(from, message);
    if (from === this.#active) this.#receiveFromActive(message, from);
  }

  #receiveFromActive(message: FromEngine, from: EngineInstance): void {
    switch (message.tag) {
      case "ready":
        this.#activate(from, message);
        return;
      case "stage":
        try {
          this.#parts.onStage(this.#continuity.pass(message.frame), message.answers ? this.#asked : null);
        } finally {
          // Whatever went wrong with this frame, the next one is asked for.
          if (message.answers) this.#sendNextFrame();
        }
        return;
      case "fault":
        this.#parts.tellOperator(`the engine could not make a frame: ${message.line}`);
        if (message.answers) this.#sendNextFrame();
        return;
      case "notice":
        this.#parts.tellOperator(message.line);
        return;
      case "failed":
        this.#first.reject(message.mendable ? new UserError(message.line) : new Error(message.line));
        return;
    }
  }

  /** A standby with another model, or one that was asked for, replaces an engine that is well. */
  #standbyIsReady(standby: EngineInstance, ready: Ready): void {
    const before = this.#active;
    const isOther = standby.model !== before?.model;
    if (!before || !(isOther || this.#renewing)) return;
    this.#active = standby;
    this.#standby = null;
    this.#mailbox.shut();
    before.kill();
    if (isOther) this.#parts.tellOperator(`the model is ${ready.model} now`);
    this.#activate(standby, ready);
  }

  #activate(engine: EngineInstance, ready: Ready): void {
    engine.send(this.#continuity.begin());
    if (this.#music) engine.send({ tag: "music", music: this.#music });
    const reference = this.#reference;
    if (reference) engine.send({ tag: "reference", reference, pass: this.#continuity.nextPass });
    const delayMs = this.#state === "starting" ? 0 : STANDBY_DELAY_MS;
    this.#lastModel = engine.model;
    this.#enter("running");
    this.#first.resolve(ready);
    this.#renewing?.resolve();
    this.#renewing = null;
    this.#sendNextFrame();
    if (!this.#standby) this.#spawnStandby(delayMs);
  }

  #configureModel(model: string): void {
    this.#configure = { ...this.#configure, settings: { ...this.#configure.settings, model } };
  }

  #sendNextFrame(): void {
    this.#asked = null;
    this.#mailbox.open();
  }

  #ended(how: string, engine: EngineInstance): void {
    if (engine === this.#standby) this.#standbyEnded(how, engine);
    if (engine === this.#active) this.#activeEnded(how, engine);
  }

  #standbyEnded(how: string, standby: EngineInstance): void {
    this.#standby = null;
    this.#ends.standby++;
    if (this.#refuseModel(how, standby)) {
      this.#spawnStandby(STANDBY_DELAY_MS);
      return;
    }
    const failures = this.#standbyFailures.count(standby, how, this.#parts.clock.now());
    this.#spawnStandby(backoff(failures, STANDBY_DELAY_MS, MAX_STANDBY_DELAY_MS));
  }

  #activeEnded(how: string, engine: EngineInstance): void {
    this.#lastReady = engine.ready ?? this.#lastReady;
    this.#mailbox.shut();
    this.#asked = null;
    this.#ends.active++;
    const failures = this.#refuseModel(how, engine)
      ? 1
      : this.#failures.count(engine, how, this.#parts.clock.now());
    if (engine.ready && failures === 1)
      this.#parts.tellOperator(`the engine ended (${how}); another one goes on`);
    this.#active = this.#standby;
    this.#standby = null;
    if (this.#active?.ready) {
      this.#activate(this.#active, this.#active.ready);
      return;
    }
    this.#enter("restarting");
    if (this.#active) return;
    this.#spawnLater(restartDelay(failures), () => {
      this.#active = this.#spawn();
    });
  }

  #enter(state: EngineState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#parts.onState?.(state);
  }

  /** An engine that could not load another model than the one that danced: that one it is again, and it is told. */
  #refuseModel(how: string, { ready, model, failure }: EngineInstance): boolean {
    if (ready || this.#lastModel === null || model === this.#lastModel) return false;
    if (this.#configure.settings.model === model) this.#configureModel(this.#lastModel);
    this.#parts.tellOperator(`${model} is no model to go on with: ${failure ?? how}`);
    return true;
  }

  #check(): void {
    const now = this.#parts.clock.now();
    const slept = now - this.#watchedAt > SLEPT;
    this.#watchedAt = now;
    if (slept) {
      this.#askedAt = now;
      for (const engine of this.#engines()) engine.restartTimeout(now);
    }
    this.#failures.check(this.#active, now);
    this.#standbyFailures.check(this.#standby, now);
    for (const engine of this.#engines()) this.#killIfHung(engine, now);
  }

  #killIfHung(engine: EngineInstance, now: Seconds): void {
    const isActive = engine === this.#active;
    const silent = engine.isSilent(now);
    const stuck = isActive && this.#asked !== null && now - this.#askedAt > FRAME_TIMEOUT;
    if (!silent && !stuck) return;
    engine.restartTimeout(now);
    if (isActive) {
      this.#askedAt = now;
      this.#parts.tellOperator(`the engine ${silent ? "does not answer" : "is stuck in a frame"}; ending it`);
    }
    engine.kill();
  }
}
