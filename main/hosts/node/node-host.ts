import type { SettingsSources } from "../../config/load-settings.ts";
import type { Settings } from "../../config/settings.ts";
import { addressOf, serveSite } from "../../link/http.ts";
import { Site } from "../../link/site.ts";
import type { LinkServer } from "../../link/stage-link.ts";
import { WebSocketLinkServer } from "../../link/websocket.ts";
import { forkEngine } from "../../process/child.ts";
import { forkJob } from "../../process/job-child.ts";
import { ExportFolder } from "../../show/exports/export-folder.ts";
import { ServedReports } from "../../show/served-reports.ts";
import { ServedTracks } from "../../show/served-tracks.ts";
import { exportsFolder, mapFile, startShow } from "../../show/show.ts";
import { UserError } from "../../system/errors.ts";
import { privateCacheFolder } from "../../system/files/cache-folder.ts";
import type { Log } from "../../system/log/log.ts";
import { pause } from "../../system/pause.ts";
import { END_SIGNALS } from "../health/end-signals.ts";
import { Guard } from "../health/guard.ts";
import { openBrowser } from "./browser.ts";

/**
 * The installation in plain Node, its stage served to any Chromium on this machine, until the source ends or a
 * signal comes, which may be while it still loads.
 * @throws UserError as `start` does, or when the port is taken.
 */
export async function runInNode(settings: Settings, log: Log, sources: SettingsSources): Promise<void> {
  const planned = new AbortController();
  const quit = () => planned.abort();
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => {});
  for (const name of END_SIGNALS) process.once(name, quit);
  for (const option of ofTheApp(settings))
    log.warn(`${option} does nothing here: the desktop app does it, and does not show this stage`);
  const guard = new Guard({ log, fail: (line) => failed.reject(new UserError(line)), quit });
  try {
    const recordings = "recordings";
    const downloads = new ExportFolder(exportsFolder(settings, recordings));
    const tracks = new ServedTracks();
    const reports = new ServedReports();
    const { links, address } =
      settings.host === "none"
        ? NO_STAGE
        : await serveStage(settings, new Site("all", downloads, mapFile(settings), tracks, reports));
    const stage = address ?? "none";
    const compileCache = await compiledFolder(log);
    const spawnEngine = () => forkEngine({ compileCache });
    const host = {
      ...{ links, stage, spawnEngine, spawnJob: forkJob, reveal: null },
      ...{ recordings, settingsFile: "continuo.json", letHear: () => {}, tracks, reports },
    };
    const show = await startShow(settings, host, log, sources, planned.signal);
    guard.watch(show);
    if (address && !(await openBrowser(address))) log.info(`open ${address} in a browser`);
    try {
      await Promise.race([show.ended, pause(undefined, planned.signal), failed.promise]);
    } finally {
      await show.close();
    }
  } catch (error) {
    if (error !== planned.signal.reason) throw error;
  } finally {
    guard.end();
    for (const name of END_SIGNALS) process.off(name, quit);
  }
}

/** What was asked for, and only windows of our own can do. */
function ofTheApp({ fullscreen, kiosk, windows, textures }: Settings): readonly string[] {
  const asked = { fullscreen, kiosk, windows: windows.length > 0, textures: textures.length > 0 };
  return Object.entries(asked).flatMap(([name, isAsked]) => (isAsked ? [`--${name}`] : []));
}

/** Engines load in half the time where compiled code is kept; nowhere but where nobody else can put theirs. */
async function compiledFolder(log: Log): Promise<string | null> {
  try {
    return await privateCacheFolder("compiled");
  } catch (error) {
    log.warn(`compiled code is not kept, so engines load slower: ${(error as Error).message}`);
    return null;
  }
}

interface StageServer {
  readonly links: LinkServer;
  readonly address: string | null;
}

const NO_STAGE: StageServer = { links: { onLink: () => {}, close: async () => {} }, address: null };

async function serveStage({ port, stage }: Settings, site: Site): Promise<StageServer> {
  const server = await serveSite(site, port);
  const address = `${addressOf(server)}${stage === null ? "" : `/${stage.search}`}`;
  return { links: new WebSocketLinkServer(server), address };
}
