import type { EventEmitter } from "node:events";
import { hostname } from "node:os";
import Bonjour from "bonjour-service";
import { ipv4Of, type ListCards, type NetworkCard, networkCards } from "../../system/network-cards.ts";

export interface Announced {
  /** Of the address tree. */
  readonly httpPort: number;
  /** Of the OSC that is listened for; null where none is. */
  readonly oscPort: number | null;
  /** Where the tree is served: the address of one network card, or 0.0.0.0 or :: for all. */
  readonly address: string;
}

/** Addresses that stand for all networks. */
const ALL: readonly string[] = ["0.0.0.0", "::"];

/** What an mDNS server of the library may be told; its own types leave this out. */
type Options = ConstructorParameters<typeof Bonjour>[0];

/**
 * Announces `_oscjson._tcp`, and `_osc._udp` where cues are listened for, by mDNS. One server of the library speaks on one
 * network card, so there is one for each, and cards may come and go.
 */
export class Announcement {
  readonly #announced: Announced;
  readonly #onError: (error: unknown) => void;
  readonly #listCards: ListCards;
  /** By the address of the card. */
  readonly #servers = new Map<string, Bonjour>();

  constructor(announced: Announced, onError: (error: unknown) => void, listCards: ListCards = networkCards) {
    this.#announced = announced;
    this.#onError = onError;
    this.#listCards = listCards;
    this.tend();
  }

  /** To be called now and then: follows the cards. */
  tend(): void {
    const addresses = this.#addresses();
    for (const [address, server] of this.#servers) {
      if (addresses.includes(address)) continue;
      this.#servers.delete(address);
      server.destroy();
    }
    for (const address of addresses)
      if (!this.#servers.has(address)) this.#servers.set(address, this.#announceOn(address));
  }

  async close(): Promise<void> {
    const servers = [...this.#servers.values()];
    this.#servers.clear();
    await Promise.all(
      servers.map(
        (server) =>
          new Promise<void>((resolve) => {
            server.unpublishAll(() => server.destroy(() => resolve()));
          }),
      ),
    );
  }

  #addresses(): readonly string[] {
    const { address } = this.#announced;
    const cards = this.#listCards();
    const isMeant = ({ addresses }: NetworkCard) => ALL.includes(address) || addresses.includes(address);
    const found = cards
      .filter(isMeant)
      .map(ipv4Of)
      .filter((one) => one !== null);
    const outside = found.filter((one) => !one.startsWith("127."));
    return outside.length > 0 ? outside : found;
  }

  #announceOn(address: string): Bonjour {
    const { httpPort, oscPort } = this.#announced;
    // A socket that is bound to one address hears no multicast.
    const server = new Bonjour({ interface: address, bind: "0.0.0.0" } as Options, this.#onError);
    // What it is given is only for what it sends; that it has no port to listen on it tells nobody.
    const { mdns } = (server as unknown as { readonly server: { readonly mdns: EventEmitter } }).server;
    mdns.on("error", this.#onError);
    // The servers of the other cards would answer the question whether the name is taken.
    const service = { name: `Continuo on ${hostname()}`, probe: false };
    server.publish({ ...service, type: "oscjson", protocol: "tcp", port: httpPort });
    if (oscPort !== null) server.publish({ ...service, type: "osc", protocol: "udp", port: oscPort });
    return server;
  }
}
