import { type BrowserWindow, type Display, screen } from "electron";
import { findCamera } from "../../../shared/cameras.ts";
import type { PictureWindow } from "../../link/picture-windows.ts";
import { openPageWindow, type WindowOptions } from "./page-window.ts";
import { STAGE_URL } from "./scheme.ts";

type Screen = Pick<Display, "id" | "label" | "workArea">;

export interface PictureWindowOptions extends WindowOptions {
  readonly kiosk: boolean;
  /** Of a window that a person may not close. */
  readonly keepOpen: (window: BrowserWindow) => void;
}

/** The screens as people count them: from the left, and from above where some are above others. */
export function inOrder<S extends Screen>(screens: readonly S[]): readonly S[] {
  return screens.toSorted((a, b) => a.workArea.x - b.workArea.x || a.workArea.y - b.workArea.y);
}

/** The screen that a window is to fill; null while it is not connected, and where none is wanted. */
export function screenFor<S extends Screen>(
  { wanted }: { readonly wanted: string | null },
  screens: readonly S[],
): S | null {
  if (wanted === null) return null;
  const ordered = inOrder(screens);
  return (
    ordered[
      findCamera(
        ordered.map(({ label }) => label ?? ""),
        wanted,
      )
    ] ?? null
  );
}

/** The screens that the stage leaves to pictures: none, where they would leave it no screen. */
export function screensTaken(
  windows: readonly PictureWindow[],
  screens: readonly Screen[],
): ReadonlySet<number> {
  const taken = new Set(windows.flatMap((window) => screenFor(window, screens)?.id ?? []));
  return taken.size < screens.length ? taken : new Set();
}

/**
 * Keeps a window with a picture on each screen that is named: it opens when its screen comes and goes with it, so that no
 * picture lies over the stage or the desk meanwhile.
 */
export function openPictureWindows(windows: readonly PictureWindow[], options: PictureWindowOptions): void {
  const open = new Map<PictureWindow, { readonly window: BrowserWindow; readonly on: number }>();
  /** Those whose screen is not there, as the log was told. */
  const missing = new Set<PictureWindow>();
  const look = () => {
    for (const wanted of windows) {
      const there = screenFor(wanted, screen.getAllDisplays());
      const shown = open.get(wanted);
      if (shown && shown.on !== there?.id) {
        open.delete(wanted);
        if (!shown.window.isDestroyed()) shown.window.destroy();
      }
      if (there && shown?.on !== there.id) {
        missing.delete(wanted);
        open.set(wanted, { window: openOn(there, wanted, options), on: there.id });
      } else if (!there && !missing.has(wanted)) {
        missing.add(wanted);
        options.log.warn(
          `windows: screen "${wanted.wanted}" is not there, found ${foundScreens()}; its picture waits for it`,
        );
      }
    }
  };
  for (const change of ["display-added", "display-removed", "display-metrics-changed"] as const)
    screen.on(change as "display-added", look);
  look();
}

function openOn(
  there: Screen,
  { search, wanted }: PictureWindow,
  options: PictureWindowOptions,
): BrowserWindow {
  const { kiosk } = options;
  const page = {
    ...{ name: `picture on ${wanted}`, url: `${STAGE_URL}${search}`, title: "Continuo: picture" },
    ...{ bounds: null, screens: () => [there.workArea], fill: { fullscreen: true, kiosk }, mayRest: false },
  };
  const window = openPageWindow(page, options);
  if (kiosk) options.keepOpen(window);
  return window;
}

/** All that are there, as a person may name them. */
export const foundScreens = () =>
  inOrder(screen.getAllDisplays())
    .map(({ label }, index) => `${index + 1} ${label ?? ""}`.trim())
    .join(", ");
