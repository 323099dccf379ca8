import { isDeepStrictEqual } from "node:util";
import { versionOf } from "../system/files/version-of.ts";
import { readSettings, type SettingsSources } from "./load-settings.ts";
import type { Settings } from "./settings.ts";

/** Editors write a file in several steps, and network drives send no notifications: polling always works. */
const POLL_MS = 500;

export interface SettingsWatch {
  /** Called with settings that differ from the last ones accepted, and the names of those; returns whether it accepts. */
  readonly onChange: (settings: Settings, changed: readonly string[]) => boolean;
  /** Called with the line that says what is wrong with the file; the last settings stay in force. */
  readonly onRefused: (line: string) => void;
}

/**
 * Reads the settings again whenever their file is written, until the returned function is called. Whatever the file
 * becomes, the last settings stay in force; each fault is told once.
 * @param settings what the file said when the show began.
 */
export function watchSettings(
  sources: SettingsSources,
  settings: Settings,
  { onChange, onRefused }: SettingsWatch,
): () => void {
  const { file } = sources;
  if (file === undefined) return () => {};
  let accepted = settings;
  let version: string | null = null;
  let told: string | null = null;
  let [looking, stopped] = [false, false];

  async function look(path: string): Promise<void> {
    const newest = await versionOf(path);
    if (newest === version) return;
    version = newest;
    const now = await readSettings(sources);
    if (stopped) return;
    told = null;
    const names = Object.keys(now) as (keyof Settings)[];
    const changed = names.filter((name) => !isDeepStrictEqual(accepted[name], now[name]));
    if (changed.length > 0 && onChange(now, changed)) accepted = now;
  }

  function refuse(line: string): void {
    if (!stopped && line !== told) onRefused(line);
    told = line;
  }

  const poll = () => {
    // A drive that answers late is not asked again meanwhile.
    if (looking) return;
    looking = true;
    look(file)
      .catch((error: Error) => refuse(error.message))
      .finally(() => {
        looking = false;
      });
  };
  const polling = setInterval(poll, POLL_MS);
  polling.unref();
  return () => {
    stopped = true;
    clearInterval(polling);
  };
}
