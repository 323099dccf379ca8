import * as v from "valibot";
import type { Settings } from "../../config/settings.ts";
import { NetworkDesk } from "../../link/desk/network-desk.ts";
import { openDeskToken } from "../../link/desk/token.ts";
import { type Downloads, type Reports, Site } from "../../link/site.ts";
import type { LinkServer } from "../../link/stage-link.ts";
import { machineClock } from "../../system/clock.ts";
import type { DeskHandlers } from "./requests.ts";

/** Opens the desk to the network, where the settings say so. */
export async function openNetworkDesk(
  { desk }: Pick<Settings, "desk">,
  downloads: Downloads,
  mapFile: string | null,
  reports: Reports,
  tellOperator: (line: string) => void,
): Promise<NetworkDesk> {
  return NetworkDesk.open({
    ...{ settings: desk, clock: machineClock, tellOperator },
    site: () => new Site("desk", downloads, mapFile, null, reports),
    token: () => openDeskToken(tellOperator),
  });
}

/** Pages of this machine and desks of the network. */
export function together(own: LinkServer, network: LinkServer): LinkServer {
  return {
    onLink(listener) {
      own.onLink(listener);
      network.onLink(listener);
    },
    close: async () => void (await Promise.all([own.close(), network.close()])),
  };
}

export function networkRequests(desk: NetworkDesk): Pick<DeskHandlers, "network/renew"> {
  return {
    "network/renew": {
      schema: v.null(),
      async answer() {
        await desk.renew();
        return null;
      },
    },
  };
}
