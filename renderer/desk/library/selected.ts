import { signal } from "@preact/signals";

/** The take that the library shows, by its bare name; it stays so while another view is looked at. null for none. */
export const selected = signal<string | null>(null);

/** For other views: shows this take in the library. */
export function showInLibrary(name: string): void {
  selected.value = name;
  location.hash = "library";
}
