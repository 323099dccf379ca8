import type { Clock } from "../../shared/clock.ts";
import type { Command, DetectorSize } from "../../shared/messages.ts";
import type { Seconds, SourceFrame } from "../../shared/pose.ts";
import type { Mode, StageFrame } from "../../shared/stage.ts";
import { UserError } from "../errors.ts";
import type { EngineChild } from "./child.ts";
import { Mailbox } from "./mailbox.ts";
import type { Configure, FromEngine, Ready } from "./protocol.ts";

/** Silence that counts as hung, once the engine runs: eight heartbeats. */
const SILENT: Seconds = 2;
/** A frame without an answer for so long counts as hung, though the heart beats: a lost GPU does that. */
const STUCK: Seconds = 4;
/** Loading networks blocks the process; on a slow disk for long. */
const LOADING: Seconds = 60;
/** An engine that lived so long is not part of a series of failures. */
const SOUND: Seconds = 10;
const WATCH_MS = 250;

export type EngineState = "starting" | "running" | "restarting";

export interface SupervisorParts {
  readonly spawn: () => EngineChild;
  readonly clock: Clock;
  /** What the first engine is given; the ones after it go on where it was. */
  readonly configure: Configure;
  /** @param asked the source frame that it answers; null where the engine made it because none came. */
  readonly onStage: (frame: StageFrame, asked: SourceFrame | null) => void;
  readonly onNotice: (line: string) => void;
}

/** Milliseconds before the n-th start in a row that failed (n from 1): at once, then doubling up to a ceiling. */
export function restartDelay(failures: number): number {
  return failures <= 1 ? 0 : Math.min(250 * 2 ** (failures - 2), 10_000);
}

/**
 * Keeps one engine process alive: started again when it ends or hangs, on the frame number, mode and size of network
 * where the one before was. Frames go to it one at a time, latest first.
 */
export class Supervisor {
  readonly #parts: SupervisorParts;
  readonly #mailbox = new Mailbox<SourceFrame>((frame) => {
    this.#sentAt = this.#parts.clock.now();
    this.#asked = frame;
    this.#child?.send({ tag: "frame", frame });
  });
  readonly #first = Promise.withResolvers<Ready>();
  #child: EngineChild | null = null;
  #state: EngineState = "starting";
  #ready: Ready | null = null;
  #mode: Mode;
  #size: DetectorSize | null;
  #nextFrame: number;
  #startedAt: Seconds = 0;
  #heardAt: Seconds = 0;
  #sentAt: Seconds | null = null;
  /** The frame that the engine has. */
  #asked: SourceFrame | null = null;
  #watchedAt: Seconds = 0;
  #failures = 0;
  #closed = false;
  #restart: NodeJS.Timeout | undefined;
  #watch: NodeJS.Timeout | undefined;

  constructor(parts: SupervisorParts) {
    this.#parts = parts;
    this.#mode = parts.configure.mode;
    this.#size = parts.configure.detectorSize;
    this.#nextFrame = parts.configure.firstFrame;
  }

  get state(): EngineState {
    return this.#state;
  }

  /** What the newest engine that was ready has loaded; null before the first. */
  get ready(): Ready | null {
    return this.#ready;
  }

  get dropped(): number {
    return this.#mailbox.dropped;
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
    this.#spawn();
    this.#watch = setInterval(() => this.#check(), WATCH_MS);
    return this.#first.promise;
  }

  offer(frame: SourceFrame): void {
    this.#mailbox.offer(frame);
  }

  command(command: Command): void {
    if (command.command === "mode") this.#mode = command.mode;
    if (this.#state === "running") this.#child?.send(command);
  }

  /** Ends the engine; may be called twice. */
  close(): void {
    this.#closed = true;
    clearInterval(this.#watch);
    clearTimeout(this.#restart);
    this.#mailbox.shut();
    this.#child?.kill();
  }

  #spawn(): void {
    const child = this.#parts.spawn();
    this.#child = child;
    this.#startedAt = this.#heardAt = this.#watchedAt = this.#parts.clock.now();
    this.#sentAt = null;
    child.onMessage((message) => {
      if (child === this.#child && !this.#closed) this.#receive(message);
    });
    child.onExit((how) => {
      if (child === this.#child && !this.#closed) this.#ended(how);
    });
    child.send({
      ...this.#parts.configure,
      mode: this.#mode,
      firstFrame: this.#nextFrame,
      detectorSize: this.#size,
    });
  }

  #receive(message: FromEngine): void {
    this.#heardAt = this.#parts.clock.now();
    switch (message.tag) {
      case "alive":
        return;
      case "ready":
        this.#state = "running";
        this.#ready = message;
        this.#first.resolve(message);
        this.#next();
        return;
      case "stage":
        this.#nextFrame = message.frame.frame + 1;
        this.#mode = message.frame.mode;
        this.#parts.onStage(message.frame, message.answers ? this.#asked : null);
        if (message.answers) this.#next();
        return;
      case "fault":
        this.#next();
        this.#parts.onNotice(`the engine could not use a frame: ${message.line}`);
        return;
      case "size":
        this.#size = message.size;
        if (this.#ready) this.#ready = { ...this.#ready, detector: message.detector };
        this.#parts.onNotice(message.line);
        return;
      case "notice":
        this.#parts.onNotice(message.line);
        return;
      case "failed":
        this.#first.reject(message.mendable ? new UserError(message.line) : new Error(message.line));
        this.#parts.onNotice(`the engine cannot start: ${message.line}`);
        return;
    }
  }

  #next(): void {
    this.#sentAt = null;
    this.#mailbox.open();
  }

  #ended(how: string): void {
    const now = this.#parts.clock.now();
    this.#mailbox.shut();
    this.#state = "restarting";
    this.#failures = now - this.#startedAt < SOUND ? this.#failures + 1 : 1;
    const delay = restartDelay(this.#failures);
    this.#parts.onNotice(
      `the engine ended (${how}); starting it again${delay > 0 ? ` in ${delay / 1000} s` : ""}`,
    );
    this.#restart = setTimeout(() => this.#spawn(), delay);
  }

  #check(): void {
    const now = this.#parts.clock.now();
    // The whole machine may have slept: then nobody could have been heard.
    if (now - this.#watchedAt > SILENT / 2) this.#heardAt = now;
    this.#watchedAt = now;
    const silent = now - this.#heardAt > (this.#state === "running" ? SILENT : LOADING);
    const stuck = this.#sentAt !== null && now - this.#sentAt > STUCK;
    if (!silent && !stuck) return;
    this.#heardAt = now;
    this.#sentAt = null;
    this.#parts.onNotice(
      silent ? "the engine does not answer; ending it" : "the engine is stuck in a frame; ending it",
    );
    this.#child?.kill();
  }
}
