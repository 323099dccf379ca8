import type { Clock } from "../../shared/clock.ts";
import type { DetectorSize, EngineCommand } from "../../shared/messages.ts";
import type { Seconds, SourceFrame } from "../../shared/pose.ts";
import type { StageFrame } from "../../shared/stage.ts";
import { type Controls, controlled, firstControls } from "../engine/controls.ts";
import { UserError } from "../system/errors.ts";
import type { EngineChild } from "./child.ts";
import { Handover } from "./continuity.ts";
import { Mailbox } from "./mailbox.ts";
import type { Configure, FromEngine, Ready } from "./protocol.ts";

/**
 * Silence that counts as hung, once an engine is ready: two dozen heartbeats. A machine that has far too much to do is
 * not helped by being made to load another engine.
 */
const SILENT: Seconds = 6;
/** A frame without an answer for so long counts as hung, though the heart beats: a lost GPU does that. */
const STUCK: Seconds = 20;
/** Loading networks blocks the process; on a slow disk for long. */
const LOADING: Seconds = 60;
/** An engine that lived so long is not part of a series of failures. */
const SOUND: Seconds = 10;
/** After a change of engines the machine gets its breath back before the next one loads. */
const BREATH_MS = 5000;
/** One that cannot even load, where there is no memory for two, is tried less and less often. */
const LONGEST_BREATH_MS = 600_000;
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
interface Player {
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
    this.#lead?.child.send({ tag: "frame", frame });
  });
  readonly #first = Promise.withResolvers<Ready>();
  #configure: Configure;
  readonly #handover: Handover;
  #state: EngineState = "starting";
  #lead: Player | null = null;
  #understudy: Player | null = null;
  /** The frame that the engine has, and since when. */
  #asked: SourceFrame | null = null;
  #askedAt: Seconds = 0;
  #watchedAt: Seconds = 0;
  #lastReady: Ready | null = null;
  /** In a row. */
  #failures = 0;
  #understudyFailures = 0;
  #closed = false;
  #hiring: NodeJS.Timeout | undefined;
  #watch: NodeJS.Timeout | undefined;

  constructor(parts: SupervisorParts) {
    this.#parts = parts;
    this.#configure = parts.configure;
    this.#handover = new Handover(firstControls(parts.configure.settings));
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Folder of the model that dances. */
  get model(): string {
    return (this.#lead?.ready ? this.#lead : this.#configure.settings).model;
  }

  /** How the show is set. */
  get controls(): Controls {
    return this.#handover.controls;
  }

  /** What the engine has loaded, or the one before while there is none; null before the first. */
  get ready(): Ready | null {
    return this.#lead?.ready ?? this.#lastReady;
  }

  get dropped(): number {
    return this.#mailbox.dropped;
  }

  /** Whether an understudy is loading, which takes the machine's time from the engine. */
  get rehearsing(): boolean {
    return this.#understudy?.ready === null;
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
    this.#lead = this.#hire();
    this.#watch = setInterval(() => this.#check(), WATCH_MS);
    return this.#first.promise;
  }

  offer(frame: SourceFrame): void {
    this.#mailbox.offer(frame);
  }

  /** Another pose model, for the engine and those after it, from the next frame that each of them sees. */
  resize(size: DetectorSize): void {
    this.#configure = { ...this.#configure, detectorSize: size };
    for (const player of [this.#lead, this.#understudy]) player?.child.send({ tag: "resize", size });
  }

  /**
   * Another model. An understudy loads it and then goes on in the engine's place; where it cannot be loaded that is
   * told, and the model before goes on.
   */
  recast(model: string): void {
    this.#hope(model);
    const understudy = this.#understudy;
    this.#understudy = null;
    understudy?.child.kill();
    if (this.#state === "running") this.#hireUnderstudy(0);
  }

  command(command: EngineCommand): void {
    this.#handover.controls = controlled(this.#handover.controls, command);
    if (this.#state === "running") this.#lead?.child.send(command);
  }

  /** Ends all engines; may be called twice. */
  close(): void {
    this.#closed = true;
    clearInterval(this.#watch);
    clearTimeout(this.#hiring);
    this.#mailbox.shut();
    this.#lead?.child.kill();
    this.#understudy?.child.kill();
  }

  #hire(): Player {
    const now = this.#parts.clock.now();
    const { model } = this.#configure.settings;
    const player: Player = {
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

  #receive(player: Player, message: FromEngine): void {
    player.heardAt = this.#parts.clock.now();
    if (message.tag === "ready") player.ready = message;
    else if (message.tag === "resized" && player.ready) {
      player.ready = { ...player.ready, detector: message.detector };
    }
    if (message.tag === "failed") player.failure = message.line;
    if (player === this.#understudy && message.tag === "ready") {
      this.#understudyFailures = 0;
      if (this.#lead && player.model !== this.#lead.model) this.#relieve(this.#lead, player, message);
    }
    if (player !== this.#lead) return;
    switch (message.tag) {
      case "ready":
        this.#goOn(player, message);
        return;
      case "stage":
        this.#parts.onStage(this.#handover.pass(message.frame), message.answers ? this.#asked : null);
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
  #goOn({ child }: Player, ready: Ready): void {
    child.send(this.#handover.begin());
    const breath = this.#state === "starting" ? 0 : BREATH_MS;
    this.#state = "running";
    this.#first.resolve(ready);
    this.#next();
    if (!this.#understudy) this.#hireUnderstudy(breath);
  }

  /** An understudy with another model goes on in the place of an engine that is well. */
  #relieve(engine: Player, understudy: Player, ready: Ready): void {
    this.#lead = understudy;
    this.#understudy = null;
    this.#mailbox.shut();
    engine.child.kill();
    this.#parts.onNotice(`the model is ${ready.model} now`);
    this.#goOn(understudy, ready);
  }

  /** The model that is loaded from now on. */
  #hope(model: string): void {
    this.#configure = { ...this.#configure, settings: { ...this.#configure.settings, model } };
  }

  #next(): void {
    this.#asked = null;
    this.#mailbox.open();
  }

  #ended(player: Player, how: string): void {
    if (player === this.#understudy) {
      this.#understudy = null;
      const engine = this.#lead;
      if (!player.ready && engine && engine.model !== player.model) {
        this.#hope(engine.model);
        this.#parts.onNotice(`${player.model} is no model to go on with: ${player.failure ?? how}`);
      }
      this.#hireUnderstudy(Math.min(BREATH_MS * 2 ** this.#understudyFailures++, LONGEST_BREATH_MS));
    }
    if (player !== this.#lead) return;
    this.#lastReady = player.ready ?? this.#lastReady;
    this.#mailbox.shut();
    this.#asked = null;
    this.#state = "restarting";
    this.#failures = this.#parts.clock.now() - player.since < SOUND ? this.#failures + 1 : 1;
    this.#parts.onNotice(`the engine ended (${how}); another one goes on`);
    this.#lead = this.#understudy;
    this.#understudy = null;
    if (this.#lead?.ready) this.#goOn(this.#lead, this.#lead.ready);
    else if (!this.#lead) {
      this.#later(restartDelay(this.#failures), () => {
        this.#lead = this.#hire();
      });
    }
  }

  #hireUnderstudy(milliseconds: number): void {
    this.#later(milliseconds, () => {
      this.#understudy = this.#hire();
    });
  }

  /** There is never more than one hiring under way. */
  #later(milliseconds: number, hire: () => void): void {
    clearTimeout(this.#hiring);
    this.#hiring = setTimeout(hire, milliseconds);
  }

  #check(): void {
    const now = this.#parts.clock.now();
    // This process, or the whole machine, may have slept: then nobody could have been heard.
    const slept = now - this.#watchedAt > SILENT / 2;
    this.#watchedAt = now;
    if (slept) this.#askedAt = now;
    for (const player of [this.#lead, this.#understudy]) {
      if (!player) continue;
      if (slept) player.heardAt = now;
      const silent = now - player.heardAt > (player.ready ? SILENT : LOADING);
      const stuck = player === this.#lead && this.#asked !== null && now - this.#askedAt > STUCK;
      if (!silent && !stuck) continue;
      player.heardAt = now;
      this.#askedAt = now;
      if (player === this.#lead) {
        this.#parts.onNotice(`the engine ${silent ? "does not answer" : "is stuck in a frame"}; ending it`);
      }
      player.child.kill();
    }
  }
}
