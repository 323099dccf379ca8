import { BrowserWindow, screen } from "electron";
import type { Log } from "../../system/log/log.ts";
import { isStage, STAGE_URL } from "./scheme.ts";
import { windowBounds } from "./window-bounds.ts";

/** An unresponsive page is killed and reloaded after this time. */
const UNRESPONSIVE_MS = 10_000;
/** Delay before each reload. */
const RELOAD_MS = 1000;

export interface StageWindowOptions {
  /** Path of the bundled preload script. */
  readonly preload: string;
  readonly fullscreen: boolean;
  /** Whether visitors are alone with it: no other program can be reached. */
  readonly kiosk: boolean;
  readonly devTools: boolean;
  readonly log: Log;
}

/** Opens the stage window. It reloads a crashed or frozen page, and moves back when its screen is disconnected. */
export function openStageWindow(options: StageWindowOptions): BrowserWindow {
  const { preload, fullscreen, kiosk, devTools, log } = options;
  const window = new BrowserWindow({
    ...windowBounds(null, workAreas(fullscreen || kiosk)),
    ...{ fullscreen: fullscreen || kiosk, kiosk },
    title: "Continuo",
    backgroundColor: "#000000",
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      spellcheck: false,
      devTools,
      // A covered window must keep drawing and reading the camera.
      backgroundThrottling: false,
    },
  });
  denyNavigation(window);
  recoverPage(window, log);
  keepOnScreen(window);
  void load(window);
  return window;
}

/** Work areas of all screens; with `projectorFirst` the primary one comes last. */
function workAreas(projectorFirst: boolean) {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return (projectorFirst ? [...others, primary] : [primary, ...others]).map(({ workArea }) => workArea);
}

/** The page cannot navigate to other origins, embed a webview or open windows. */
function denyNavigation({ webContents }: BrowserWindow): void {
  const deny = (event: { readonly url: string; preventDefault(): void }) => {
    if (!isStage(event.url)) event.preventDefault();
  };
  webContents.on("will-navigate", deny);
  webContents.on("will-frame-navigate", deny);
  webContents.on("will-redirect", deny);
  webContents.on("will-attach-webview", (event) => event.preventDefault());
  webContents.setWindowOpenHandler(() => ({ action: "deny" }));
}

function recoverPage(window: BrowserWindow, log: Log): void {
  const { webContents } = window;
  let unresponsive: NodeJS.Timeout | undefined;
  const reload = (why: string) => {
    log.limited("stage page", 10).warn(`${why}; loading the stage again`);
    setTimeout(() => void load(window), RELOAD_MS);
  };
  webContents.on("render-process-gone", (_event, { reason }) => {
    clearTimeout(unresponsive);
    if (reason !== "clean-exit") reload(`the stage page ended (${reason})`);
  });
  webContents.on("did-fail-load", (_event, code, description, _url, isMainFrame) => {
    // -3 (ERR_ABORTED): another load has replaced this one.
    if (isMainFrame && code !== -3) reload(`the stage page did not load (${description})`);
  });
  window.on("unresponsive", () => {
    clearTimeout(unresponsive);
    unresponsive = setTimeout(() => webContents.forcefullyCrashRenderer(), UNRESPONSIVE_MS);
  });
  window.on("responsive", () => clearTimeout(unresponsive));
  window.on("closed", () => clearTimeout(unresponsive));
}

function keepOnScreen(window: BrowserWindow): void {
  const check = () => {
    const { x, y, width, height } = window.getBounds();
    const bounds = windowBounds({ x, y, width, height }, workAreas(window.isFullScreen()));
    if (bounds.x !== x || bounds.y !== y) window.setBounds(bounds);
  };
  screen.on("display-removed", check);
  screen.on("display-metrics-changed", check);
  window.on("closed", () => {
    screen.off("display-removed", check);
    screen.off("display-metrics-changed", check);
  });
}

/** A failed load is handled by `did-fail-load`. */
async function load(window: BrowserWindow): Promise<void> {
  if (!window.isDestroyed()) await window.loadURL(STAGE_URL).catch(() => {});
}
