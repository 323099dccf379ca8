import { once } from "node:events";
import type { SettingsSources } from "../../config/load-settings.ts";
import type { Settings } from "../../config/settings.ts";
import { addressOf, serveSite } from "../../link/http.ts";
import { Site } from "../../link/site.ts";
import type { LinkServer } from "../../link/stage-link.ts";
import { WebSocketLinkServer } from "../../link/websocket.ts";
import { forkEngine } from "../../process/child.ts";
import { startShow } from "../../show/show.ts";
import type { Log } from "../../system/log.ts";
import { openBrowser } from "./browser.ts";

/**
 * The installation in plain Node, its stage served to any Chromium on this machine, until the source ends or a
 * signal comes.
 * @throws UserError as `start` does, or when the port is taken.
 */
export async function runInNode(settings: Settings, log: Log, sources: SettingsSources): Promise<void> {
  const signals = new AbortController();
  const { signal } = signals;
  const interrupted = Promise.race(
    ["SIGINT", "SIGTERM"].map((name) => once(process, name, { signal })),
  ).catch(() => {});
  try {
    const { links, address } = settings.host === "none" ? NO_STAGE : await serveStage(settings.port);
    const stage = address ?? "none";
    const host = { links, stage, spawnEngine: forkEngine, recordings: "recordings" };
    const show = await startShow(settings, host, log, sources);
    if (address && !(await openBrowser(address))) log.info(`open ${address} in a browser`);
    try {
      await Promise.race([show.ended, interrupted]);
    } finally {
      await show.close();
    }
  } finally {
    signals.abort();
  }
}

interface StageServer {
  readonly links: LinkServer;
  readonly address: string | null;
}

const NO_STAGE: StageServer = { links: { onLink: () => {}, close: async () => {} }, address: null };

async function serveStage(port: number): Promise<StageServer> {
  const server = await serveSite(new Site(), port);
  return { links: new WebSocketLinkServer(server), address: addressOf(server) };
}
