import { BRIDGE, type StageBridge } from "../../shared/bridge.ts";
import { LINK_PATH } from "../../shared/codec.ts";
import type { PageRole } from "../../shared/messages.ts";
import { IpcPageLink } from "./ipc.ts";
import type { PageLink } from "./page-link.ts";
import { WebSocketPageLink } from "./websocket.ts";

/** Connects to the desktop app, or to the server that the page came from. */
export function connect(role: PageRole): PageLink {
  const bridge = (window as { [BRIDGE]?: StageBridge })[BRIDGE];
  return bridge
    ? new IpcPageLink(bridge, role)
    : new WebSocketPageLink(`ws://${location.host}${LINK_PATH}`, role);
}
