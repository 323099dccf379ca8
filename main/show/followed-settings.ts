import type { Settings } from "../config/settings.ts";

/** Settings that take effect while the show runs, as soon as their file says so: where the lighting is told, and the desk. */
export const FOLLOWED: ReadonlySet<string> = new Set<keyof Settings>([
  ...(["osc", "oscInterface", "beatLead", "psn", "sacn", "vmc", "desk", "hours"] as const),
]);

/** Those of them that settings hold. */
export function followedOf(settings: Settings): Partial<Settings> {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => FOLLOWED.has(name)));
}
