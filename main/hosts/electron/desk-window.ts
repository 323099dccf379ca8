import { type BrowserWindow, screen } from "electron";
import { bringForward, openPageWindow, type WindowOptions, workAreas } from "./page-window.ts";
import { DESK_URL } from "./scheme.ts";
import type { ScreenArea } from "./window-bounds.ts";

/**
 * @returns what opens the desk in a window of its own, on another screen than the stage's where there is one, or brings
 * the one that is open to the front. Until the app ends it opens again where it was closed.
 */
export function createDeskWindow(stage: BrowserWindow, options: WindowOptions): () => void {
  let open: BrowserWindow | null = null;
  let bounds: ScreenArea | null = null;
  return () => {
    if (open) {
      bringForward(open);
      return;
    }
    const page = { name: "desk", url: DESK_URL, title: "Continuo: desk", bounds, mayRest: true };
    const window = openPageWindow({ ...page, screens: () => screensApartFrom(stage) }, options);
    window.on("close", () => {
      bounds = window.getBounds();
    });
    window.on("closed", () => {
      open = null;
    });
    open = window;
  };
}

function screensApartFrom(stage: BrowserWindow): ScreenArea[] {
  const display = stage.isDestroyed()
    ? screen.getPrimaryDisplay()
    : screen.getDisplayMatching(stage.getBounds());
  return workAreas(display.id, "last");
}
