import { once } from "node:events";
import type { SettingsSources } from "../../config/load-settings.ts";
import type { Settings } from "../../config/settings.ts";
import { addressOf, serveSite } from "../../link/http.ts";
import { StageSite } from "../../link/site.ts";
import type { StageDoor } from "../../link/stage-link.ts";
import { WebSocketDoor } from "../../link/websocket.ts";
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
  const listening = new AbortController();
  const { signal } = listening;
  const told = Promise.race(["SIGINT", "SIGTERM"].map((name) => once(process, name, { signal }))).catch(
    () => {},
  );
  try {
    const { door, address } = settings.host === "none" ? NOWHERE : await openDoor(settings.port);
    const stage = address ?? "none";
    const host = { door, stage, spawnEngine: forkEngine, recordings: "recordings" };
    const show = await startShow(settings, host, log, sources);
    if (address && !(await openBrowser(address))) log.info(`open ${address} in a browser`);
    try {
      await Promise.race([show.ended, told]);
    } finally {
      await show.close();
    }
  } finally {
    listening.abort();
  }
}

interface Entrance {
  readonly door: StageDoor;
  readonly address: string | null;
}

const NOWHERE: Entrance = { door: { onLink: () => {}, close: async () => {} }, address: null };

async function openDoor(port: number): Promise<Entrance> {
  const server = await serveSite(new StageSite(), port);
  return { door: new WebSocketDoor(server), address: addressOf(server) };
}
