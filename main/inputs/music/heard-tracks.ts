import { AnsweringThread } from "../../system/answering-thread.ts";
import { moduleBeside } from "../../system/files/paths.ts";
import { HeardTrack, type TrackFacts } from "./heard-track.ts";

/** Tracks that are remembered: an hour of music has 6 MB. */
const REMEMBERED = 4;
/** Of the thread's heap, MB: two hours of music while they are listened to. */
const MOST_MEMORY = 1024;

/** Tracks that were listened to, in a thread of their own that begins with the first. */
export class HeardTracks {
  readonly #thread = new AnsweringThread({
    ...{ entry: moduleBeside(import.meta.url, "thread"), data: null, mostMemory: MOST_MEMORY },
    ...{ what: "the thread that listens to tracks", onTold: () => {} },
  });
  /** The newest last. */
  readonly #heard = new Map<string, Promise<HeardTrack>>();

  /** @throws SourceError as `hearFile` does. */
  hear(file: string): Promise<HeardTrack> {
    const known = this.#heard.get(file);
    this.#heard.delete(file);
    const heard = known ?? this.#ask(file);
    this.#heard.set(file, heard);
    if (this.#heard.size > REMEMBERED) this.#heard.delete(this.#heard.keys().next().value!);
    return heard;
  }

  close(): Promise<void> {
    return this.#thread.close();
  }

  async #ask(file: string): Promise<HeardTrack> {
    try {
      return new HeardTrack((await this.#thread.ask("hear", [file])) as TrackFacts);
    } catch (error) {
      // Whoever asks again may find it in order.
      this.#heard.delete(file);
      throw error;
    }
  }
}
