import { signal } from "@preact/signals";

/** The take or piece that is to be exported, by its bare name; null for none yet. */
export const chosen = signal<string | null>(null);

/** For other views: shows the way to export this take or piece. */
export function goToExport(name: string): void {
  chosen.value = name;
  location.hash = "exports";
}
