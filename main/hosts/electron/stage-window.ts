import { BrowserWindow, screen } from "electron";
import type { Log } from "../../system/log.ts";
import { isStage, STAGE_URL } from "./scheme.ts";
import { place } from "./window-bounds.ts";

/** A page that does not react for so long is not coming back. */
const PATIENCE_MS = 10_000;
/** Between attempts to load the page again. */
const RELOAD_MS = 1000;

export interface StageWindowOptions {
  /** Path of the bundled preload script. */
  readonly preload: string;
  readonly fullscreen: boolean;
  readonly log: Log;
}

/** The window that shows the stage, which mends itself: crashed, frozen or on a screen that has gone. */
export function openStageWindow({ preload, fullscreen, log }: StageWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...place(null, workAreas(fullscreen)),
    fullscreen,
    title: "Continuo",
    backgroundColor: "#000000",
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      spellcheck: false,
      // A stage that another window covers, on the operator's screen, goes on all the same.
      backgroundThrottling: false,
    },
  });
  stayAtHome(window);
  mendItself(window, log);
  stayOnScreen(window);
  void load(window);
  return window;
}

/** The screens' areas, the projector's first where the stage is to fill one. */
function workAreas(projectorFirst: boolean) {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return (projectorFirst ? [...others, primary] : [primary, ...others]).map(({ workArea }) => workArea);
}

/** Our page goes nowhere, and nothing opens from it. */
function stayAtHome({ webContents }: BrowserWindow): void {
  webContents.on("will-navigate", (event) => {
    if (!isStage(event.url)) event.preventDefault();
  });
  webContents.on("will-attach-webview", (event) => event.preventDefault());
  webContents.setWindowOpenHandler(() => ({ action: "deny" }));
}

function mendItself(window: BrowserWindow, log: Log): void {
  const { webContents } = window;
  let frozen: NodeJS.Timeout | undefined;
  const again = (why: string) => {
    log.limited("stage page", 10).warn(`${why}; loading the stage again`);
    setTimeout(() => void load(window), RELOAD_MS);
  };
  webContents.on("render-process-gone", (_event, { reason }) => {
    clearTimeout(frozen);
    if (reason !== "clean-exit") again(`the stage page ended (${reason})`);
  });
  webContents.on("did-fail-load", (_event, code, description, _url, isMainFrame) => {
    // -3: abandoned for another load.
    if (isMainFrame && code !== -3) again(`the stage page did not load (${description})`);
  });
  window.on("unresponsive", () => {
    clearTimeout(frozen);
    frozen = setTimeout(() => webContents.forcefullyCrashRenderer(), PATIENCE_MS);
  });
  window.on("responsive", () => clearTimeout(frozen));
  window.on("closed", () => clearTimeout(frozen));
}

function stayOnScreen(window: BrowserWindow): void {
  const check = () => {
    const { x, y, width, height } = window.getBounds();
    const bounds = place({ x, y, width, height }, workAreas(window.isFullScreen()));
    if (bounds.x !== x || bounds.y !== y) window.setBounds(bounds);
  };
  screen.on("display-removed", check);
  screen.on("display-metrics-changed", check);
  window.on("closed", () => {
    screen.off("display-removed", check);
    screen.off("display-metrics-changed", check);
  });
}

/** A load that fails is told by `did-fail-load`. */
async function load(window: BrowserWindow): Promise<void> {
  if (!window.isDestroyed()) await window.loadURL(STAGE_URL).catch(() => {});
}
