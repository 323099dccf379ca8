import { en } from "../shared/languages/en.ts";
import { LANGUAGES, type Language, type Sentences } from "../shared/languages/sentences.ts";
import { zh } from "../shared/languages/zh.ts";

const SENTENCES: Readonly<Record<Language, Sentences>> = { en, zh };

/** The language that is asked for; auto is the first of the browser's that the stage speaks, else English. */
export function languageOf(wish: "auto" | Language, browsers: readonly string[]): Language {
  if (wish !== "auto") return wish;
  const known = browsers.map((tag) => tag.toLowerCase().split("-")[0]);
  return known.map((tag) => LANGUAGES.find((language) => language === tag)).find((found) => found) ?? "en";
}

export function sentencesOf(language: Language): Sentences {
  return SENTENCES[language];
}
