import { statSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { UserError } from "../system/errors.ts";
import { loadSettings, type SettingsSources } from "./load-settings.ts";
import type { Settings } from "./settings.ts";

/** Editors write a file in several goes, and network drives tell nobody: looking is what always works. */
const LOOK_MS = 500;

export interface SettingsWatch {
  /** With settings that differ from those that were taken last, and the names of what differs; whether it takes them. */
  readonly onChange: (settings: Settings, changed: readonly string[]) => boolean;
  /** With the line that says what is wrong with the file; what was before goes on. */
  readonly onRefused: (line: string) => void;
}

/** Reads the file of settings again whenever it is written, until the returned function is called. */
export function watchSettings(sources: SettingsSources, { onChange, onRefused }: SettingsWatch): () => void {
  const { file } = sources;
  if (file === undefined) return () => {};
  let before = loadSettings(sources);
  let seen = stampOf(file);
  const look = () => {
    const stamp = stampOf(file);
    if (stamp === seen) return;
    seen = stamp;
    try {
      const now = loadSettings(sources);
      const names = Object.keys(now) as (keyof Settings)[];
      const changed = names.filter((name) => !isDeepStrictEqual(before[name], now[name]));
      if (changed.length > 0 && onChange(now, changed)) before = now;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      onRefused(error.message);
    }
  };
  const looking = setInterval(look, LOOK_MS);
  looking.unref();
  return () => clearInterval(looking);
}

/** Another one whenever the file was written, or another is in its place. */
function stampOf(file: string): string {
  try {
    const { ino, mtimeNs, size } = statSync(file, { bigint: true });
    return `${ino} ${mtimeNs} ${size}`;
  } catch (error) {
    // Missing, or on a drive that does not answer: reading it says so.
    return String((error as NodeJS.ErrnoException).code);
  }
}
