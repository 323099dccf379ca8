import type { Language } from "../../../shared/languages/languages.ts";
import type { Said } from "./audio-description.ts";

/** The browser's speech, which needs no network where the system has a voice. */
export class Voice {
  readonly #speech: SpeechSynthesis;
  #used = false;
  /** Why nothing is heard, in a line; null while nothing is wrong. */
  fault: string | null = null;

  constructor(speech: SpeechSynthesis) {
    this.#speech = speech;
  }

  /** Says it, unless something else is being said and this is not urgent. */
  say({ line, urgent }: Said, language: Language): void {
    if (this.#speech.speaking && !urgent) return;
    this.#used = true;
    const voice = this.#speech.getVoices().find(({ lang }) => lang.toLowerCase().startsWith(language));
    this.fault = voice ? null : `the browser has no voice for ${language}`;
    if (!voice) return;
    this.#speech.cancel();
    const utterance = new SpeechSynthesisUtterance(line);
    utterance.lang = voice.lang;
    utterance.voice = voice;
    this.#speech.speak(utterance);
  }

  stop(): void {
    if (!this.#used) return;
    this.#used = false;
    this.fault = null;
    this.#speech.cancel();
  }
}
