import { signal } from "@preact/signals";
import type { Stretch } from "../../../../shared/pose.ts";

/** What is to be practised: a take or a piece, by its bare name, and from where to where; null for all of it. */
export interface Chosen {
  readonly name: string;
  readonly stretch: Stretch | null;
}

/** It stays so while another view is looked at; null for none yet. */
export const chosen = signal<Chosen | null>(null);

/** For other views: shows the way to practise this take or piece. */
export function goToPractice(name: string): void {
  chosen.value = { name, stretch: null };
  location.hash = "practice";
}
