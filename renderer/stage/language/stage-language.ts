import type { Language } from "../../../shared/languages/languages.ts";
import type { Sentences } from "../../../shared/languages/sentences.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { applyLanguage, languageOf, SENTENCES } from "../../kit/language.ts";
import type { Cast } from "../view/cast/cast.ts";
import type { StageView } from "../view/stage-view.ts";
import { handsOf, LanguageChoice } from "./language-choice.ts";

type Setting = "auto" | Language;

export interface StageLanguageParts {
  readonly cast: Pick<Cast, "groups">;
  readonly view: Pick<StageView, "toScreen">;
  /** Empty; filled with the languages that are offered. */
  readonly list: HTMLElement;
  /** A visitor's hand has chosen one. */
  readonly onChoice: (language: Language) => void;
}

/** The language that the stage speaks: as it is set, which a visitor does by hand at the stage's edge. */
export class StageLanguage {
  readonly #parts: StageLanguageParts;
  readonly #choice: LanguageChoice;
  #setting: Setting = "auto";
  language = languageOf("auto", navigator.languages);
  sentences = applyLanguage("auto");

  constructor(parts: StageLanguageParts) {
    this.#parts = parts;
    this.#choice = new LanguageChoice(parts.list, parts.onChoice);
  }

  /** Costs nothing where it speaks it already. */
  speak(setting: Setting): void {
    if (setting === this.#setting) return;
    this.#setting = setting;
    this.language = languageOf(setting, navigator.languages);
    this.sentences = applyLanguage(setting);
  }

  /** Those that visitors may choose from; one is no choice. */
  offer(languages: readonly Language[]): void {
    this.#choice.offer(languages);
  }

  /** Looks whether a hand stays over the name of another language. */
  follow(now: Seconds): void {
    if (!this.#choice.isOffered) return;
    const { cast, view } = this.#parts;
    const toScreen = (x: number, y: number) => view.toScreen(x, y);
    const hands = [...cast.groups.values()].flatMap(({ dancer }) => handsOf(dancer, toScreen));
    this.#choice.update(hands, this.language, now);
  }

  /** In which whoever comes is invited now: each in turn where there is a choice; null for the one that is spoken. */
  invitation(now: Seconds): { readonly language: Language; readonly sentences: Sentences } | null {
    const language = this.#choice.turnOf(now);
    return language && { language, sentences: SENTENCES[language] };
  }
}
