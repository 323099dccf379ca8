import { expect, test } from "vitest";
import { languageOf, SENTENCES } from "../../../renderer/kit/language.ts";
import { LANGUAGES } from "../../../shared/languages/languages.ts";

test("the language is the one that is set, else the browser's first that we have, else English", () => {
  expect(languageOf("zh", ["en"])).toBe("zh");
  expect(languageOf("auto", ["tlh", "zh-Hans-CN", "en"])).toBe("zh");
  expect(languageOf("auto", ["EN-gb"])).toBe("en");
  expect(languageOf("auto", ["fr-CA", "en"])).toBe("fr");
  expect(languageOf("auto", ["tlh"])).toBe("en");
  expect(languageOf("auto", [])).toBe("en");
});

test("no sentence is empty in any language", () => {
  const texts = (value: unknown): string[] =>
    typeof value === "string" ? [value] : Object.values(value as object).flatMap(texts);
  for (const language of LANGUAGES) {
    expect(texts(SENTENCES[language]).every((text) => text.length > 0)).toBe(true);
    expect(texts(SENTENCES[language]).length).toBe(texts(SENTENCES.en).length);
  }
});
