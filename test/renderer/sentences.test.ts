import { expect, test } from "vitest";
import { languageOf, sentencesOf } from "../../renderer/sentences.ts";
import { LANGUAGES } from "../../shared/languages/sentences.ts";

test("the language is the one that is set, else the browser's first that the stage speaks, else English", () => {
  expect(languageOf("zh", ["en"])).toBe("zh");
  expect(languageOf("auto", ["fr-FR", "zh-Hans-CN", "en"])).toBe("zh");
  expect(languageOf("auto", ["EN-gb"])).toBe("en");
  expect(languageOf("auto", ["fr"])).toBe("en");
  expect(languageOf("auto", [])).toBe("en");
});

test("no sentence is empty in any language", () => {
  const texts = (value: unknown): string[] =>
    typeof value === "string" ? [value] : Object.values(value as object).flatMap(texts);
  for (const language of LANGUAGES) {
    expect(texts(sentencesOf(language)).every((text) => text.length > 0)).toBe(true);
    expect(texts(sentencesOf(language)).length).toBe(texts(sentencesOf("en")).length);
  }
});
