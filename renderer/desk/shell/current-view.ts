import { signal } from "@preact/signals";
import type { ViewName } from "../../../shared/languages/desk.ts";
import { VIEWS, type View } from "./views.ts";

const current = signal(viewAt(location.hash));

addEventListener("hashchange", () => {
  current.value = viewAt(location.hash);
});

/** The view that the address names, so that reloading stays there and "back" goes back; for components. */
export const useCurrentView = (): View => current.value;

export function goTo(view: ViewName): void {
  location.hash = view;
}

function viewAt(hash: string): View {
  return VIEWS.find(({ name }) => hash === `#${name}`) ?? VIEWS[0]!;
}
