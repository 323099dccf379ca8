import { de } from "../../shared/languages/de.ts";
import { en } from "../../shared/languages/en.ts";
import { es } from "../../shared/languages/es.ts";
import { fr } from "../../shared/languages/fr.ts";
import { LANGUAGES, type Language } from "../../shared/languages/languages.ts";
import type { Sentences } from "../../shared/languages/sentences.ts";
import { zh } from "../../shared/languages/zh.ts";

export const SENTENCES: Readonly<Record<Language, Sentences>> = {
  en,
  zh,
  // The staff's words are English where a language has none.
  de: { ...en, ...de },
  fr: { ...en, ...fr },
  es: { ...en, ...es },
};

/** @param preferred the browser's languages; auto takes the first of them that we have, else English */
export function languageOf(setting: "auto" | Language, preferred: readonly string[]): Language {
  if (setting !== "auto") return setting;
  const known = preferred.map((tag) => tag.toLowerCase().split("-")[0]);
  return known.map((tag) => LANGUAGES.find((language) => language === tag)).find((found) => found) ?? "en";
}

/** Puts the page into a language. @returns its sentences */
export function applyLanguage(setting: "auto" | Language): Sentences {
  const language = languageOf(setting, navigator.languages);
  document.documentElement.lang = language;
  return SENTENCES[language];
}
