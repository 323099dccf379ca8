/** Languages that the stage speaks: one file of sentences each. */
export const LANGUAGES = ["en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];
