import type { Clock } from "../../shared/clock.ts";
import type { DetectorSize, EngineCommand } from "../../shared/messages.ts";
import type { Seconds, SourceFrame } from "../../shared/pose.ts";
import type { StageFrame } from "../../shared/stage.ts";
import { type Controls, controlled, firstControls } from "../engine/controls.ts";
import { Mailbox } from "../engine/mailbox.ts";
import { UserError } from "../system/errors.ts";
import type { EngineChild } from "./child.ts";
import { Continuity } from "./continuity.ts";
import type { Configure, FromEngine, Ready } from "./protocol.ts";

/**
 * Silence that counts as hung, once an engine is ready: two dozen heartbeats. A machine that has far too much to do is
 * not helped by being made to load another engine.
 */
const SILENCE_TIMEOUT: Seconds = 6;
/** A frame without an answer for so long counts as hung, though the heart beats: a lost GPU does that. */
const FRAME_TIMEOUT: Seconds = 20;
/** Loading networks blocks the process; on a slow disk for long. */
const LOADING_TIMEOUT: Seconds = 60;
/** An engine that lived so long is not part of a series of failures. */
const STABLE_AFTER: Seconds = 10;
/** After a change of engines the machine gets its breath back before the next one loads. */
const STANDBY_DELAY_MS = 5000;
/** One that cannot even load, where there is no memory for two, is tried less and less often. */
const MAX_STANDBY_DELAY_MS = 600_000;
const WATCH_MS = 250;

export type EngineState = "starting" | "running" | "restarting";

export interface SupervisorParts {
  readonly spawn: () => EngineChild;
  readonly clock: Clock;
  readonly configure: Configure;
  /** @param asked the source frame that it answers; null where the engine made it because none came. */
  readonly onStage: (frame: StageFrame, asked: SourceFrame | null) => void;
  readonly onNotice: (line: string) => void;
}

/** One engine process. */
interface EngineInstance {
  readonly child: EngineChild;
  /** Folder of the model that it was told to load. */
  readonly model: string;
  readonly since: Seconds;
  heardAt: Seconds;
  /** null while it loads. */
  ready: Ready | null;
  /** Why it cannot start, in its own words. */
  failure: string | null;
}

/** Milliseconds before the start after the n-th failure in a row: at once, then doubling up to a ceiling. */
export function restartDelay(failures: number): number {
  return failures <= 1 ? 0 : Math.min(250 * 2 ** (failures - 2), 10_000);
}

/**
 * Keeps the engine alive. Loading one takes seconds, so an understudy that has loaded everything stands ready: when
 * the engine ends or hangs it goes on at once, on the frame number, mode and pose model where the other was. Frames
 * go to the engine one at a time, latest first.
 */
