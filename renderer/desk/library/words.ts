import type { DeskSentences } from "../../../shared/languages/desk.ts";

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** Day and time, in the language of the page. */
export function dateInWords(date: number): string {
  const language = document.documentElement.lang || "en";
  let format = FORMATS.get(language);
  if (!format) {
    format = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
    FORMATS.set(language, format);
  }
  return format.format(date);
}

/** Tags as they are typed: with commas between them. */
export const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,，、\n]/)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ""),
  ),
];

export type LibraryTexts = DeskSentences["library"];
