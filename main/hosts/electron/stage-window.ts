import { type BrowserWindow, screen } from "electron";
import type { PictureWindow, StagePicture } from "../../link/picture-windows.ts";
import { openPageWindow, type WindowOptions, workAreas } from "./page-window.ts";
import { foundScreens, screenFor, screensTaken } from "./picture-windows.ts";
import { STAGE_URL } from "./scheme.ts";

export interface StageWindowOptions extends WindowOptions {
  readonly fullscreen: boolean;
  /** Whether visitors are alone with it: no other program can be reached. */
  readonly kiosk: boolean;
  /** Its own picture, and perhaps its screen; null: the whole, on any. */
  readonly stage: StagePicture | null;
  /** Their screens are left to them. */
  readonly windows: readonly PictureWindow[];
}

/**
 * Opens the stage window; one that fills the screen takes the projector's where there is one. A screen that it is to have
 * and that is not there is named in the log: the show goes on, on another.
 */
export function openStageWindow(options: StageWindowOptions): BrowserWindow {
  const { stage } = options;
  const own = () => screenFor({ wanted: stage?.wanted ?? null }, screen.getAllDisplays());
  if (stage?.wanted && own() === null)
    options.log.warn(
      `stage: screen "${stage.wanted}" is not there, found ${foundScreens()}; the stage is on another`,
    );
  const fill = { fullscreen: options.fullscreen || options.kiosk, kiosk: options.kiosk };
  const page = {
    ...{ name: "stage", url: `${STAGE_URL}${stage?.search ?? ""}`, title: "Continuo", bounds: null, fill },
    screens: (window: BrowserWindow | null) => {
      const areas = workAreas(
        screen.getPrimaryDisplay().id,
        (window?.isFullScreen() ?? fill.fullscreen) ? "last" : "first",
        screensTaken(options.windows, screen.getAllDisplays()),
      );
      const there = own();
      return there ? [there.workArea, ...areas] : areas;
    },
    // A covered window must keep drawing and reading the camera.
    mayRest: false,
  };
  return openPageWindow(page, options);
}