export class Supervisor {
  readonly #parts: SupervisorParts;
  readonly #mailbox = new Mailbox<SourceFrame>((frame) => {
    this.#asked = frame;
    this.#askedAt = this.#parts.clock.now();
    this.#active?.child.send({ tag: "frame", frame });
  });
  readonly #first = Promise.withResolvers<Ready>();
  #configure: Configure;
  readonly #continuity: Continuity;
  #state: EngineState = "starting";
  #active: EngineInstance | null = null;
  #standby: EngineInstance | null = null;
  /** The frame that the engine has, and since when. */
  #asked: SourceFrame | null = null;
  #askedAt: Seconds = 0;
  #watchedAt: Seconds = 0;
  #lastReady: Ready | null = null;
  /** In a row. */
  #failures = 0;
  #standbyFailures = 0;
  #closed = false;
  #spawnTimer: NodeJS.Timeout | undefined;
  #watch: NodeJS.Timeout | undefined;

  constructor(parts: SupervisorParts) {
    this.#parts = parts;
    this.#configure = parts.configure;
    this.#continuity = new Continuity(firstControls(parts.configure.settings));
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Folder of the model that dances. */
  get model(): string {
    return (this.#active?.ready ? this.#active : this.#configure.settings).model;
  }

  /** How the show is set. */
  get controls(): Controls {
    return this.#continuity.controls;
  }

  /** What the engine has loaded, or the one before while there is none; null before the first. */
  get ready(): Ready | null {
    return this.#active?.ready ?? this.#lastReady;
  }

  get dropped(): number {
    return this.#mailbox.dropped;
  }

  /** Whether an understudy is loading, which takes the machine's time from the engine. */
  get standbyIsLoading(): boolean {
    return this.#standby?.ready === null;
  }

  /** Whether a frame is on its way or waiting. */
  get busy(): boolean {
    return this.#mailbox.busy;
  }

  /**
   * Resolves when the first engine is ready.
   * @throws UserError when it says that it cannot be with these settings; later ones are only told and tried again.
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

  /** Another pose model, for the engine and those after it, from the next frame that each of them sees. */
  resize(size: DetectorSize): void {
    this.#configure = { ...this.#configure, detectorSize: size };
    for (const player of [this.#active, this.#standby]) player?.child.send({ tag: "resize", size });
  }

  /**
   * Another model. An understudy loads it and then goes on in the engine's place; where it cannot be loaded that is
   * told, and the model before goes on.
   */
  switchModel(model: string): void {
    this.#configureModel(model);
    const understudy = this.#standby;
    this.#standby = null;
    understudy?.child.kill();
    if (this.#state === "running") this.#spawnStandby(0);
  }

  command(command: EngineCommand): void {
    this.#continuity.controls = controlled(this.#continuity.controls, command);
    if (this.#state === "running") this.#active?.child.send(command);
  }

  /** Ends all engines; may be called twice. */
  close(): void {
    this.#closed = true;
    clearInterval(this.#watch);
    clearTimeout(this.#spawnTimer);
    this.#mailbox.shut();
    this.#active?.child.kill();
    this.#standby?.child.kill();
  }

  #spawn(): EngineInstance {
    const now = this.#parts.clock.now();
    const { model } = this.#configure.settings;
    const player: EngineInstance = {
      ...{ child: this.#parts.spawn(), model, since: now, heardAt: now },
      ...{ ready: null, failure: null },
    };
    player.child.onMessage((message) => {
      if (!this.#closed) this.#receive(player, message);
    });
    player.child.onExit((how) => {
      if (!this.#closed) this.#ended(player, how);
    });
    player.child.send(this.#configure);
    return player;
  }

  #receive(player: EngineInstance, message: FromEngine): void {
    player.heardAt = this.#parts.clock.now();
    if (message.tag === "ready") player.ready = message;
    else if (message.tag === "resized" && player.ready) {
      player.ready = { ...player.ready, detector: message.detector };
    }
    if (message.tag === "failed") player.failure = message.line;
    if (player === this.#standby && message.tag === "ready") {
      this.#standbyFailures = 0;
      if (this.#active && player.model !== this.#active.model)
        this.#switchOver(this.#active, player, message);
    }
    if (player !== this.#active) return;
    switch (message.tag) {
      case "ready":
        this.#activate(player, message);
        return;
      case "stage":
        this.#parts.onStage(this.#continuity.pass(message.frame), message.answers ? this.#asked : null);
        if (message.answers) this.#next();
        return;
      case "fault":
        this.#parts.onNotice(`the engine could not use a frame: ${message.line}`);
        this.#next();
        return;
      case "notice":
        this.#parts.onNotice(message.line);
        return;
      case "failed":
        if (this.#state !== "starting") this.#parts.onNotice(`the engine cannot start: ${message.line}`);
        this.#first.reject(message.mendable ? new UserError(message.line) : new Error(message.line));
        return;
    }
  }

  /** The show is this player's now. */
  #activate({ child }: EngineInstance, ready: Ready): void {
    child.send(this.#continuity.begin());
    const breath = this.#state === "starting" ? 0 : STANDBY_DELAY_MS;
    this.#state = "running";
    this.#first.resolve(ready);
    this.#next();
    if (!this.#standby) this.#spawnStandby(breath);
  }

  /** An understudy with another model goes on in the place of an engine that is well. */
  #switchOver(engine: EngineInstance, understudy: EngineInstance, ready: Ready): void {
    this.#active = understudy;
    this.#standby = null;
    this.#mailbox.shut();
    engine.child.kill();
    this.#parts.onNotice(`the model is ${ready.model} now`);
    this.#activate(understudy, ready);
  }

  /** The model that is loaded from now on. */
  #configureModel(model: string): void {
    this.#configure = { ...this.#configure, settings: { ...this.#configure.settings, model } };
  }

  #next(): void {
    this.#asked = null;
    this.#mailbox.open();
  }

  #ended(player: EngineInstance, how: string): void {
    if (player === this.#standby) {
      this.#standby = null;
      const engine = this.#active;
      if (!player.ready && engine && engine.model !== player.model) {
        this.#configureModel(engine.model);
        this.#parts.onNotice(`${player.model} is no model to go on with: ${player.failure ?? how}`);
      }
      this.#spawnStandby(Math.min(STANDBY_DELAY_MS * 2 ** this.#standbyFailures++, MAX_STANDBY_DELAY_MS));
    }
    if (player !== this.#active) return;
    this.#lastReady = player.ready ?? this.#lastReady;
    this.#mailbox.shut();
    this.#asked = null;
    this.#state = "restarting";
    this.#failures = this.#parts.clock.now() - player.since < STABLE_AFTER ? this.#failures + 1 : 1;
    this.#parts.onNotice(`the engine ended (${how}); another one goes on`);
    this.#active = this.#standby;
    this.#standby = null;
    if (this.#active?.ready) this.#activate(this.#active, this.#active.ready);
    else if (!this.#active) {
      this.#spawnLater(restartDelay(this.#failures), () => {
        this.#active = this.#spawn();
      });
    }
  }

  #spawnStandby(milliseconds: number): void {
    this.#spawnLater(milliseconds, () => {
      this.#standby = this.#spawn();
    });
  }

  /** There is never more than one hiring under way. */
  #spawnLater(milliseconds: number, hire: () => void): void {
    clearTimeout(this.#spawnTimer);
    this.#spawnTimer = setTimeout(hire, milliseconds);
  }

  #check(): void {
    const now = this.#parts.clock.now();
    // This process, or the whole machine, may have slept: then nobody could have been heard.
    const slept = now - this.#watchedAt > SILENCE_TIMEOUT / 2;
    this.#watchedAt = now;
    if (slept) this.#askedAt = now;
    for (const player of [this.#active, this.#standby]) {
      if (!player) continue;
      if (slept) player.heardAt = now;
      const silent = now - player.heardAt > (player.ready ? SILENCE_TIMEOUT : LOADING_TIMEOUT);
      const stuck = player === this.#active && this.#asked !== null && now - this.#askedAt > FRAME_TIMEOUT;
      if (!silent && !stuck) continue;
      player.heardAt = now;
      this.#askedAt = now;
      if (player === this.#active) {
        this.#parts.onNotice(`the engine ${silent ? "does not answer" : "is stuck in a frame"}; ending it`);
      }
      player.child.kill();
    }
  }
}
