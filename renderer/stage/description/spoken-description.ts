import type { Language } from "../../../shared/languages/languages.ts";
import type { StageSentences } from "../../../shared/languages/sentences.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { StageFrame } from "../../../shared/stage.ts";
import { AudioDescription } from "./audio-description.ts";
import { Voice } from "./voice.ts";

/** What happens on the stage, said aloud while that is wanted. */
export class SpokenDescription {
  readonly #description = new AudioDescription();
  readonly #voice = new Voice(speechSynthesis);

  /** Why nothing is heard, in a line; null while nothing is wrong. */
  get fault(): string | null {
    return this.#voice.fault;
  }

  tell(frame: StageFrame, sentences: StageSentences, language: Language, now: Seconds): void {
    const said = this.#description.tell(frame, sentences, now);
    if (said) this.#voice.say(said, language);
  }

  stop(): void {
    this.#voice.stop();
  }
}
