/** One setting of the installation, as the desk shows it. */
export interface SettingLine {
  /** Keys from the top of the file, for example ["smoothing", "beta"]. */
  readonly path: readonly string[];
  readonly type: "string" | "number" | "boolean" | "array";
  /** What it must be, in words; of a list, what each of it must be. */
  readonly expected: string;
  readonly description: string;
  readonly byDefault: unknown;
  /** What the show began with, or what it follows since. */
  readonly value: unknown;
}

/** All settings in the order of the documentation, and where they came from. */
export interface SettingsSheet {
  /** The file that the show was started with; null where there was none. */
  readonly file: string | null;
  readonly settings: readonly SettingLine[];
}
