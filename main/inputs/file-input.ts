import type { Clock } from "../../shared/clock.ts";
import type { SourceFrame } from "../../shared/pose.ts";
import { keepPlaying } from "./keep-playing.ts";
import type { LiveInput } from "./live-input.ts";
import { play } from "./play.ts";
import type { Source } from "./source.ts";

export interface FileInputParts {
  readonly source: Source;
  readonly clock: Clock;
  readonly once: boolean;
  readonly show: (frame: SourceFrame) => void;
  readonly tellOperator: (line: string) => void;
}

/** A source on the engine's side, played once or over and over. */
export class FileInput implements LiveInput {
  readonly page = null;
  readonly #parts: FileInputParts;
  readonly #stop = new AbortController();
  readonly #ended = Promise.withResolvers<void>();

  constructor(parts: FileInputParts) {
    this.#parts = parts;
    // Those who await `ended` get the error; without them it must not become an unhandled rejection.
    this.ended.catch(() => {});
  }

  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  get description(): string {
    return this.#parts.source.description;
  }

  get fps(): number {
    return this.#parts.source.fps;
  }

  start(): void {
    this.#run().then(this.#ended.resolve, this.#ended.reject);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#parts.source.close();
  }

  async #run(): Promise<void> {
    const { source, clock, once, show, tellOperator } = this.#parts;
    const { signal } = this.#stop;
    if (once) await play(source, { clock, loop: false, signal, show });
    else await keepPlaying(source, { clock, signal, show, tellOperator });
  }
}
