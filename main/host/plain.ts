import { once } from "node:events";
import type { Settings } from "../config/settings.ts";
import { addressOf, serveSite } from "../link/http.ts";
import { StageSite } from "../link/site.ts";
import { WebSocketDoor } from "../link/websocket.ts";
import type { Log } from "../log.ts";
import { forkEngine } from "../process/child.ts";
import { start } from "../start.ts";
import { openBrowser } from "./browser.ts";

/**
 * The installation in plain Node, its stage served to any Chromium on this machine, until the source ends or a
 * signal comes.
 * @throws UserError as `start` does, or when the port is taken.
 */
export async function runInNode(settings: Settings, log: Log): Promise<void> {
  const told = new AbortController();
  const signalled = Promise.race(
    (["SIGINT", "SIGTERM"] as const).map((signal) => once(process, signal, { signal: told.signal })),
  ).catch(() => {});
  try {
    const server = await serveSite(new StageSite(), settings.port);
    const address = addressOf(server);
    const host = { door: new WebSocketDoor(server), stage: address, spawnEngine: forkEngine };
    const show = await start(settings, host, log);
    if (settings.host !== "none" && !(await openBrowser(address))) log.info(`open ${address} in a browser`);
    try {
      await Promise.race([show.ended, signalled]);
    } finally {
      await show.close();
    }
  } finally {
    told.abort();
  }
}
