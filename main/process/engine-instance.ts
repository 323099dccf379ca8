import type { Clock } from "../../shared/clock.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { EngineChild } from "./child.ts";
import type { Configure, FromEngine, Ready, ToEngine } from "./protocol.ts";

/**
 * Silence that counts as hung, once an engine is ready: two dozen heartbeats. A machine that is overloaded is not
 * helped by loading another engine.
 */
const SILENCE_TIMEOUT: Seconds = 6;
/** Loading networks blocks the process, on a slow disk for long. */
const LOADING_TIMEOUT: Seconds = 60;

export interface EngineInstanceParts {
  readonly child: EngineChild;
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
  readonly startedAt: Seconds;
  readonly #child: EngineChild;
  #heardAt: Seconds;
  #ready: Ready | null = null;
  #failure: string | null = null;

  constructor({ child, configure, clock, onMessage, onExit }: EngineInstanceParts) {
    this.#child = child;
    this.model = configure.settings.model;
    this.startedAt = clock.now();
    this.#heardAt = this.startedAt;
    child.onMessage((message) => {
      this.#heardAt = clock.now();
      this.#note(message);
      onMessage(message, this);
    });
    child.onExit((how) => onExit(how, this));
    child.send(configure);
  }

  /** What it has loaded; null while it loads. */
  get ready(): Ready | null {
    return this.#ready;
  }

  /** Why it could not start, in its own words; null where it said nothing. */
  get failure(): string | null {
    return this.#failure;
  }

  send(message: ToEngine): void {
    this.#child.send(message);
  }

  /** At once and without asking; its exit follows. */
  kill(): void {
    this.#child.kill();
  }

  /** Whether it has been silent for longer than a living one would be. */
  isSilent(now: Seconds): boolean {
    return now - this.#heardAt > (this.#ready ? SILENCE_TIMEOUT : LOADING_TIMEOUT);
  }

  /** Silence counts from now on: nobody could have been heard before, or the silence has been dealt with. */
  restartTimeout(now: Seconds): void {
    this.#heardAt = now;
  }

  #note(message: FromEngine): void {
    if (message.tag === "ready") this.#ready = message;
    else if (message.tag === "resized" && this.#ready) {
      this.#ready = { ...this.#ready, detector: message.detector };
    } else if (message.tag === "failed") this.#failure = message.line;
  }
}
