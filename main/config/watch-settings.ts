import { statSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { UserError } from "../system/errors.ts";
import { loadSettings, type SettingsSources } from "./load-settings.ts";
import type { Settings } from "./settings.ts";

/** Editors write a file in several steps, and network drives send no notifications: polling always works. */
const POLL_MS = 500;

export interface SettingsWatch {
  /** Called with settings that differ from the last ones accepted, and the names of those; returns whether it accepts. */
  readonly onChange: (settings: Settings, changed: readonly string[]) => boolean;
  /** Called with the line that says what is wrong with the file; the last settings stay in force. */
  readonly onRefused: (line: string) => void;
}

/** Reads the settings again whenever their file is written, until the returned function is called. */
export function watchSettings(sources: SettingsSources, { onChange, onRefused }: SettingsWatch): () => void {
  const { file } = sources;
  if (file === undefined) return () => {};
  let accepted = loadSettings(sources);
  let version = versionOf(file);
  const poll = () => {
    const newest = versionOf(file);
    if (newest === version) return;
    version = newest;
    try {
      const now = loadSettings(sources);
      const names = Object.keys(now) as (keyof Settings)[];
      const changed = names.filter((name) => !isDeepStrictEqual(accepted[name], now[name]));
      if (changed.length > 0 && onChange(now, changed)) accepted = now;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      onRefused(error.message);
    }
  };
  const polling = setInterval(poll, POLL_MS);
  polling.unref();
  return () => clearInterval(polling);
}

/** Differs whenever the file was written or replaced. */
function versionOf(file: string): string {
  try {
    const { ino, mtimeNs, size } = statSync(file, { bigint: true });
    return `${ino} ${mtimeNs} ${size}`;
  } catch (error) {
    // A missing file, or a drive that does not answer: reading the file gives the error.
    return String((error as NodeJS.ErrnoException).code);
  }
}
