/** What a number or a choice may be. */
export interface SettingRange {
  readonly least: number | null;
  readonly most: number | null;
  readonly whole: boolean;
  /** Of a choice; empty for a number. */
  readonly names: readonly string[];
}

/** One setting of the installation, as the desk shows it. */
export interface SettingLine {
  /** Keys from the top of the file, for example ["smoothing", "beta"]. */
  readonly path: readonly string[];
  readonly type: "string" | "number" | "boolean" | "array";
  /** What it must be, in words; of a list, what each of it must be. */
  readonly expected: string;
  readonly description: string;
  readonly range: SettingRange | null;
  /** Whether it may be null: none. */
  readonly nullable: boolean;
  readonly byDefault: unknown;
  /** What counts, as a file or a command line writes it, and where it is from: an option wins over the file. */
  readonly value: unknown;
  readonly from: "default" | "file" | "option";
  /** Whether a change of it in the file takes effect while the show runs. */
  readonly atOnce: boolean;
  /** Whether the show still runs with another value, until its next start. */
  readonly waits: boolean;
}

/** All settings in the order of the documentation, and where they came from. */
export interface SettingsSheet {
  /** The file that the show was started with, or that was made since; null where there is none. */
  readonly file: string | null;
  /** Where one would be made. */
  readonly offered: string;
  /** Why the file cannot be read, in a line; null where it can. Then all is as the show began. */
  readonly fault: string | null;
  readonly settings: readonly SettingLine[];
}

/** Changes of the file, all of them or none. */
export interface SettingsEdit {
  readonly changes: readonly {
    readonly path: readonly string[];
    /** Missing: what the file says is taken out, and the default counts. */
    readonly value?: unknown;
  }[];
}
