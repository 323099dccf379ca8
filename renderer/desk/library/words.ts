import type { DeskSentences } from "../../../shared/languages/desk.ts";

/** 75 as 1:15, 4.2 as 4.2 s. */
export function lengthInWords(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return minutes < 60
    ? `${minutes}:${rest}`
    : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${rest}`;
}

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
