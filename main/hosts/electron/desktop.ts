import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { app, type BrowserWindow, dialog, Menu, powerSaveBlocker, session, shell } from "electron";
import { readSettings, type SettingsSources } from "../../config/load-settings.ts";
import { addSettings, sourcesOf } from "../../config/options.ts";
import type { Settings } from "../../config/settings.ts";
import { IpcLinkServer } from "../../link/ipc.ts";
import { Site } from "../../link/site.ts";
import { ExportFolder } from "../../show/exports/export-folder.ts";
import { ServedReports } from "../../show/served-reports.ts";
import { ServedTracks } from "../../show/served-tracks.ts";
import { exportsFolder, type MayHear, mapFile, type Show, startShow } from "../../show/show.ts";
import { UserError } from "../../system/errors.ts";
import { projectRoot } from "../../system/files/paths.ts";
import type { Log } from "../../system/log/log.ts";
import { writeLastWords } from "../../system/log/log-stream.ts";
import { END_SIGNALS } from "../health/end-signals.ts";
import { Guard } from "../health/guard.ts";
import { openLog } from "../health/open-log.ts";
import { createDeskWindow } from "./desk-window.ts";
import { appMenu } from "./menu.ts";
import { bringForward } from "./page-window.ts";
import { restrictPermissions } from "./permissions.ts";
import { openPictureWindows } from "./picture-windows.ts";
import { isFromOurs, serveScheme } from "./scheme.ts";
import { loadTextureBridge, shareTextures } from "./shared-textures.ts";
import { openStageWindow } from "./stage-window.ts";
import { utilityEngine, utilityJob } from "./utility-process.ts";

const PRELOAD = join(projectRoot, "dist/main/preload.cjs");

/** The installation as a desktop app, until its window is closed, the source ends or a signal comes. */
export async function runDesktop(args: readonly string[]): Promise<void> {
  try {
    const sources = sourcesFrom(args);
    const settings = await readSettings(sources);
    const log = openLog(settings.log);
    await app.whenReady();
    const guard = new Guard({ log, fail: endFailed, quit: () => app.quit() });
    const show = await openShow(settings, sources, log);
    guard.watch(show);
    quitWithShow(show, log);
  } catch (error) {
    reportAndExit(error);
  }
}

function sourcesFrom(args: readonly string[]): SettingsSources {
  const command = addSettings(new Command("continuo")).exitOverride();
  command.parse(args, { from: "user" });
  const sources = sourcesOf(command);
  // Who starts an installed app by its icon has no command line: the file that the desk made counts.
  const own = app.isPackaged && existsSync(settingsFile()) ? settingsFile() : undefined;
  return { ...sources, file: sources.file ?? own };
}

const settingsFile = () =>
  app.isPackaged ? join(app.getPath("userData"), "continuo.json") : "continuo.json";

async function openShow(settings: Settings, sources: SettingsSources, log: Log): Promise<Show> {
  // The working directory of an installed app is often not writable.
  const recordings = app.isPackaged ? join(app.getPath("documents"), "Continuo") : "recordings";
  const downloads = new ExportFolder(exportsFolder(settings, recordings));
  const tracks = new ServedTracks();
  serveScheme(session.defaultSession, new Site("all", downloads, mapFile(settings), tracks));
  let mayHear: MayHear = { sound: false, midi: false };
  restrictPermissions(session.defaultSession, () => mayHear);
  powerSaveBlocker.start("prevent-display-sleep");
  app.on("child-process-gone", (_event, { type, reason }) => {
    if (reason !== "clean-exit")
      log.limited(type, 10).warn(`a process of the window system ended: ${type}, ${reason}`);
  });

  const links = new IpcLinkServer(isFromOurs);
  const common = { preload: PRELOAD, devTools: !app.isPackaged, log };
  const { fullscreen, kiosk, stage, windows, textures } = settings;
  const bridge = textures.length === 0 ? null : await loadTextureBridge();
  const window = openStageWindow({ ...common, fullscreen, kiosk, stage, windows });
  openPictureWindows(windows, { ...common, kiosk, keepOpen });
  if (bridge) shareTextures(textures, bridge, common);
  if (kiosk) keepOpen(window);
  // Visitors who are alone with a keyboard are not to have the desk. The default menu has keys that reload the page,
  // open the developer tools and close the window.
  Menu.setApplicationMenu(kiosk ? null : appMenu(createDeskWindow(window, common)));
  // Without its stage the show is over, whether a desk is open or not.
  window.on("closed", () => app.quit());
  app.on("second-instance", () => bringForward(window));
  const host = {
    ...{ links, stage: "a window of its own", spawnEngine: utilityEngine, spawnJob: utilityJob, recordings },
    ...{ settingsFile: settingsFile(), reveal: (file: string) => shell.showItemInFolder(file) },
    tracks,
    reports: new ServedReports(),
    letHear: (what: MayHear) => {
      mayHear = what;
    },
  };
  return startShow(settings, host, log, sources);
}

/** The window closes only with the app: a visitor's Alt+F4 does nothing. */
function keepOpen(window: BrowserWindow): void {
  let quitting = false;
  app.on("before-quit", () => {
    quitting = true;
  });
  window.on("close", (event) => {
    if (!quitting) event.preventDefault();
  });
}

/** Of an app that ended otherwise than it should. */
const FAILED = 1;
let exitCode = 0;

function endFailed(line: string): void {
  exitCode = FAILED;
  writeLastWords(`error: ${line}\n`);
  app.quit();
}

/** The app quits when the show has ended; the show is closed before the app quits. */
function quitWithShow(show: Show, log: Log): void {
  for (const signal of END_SIGNALS) process.on(signal, () => app.quit());
  app.on("before-quit", (event) => {
    event.preventDefault();
    void show.close().then(() => app.exit(exitCode));
  });
  show.ended.then(
    () => app.quit(),
    (error: Error) => {
      exitCode = FAILED;
      log.warn(error.message);
      app.quit();
    },
  );
}

/** Reports on stderr; a packaged app has no terminal, so a dialog shows it as well. */
function reportAndExit(error: unknown): void {
  if (error instanceof CommanderError) {
    app.exit(error.exitCode);
    return;
  }
  const line = error instanceof UserError ? error.message : String((error as Error).stack ?? error);
  writeLastWords(`error: ${line}\n`);
  if (app.isPackaged) dialog.showErrorBox("Continuo cannot start", line);
  app.exit(FAILED);
}
