import type { Clock } from "../../shared/clock.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { EngineChild } from "./child.ts";
import type { Configure, FromEngine, Ready, ToEngine } from "./protocol.ts";

/**
 * Silence that counts as hung, once an engine is ready: two dozen heartbeats. A machine that is overloaded is not
 * helped by loading another engine.
 */
const SILENCE_TIMEOUT: Seconds = 6;
/** As little counts as hung after a fault in this process, which may have lost a message. */
export const DOUBT: Seconds = 2;
/** A process that was killed has ended within this, milliseconds; one that hangs in the system is not waited for. */
const KILLED_MS = 2000;
/** Loading networks blocks the process, on a slow disk for long. */
const LOADING_TIMEOUT: Seconds = 60;

export interface EngineInstanceParts {
  /** May throw. */
  readonly spawn: () => EngineChild;
  readonly configure: Configure;
  readonly clock: Clock;
  readonly onMessage: (message: FromEngine, from: EngineInstance) => void;
  /** @param how in words, for example "signal SIGKILL" or "exit code 1". */
  readonly onExit: (how: string, from: EngineInstance) => void;
}

/** One engine process: what it was told to load, whether it has, and when it was last heard. */
export class EngineInstance {
  /** Folder of the model that it was told to load. */
  readonly model: string;
  readonly #parts: EngineInstanceParts;
  /** null where it could not even be started. */
  #child: EngineChild | null = null;
  #heardAt: Seconds;
  #ready: Ready | null = null;
  #readyAt: Seconds | null = null;
  #failure: string | null = null;
  #memory: number | null = null;
  #ended = false;
  #killing: NodeJS.Timeout | undefined;

  /** Starts it. That it cannot be started is an end like any other, which is told a moment later. */
  constructor(parts: EngineInstanceParts) {
    this.#parts = parts;
    this.model = parts.configure.settings.model;
    this.#heardAt = parts.clock.now();
    try {
      this.#child = parts.spawn();
    } catch (error) {
      queueMicrotask(() => this.#end(`not started: ${(error as Error).message}`));
      return;
    }
    this.#child.onMessage((message) => this.#receive(message));
    this.#child.onExit((how) => this.#end(how));
    this.#child.send(parts.configure);
  }

  /** What it has loaded; null while it loads. */
  get ready(): Ready | null {
    return this.#ready;
  }

  /** Bytes that it has of the machine's memory; null before it said so. */
  get memory(): number | null {
    return this.#memory;
  }

  /** For how long it has been able to dance; 0 while it loads. */
  readyFor(now: Seconds): Seconds {
    return this.#readyAt === null ? 0 : now - this.#readyAt;
  }

  /** Why it could not start, in its own words; null where it said nothing. */
  get failure(): string | null {
    return this.#failure;
  }

  send(message: ToEngine): void {
    this.#child?.send(message);
  }

  /** At once and without asking; its exit follows, whatever becomes of the process. */
  kill(): void {
    this.#killing ??= setTimeout(() => this.#end("it does not end when it is killed"), KILLED_MS);
    this.#killing.unref();
    this.#child?.kill();
  }

  /** Whether it has been silent for longer than a living one would be. */
  isSilent(now: Seconds): boolean {
    return now - this.#heardAt > (this.#ready ? SILENCE_TIMEOUT : LOADING_TIMEOUT);
  }

  /** Silence counts from now on: nobody could have been heard before, or the silence has been dealt with. */
  restartTimeout(now: Seconds): void {
    this.#heardAt = now;
  }

  /** Something has gone wrong in this process: an engine that is well says so within the next seconds. */
  doubt(now: Seconds): void {
    if (this.#ready) this.#heardAt = Math.min(this.#heardAt, now - SILENCE_TIMEOUT + DOUBT);
  }

  #receive(message: FromEngine): void {
    // What a dead engine still says is not heard.
    if (this.#ended) return;
    const { clock, onMessage } = this.#parts;
    this.#heardAt = clock.now();
    this.#note(message);
    onMessage(message, this);
  }

  #end(how: string): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#killing);
    this.#parts.onExit(how, this);
  }

  #note(message: FromEngine): void {
    if (message.tag === "ready") {
      this.#ready = message;
      this.#readyAt = this.#heardAt;
    } else if (message.tag === "resized" && this.#ready) {
      this.#ready = { ...this.#ready, detector: message.detector };
    } else if (message.tag === "alive") this.#memory = message.memory ?? null;
    else if (message.tag === "failed") this.#failure = message.line;
  }
}
