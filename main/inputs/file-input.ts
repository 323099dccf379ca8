import type { Clock } from "../../shared/clock.ts";
import type { Seconds, SourceFrame } from "../../shared/pose.ts";
import { keepPlaying } from "./keep-playing.ts";
import type { LiveInput } from "./live-input.ts";
import type { TrackNow } from "./music/track-player.ts";
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
  #stop = new AbortController();
  #begun = false;
  #rests = false;
  /** What plays, until it has ended. */
  #running: Promise<void> = Promise.resolve();
  readonly #ended = Promise.withResolvers<void>();
  /** Of the last frame: where in the source it is, when it was shown, and whether it is another than the one before. */
  #shown: { readonly at: Seconds; readonly t: Seconds; readonly moves: boolean } | null = null;

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

  get track(): TrackNow | null {
    const { source, clock } = this.#parts;
    if (!source.music || !this.#shown) return null;
    const { at, t, moves } = this.#shown;
    const since = moves ? clock.now() - t : 0;
    return { file: source.music.file, position: source.music.begin + at + since, speed: moves ? 1 : 0 };
  }

  start(): void {
    this.#begun = true;
    if (!this.#rests) this.#begin();
  }

  /** From its beginning when it goes on. */
  rest(on: boolean): void {
    this.#rests = on;
    if (!this.#begun) return;
    this.#stop.abort();
    this.#stop = new AbortController();
    if (!on) this.#begin();
  }

  /** What was left to rest ends nothing. */
  #begin(): void {
    const stop = this.#stop;
    const unlessLeft = (then: () => void) => {
      if (this.#stop === stop) then();
    };
    this.#running = this.#running
      .then(() => this.#run(stop.signal))
      .then(
        () => unlessLeft(this.#ended.resolve),
        (error) => unlessLeft(() => this.#ended.reject(error)),
      );
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#parts.source.close();
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { source, clock, once, tellOperator } = this.#parts;
    const show = (frame: SourceFrame, at: Seconds) => this.#show(frame, at);
    if (once) await play(source, { clock, loop: false, signal, show });
    else await keepPlaying(source, { clock, signal, show, tellOperator });
  }

  #show(frame: SourceFrame, at: Seconds): void {
    this.#shown = { at, t: frame.t, moves: at !== this.#shown?.at };
    this.#parts.show(frame);
  }
}
