import { BrowserWindow, type Rectangle, screen } from "electron";
import type { Log } from "../../system/log/log.ts";
import { isOurs } from "./scheme.ts";
import { type ScreenArea, windowBounds } from "./window-bounds.ts";

/** An unresponsive page is killed and reloaded after this time. */
const UNRESPONSIVE_MS = 10_000;
/** Delay before each reload. */
const RELOAD_MS = 1000;

/** What the windows of the app have in common. */
export interface WindowOptions {
  /** Path of the bundled preload script. */
  readonly preload: string;
  readonly devTools: boolean;
  readonly log: Log;
}

/** What sets one window apart from another. */
export interface WindowPage {
  /** As the log calls it. */
  readonly name: string;
  readonly url: string;
  readonly title: string;
  /** null: centred on the first of `screens`. */
  readonly bounds: ScreenArea | null;
  /** Work areas of all screens, the one where the window belongs first. */
  readonly screens: (window: BrowserWindow | null) => readonly ScreenArea[];
  readonly fill?: { readonly fullscreen: boolean; readonly kiosk: boolean };
  /** Nobody sees it: its frames are textures of the graphics card, with an alpha channel. */
  readonly offscreen?: boolean;
  /** Whether the page may rest while nobody can see it. */
  readonly mayRest: boolean;
}

/**
 * Opens a window with one of our own pages, which reaches nothing but the link. It reloads a crashed or frozen page, and
 * moves back when its screen is disconnected.
 */
export function openPageWindow(page: WindowPage, { preload, devTools, log }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...windowBounds(page.bounds, page.screens(null)),
    ...page.fill,
    ...(page.offscreen && { show: false, frame: false, transparent: true }),
    title: page.title,
    backgroundColor: page.offscreen ? "#00000000" : "#000000",
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      spellcheck: false,
      devTools,
      backgroundThrottling: page.mayRest,
      ...(page.offscreen && { offscreen: { useSharedTexture: true } }),
      // Music plays, and is heard, before anybody has pressed a key.
      autoplayPolicy: "no-user-gesture-required",
    },
  });
  denyNavigation(window);
  recoverPage(window, page, log);
  if (!page.offscreen) keepOnScreen(window, page);
  void load(window, page);
  return window;
}

export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** Work areas of all screens but those `taken`, that of `display`, by its number, first or last. */
export function workAreas(
  display: number,
  place: "first" | "last",
  taken: ReadonlySet<number> = new Set(),
): Rectangle[] {
  const all = screen.getAllDisplays().filter(({ id }) => !taken.has(id));
  const one = all.filter(({ id }) => id === display);
  const others = all.filter(({ id }) => id !== display);
  return (place === "first" ? [...one, ...others] : [...others, ...one]).map(({ workArea }) => workArea);
}

/** The page cannot navigate to other origins, embed a webview or open windows. */
function denyNavigation({ webContents }: BrowserWindow): void {
  const deny = (event: { readonly url: string; preventDefault(): void }) => {
    if (!isOurs(event.url)) event.preventDefault();
  };
  webContents.on("will-navigate", deny);
  webContents.on("will-frame-navigate", deny);
  webContents.on("will-redirect", deny);
  webContents.on("will-attach-webview", (event) => event.preventDefault());
  webContents.setWindowOpenHandler(() => ({ action: "deny" }));
}

function recoverPage(window: BrowserWindow, page: WindowPage, log: Log): void {
  const { webContents } = window;
  let unresponsive: NodeJS.Timeout | undefined;
  const reload = (why: string) => {
    log.limited(`${page.name} page`, 10).warn(`${why}; loading the ${page.name} again`);
    setTimeout(() => void load(window, page), RELOAD_MS);
  };
  webContents.on("render-process-gone", (_event, { reason }) => {
    clearTimeout(unresponsive);
    if (reason !== "clean-exit") reload(`the ${page.name} page ended (${reason})`);
  });
  webContents.on("did-fail-load", (_event, code, description, _url, isMainFrame) => {
    // -3 (ERR_ABORTED): another load has replaced this one.
    if (isMainFrame && code !== -3) reload(`the ${page.name} page did not load (${description})`);
  });
  window.on("unresponsive", () => {
    clearTimeout(unresponsive);
    unresponsive = setTimeout(() => webContents.forcefullyCrashRenderer(), UNRESPONSIVE_MS);
  });
  window.on("responsive", () => clearTimeout(unresponsive));
  window.on("closed", () => clearTimeout(unresponsive));
}

function keepOnScreen(window: BrowserWindow, page: WindowPage): void {
  const check = () => {
    const { x, y, width, height } = window.getBounds();
    const bounds = windowBounds({ x, y, width, height }, page.screens(window));
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
async function load(window: BrowserWindow, { url }: WindowPage): Promise<void> {
  if (!window.isDestroyed()) await window.loadURL(url).catch(() => {});
}
