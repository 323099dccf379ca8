import { BRIDGE, type StageBridge } from "../../shared/bridge.ts";
import { IpcPageLink } from "./ipc.ts";
import type { PageLink } from "./page-link.ts";
import { WebSocketPageLink } from "./websocket.ts";

/** The link to whichever host shows this page: the desktop app, or the server that the page came from. */
export function connect(): PageLink {
  const bridge = (window as { [BRIDGE]?: StageBridge })[BRIDGE];
  return bridge ? new IpcPageLink(bridge) : new WebSocketPageLink(`ws://${location.host}/link`);
}
