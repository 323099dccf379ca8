/** Languages that the stage speaks: one file of sentences each. */
export const LANGUAGES = ["en", "zh", "de", "fr", "es"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Those in which the desk, the staff's page, speaks too. */
export const DESK_LANGUAGES = ["en", "zh"] as const satisfies readonly Language[];

/** What each calls itself: no flag, which is a country's. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: "English",
  zh: "中文",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
};
