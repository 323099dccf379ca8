import type { EventEmitter } from "node:events";
import { hostname } from "node:os";
import Bonjour from "bonjour-service";

export interface Announced {
  /** Of the address tree. */
  readonly httpPort: number;
  /** Of the OSC that is listened for; null where none is. */
  readonly oscPort: number | null;
  /** Address of this machine on the network that is told; all networks where missing. */
  readonly address?: string;
}

/** Announces `_oscjson._tcp`, and `_osc._udp` where cues are listened for, by mDNS. Returns how to stop. */
export function announce(
  { httpPort, oscPort, address }: Announced,
  onError: (error: unknown) => void,
): () => Promise<void> {
  // A socket that is bound to one address hears no multicast.
  const options = address === undefined ? {} : { interface: address, bind: "0.0.0.0" };
  const bonjour = new Bonjour(options as ConstructorParameters<typeof Bonjour>[0], onError);
  // What it is given is only for what it sends; that it has no port to listen on it tells nobody.
  (bonjour as unknown as { readonly server: { readonly mdns: EventEmitter } }).server.mdns.on(
    "error",
    onError,
  );
  const name = `Continuo on ${hostname()}`;
  bonjour.publish({ name, type: "oscjson", protocol: "tcp", port: httpPort });
  if (oscPort !== null) bonjour.publish({ name, type: "osc", protocol: "udp", port: oscPort });
  return () =>
    new Promise((resolve) => {
      bonjour.unpublishAll(() => bonjour.destroy(() => resolve()));
    });
}
