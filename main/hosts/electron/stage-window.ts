import { type BrowserWindow, screen } from "electron";
import type { PictureWindow } from "../../link/picture-windows.ts";
import { openPageWindow, type WindowOptions, workAreas } from "./page-window.ts";
import { screensTaken } from "./picture-windows.ts";
import { STAGE_URL } from "./scheme.ts";

export interface StageWindowOptions extends WindowOptions {
  readonly fullscreen: boolean;
  /** Whether visitors are alone with it: no other program can be reached. */
  readonly kiosk: boolean;
  /** Their screens are left to them. */
  readonly windows: readonly PictureWindow[];
}

/** Opens the stage window; one that fills the screen takes the projector's where there is one. */
export function openStageWindow(options: StageWindowOptions): BrowserWindow {
  const fill = { fullscreen: options.fullscreen || options.kiosk, kiosk: options.kiosk };
  const page = {
    ...{ name: "stage", url: STAGE_URL, title: "Continuo", bounds: null, fill },
    screens: (window: BrowserWindow | null) =>
      workAreas(
        screen.getPrimaryDisplay().id,
        (window?.isFullScreen() ?? fill.fullscreen) ? "last" : "first",
        screensTaken(options.windows, screen.getAllDisplays()),
      ),
    // A covered window must keep drawing and reading the camera.
    mayRest: false,
  };
  return openPageWindow(page, options);
}
