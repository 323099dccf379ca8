/** What is to be kept running, whichever system does it. */
export interface ServedProgram {
  /** Path of Node. */
  readonly node: string;
  /** Path of the command line's program. */
  readonly entry: string;
  /** Options of `start`. */
  readonly options: readonly string[];
  /** Where it is started: paths in the options may be relative. */
  readonly folder: string;
  /** What it has to find in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether it opens a window, and so waits for somebody's desktop. */
  readonly onDesktop: boolean;
}

/** Who installs it, and where that person's files are. */
export interface ServiceUser {
  readonly name: string;
  /** null on Windows. */
  readonly uid: number | null;
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
}

/** A program and its arguments, run without a shell. */
export type Call = readonly [program: string, ...args: readonly string[]];

/** What a system needs to keep a program running, and how it is told. */
export interface ServicePlan {
  readonly file: string;
  readonly text: string;
  readonly encoding: "utf8" | "utf16le";
  /** After the file has been written, and before it is removed; of the latter none has to succeed. */
  readonly install: readonly Call[];
  readonly remove: readonly Call[];
  /** Succeeds while it runs. */
  readonly status: Call;
  /** What a person has to know, or do once. */
  readonly notes: readonly string[];
}
