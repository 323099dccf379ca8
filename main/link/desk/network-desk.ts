import { once } from "node:events";
import type { Server } from "node:http";
import { type AddressInfo, isIPv6 } from "node:net";
import type { Clock } from "../../../shared/clock.ts";
import { type ListCards, networkCards } from "../../system/network-cards.ts";
import type { PageSettings } from "../settings.ts";
import type { Site } from "../site.ts";
import type { LinkServer, StageLink } from "../stage-link.ts";
import { WebSocketLinkServer } from "../websocket.ts";
import { createDeskEntrance, KEY, refusalOf } from "./entrance.ts";
import { DeskGate } from "./gate.ts";
import type { DeskToken } from "./token.ts";

/** Milliseconds until an address that is not to be had is tried again: a network may come up after the show. */
const AGAIN_MS = 10_000;

export interface NetworkDeskParts {
  readonly settings: PageSettings["desk"];
  readonly clock: Clock;
  /** The desk's files alone; asked for once, when it opens first. */
  readonly site: () => Site;
  readonly token: () => Promise<DeskToken>;
  readonly tellOperator: (line: string) => void;
  readonly again?: number;
  readonly cards?: ListCards;
}

/**
 * The desk on a network, behind its token: a server and a port of its own, which serve the desk's files and links of
 * desks. The stage is not there, and stays on this machine.
 */
export class NetworkDesk implements LinkServer {
  readonly #parts: NetworkDeskParts;
  readonly #gate: DeskGate;
  readonly #listeners: ((link: StageLink) => void)[] = [];
  /** What it needs to be open: null before it was. */
  #behind: { readonly site: Site; readonly token: DeskToken } | null = null;
  #open: { readonly server: Server; readonly links: WebSocketLinkServer } | null = null;
  #settings: PageSettings["desk"];
  #opening: Promise<void> = Promise.resolve();
  #again: NodeJS.Timeout | undefined;
  #told: string | null = null;
  #closed = false;

  private constructor(parts: NetworkDeskParts) {
    this.#parts = parts;
    this.#settings = parts.settings;
    this.#gate = new DeskGate({ ...parts, token: () => this.#token });
  }

  /** What stands in the way of its address is told, and tried again. @throws UserError where the pages are not built */
  static async open(parts: NetworkDeskParts): Promise<NetworkDesk> {
    const desk = new NetworkDesk(parts);
    await desk.#listen();
    return desk;
  }

  onLink(listener: (link: StageLink) => void): void {
    this.#listeners.push(listener);
    this.#open?.links.onLink(listener);
  }

  /** Where it is open, with the token: "http://192.168.0.20:8081/?k=..."; none while it is not. */
  get addresses(): readonly string[] {
    if (!this.#open) return [];
    const { port } = this.#open.server.address() as AddressInfo;
    return deskLinks({ address: this.#settings.address, port }, this.#token, this.#parts.cards);
  }

  /** Opens where other settings say. */
  async follow(settings: PageSettings["desk"]): Promise<void> {
    this.#settings = settings;
    await this.#reopen();
  }

  /** Sends away whoever has come by the links until now. */
  async renew(): Promise<void> {
    await this.#behind?.token.renew();
    // After the answer to whoever asked for it has left.
    setImmediate(() => void this.#reopen());
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#reopen();
  }

  get #token(): string {
    return this.#behind?.token.value ?? "";
  }

  /** One after the other. */
  #reopen(): Promise<void> {
    this.#opening = this.#opening.then(async () => {
      clearTimeout(this.#again);
      await this.#open?.links.close();
      this.#open = null;
      await this.#listen();
    });
    return this.#opening;
  }

  async #listen(): Promise<void> {
    const { address, port } = this.#settings;
    if (address === null || this.#closed) return;
    this.#behind ??= { site: this.#parts.site(), token: await this.#parts.token() };
    const server = createDeskEntrance(this.#behind.site, this.#gate);
    try {
      server.listen(port, address);
      await once(server, "listening");
    } catch (error) {
      server.close();
      const line = `the desk is not open on ${address}, port ${port} (${(error as Error).message}); it is tried again`;
      if (line !== this.#told) this.#parts.tellOperator(line);
      this.#told = line;
      this.#again = setTimeout(() => void this.#reopen(), this.#parts.again ?? AGAIN_MS).unref();
      return;
    }
    this.#told = null;
    const links = new WebSocketLinkServer(server, {
      refusal: (request) => refusalOf(server, this.#gate, request),
      desksOnly: true,
    });
    for (const listener of this.#listeners) links.onLink(listener);
    this.#open = { server, links };
  }
}

/** Links with the token, of every address by which others reach it. */
export function deskLinks(
  { address, port }: PageSettings["desk"],
  token: string,
  cards: ListCards = networkCards,
): readonly string[] {
  if (address === null) return [];
  const isAny = address === "0.0.0.0" || address === "::";
  const addresses = isAny ? cards().flatMap((card) => card.addresses.filter(isReached)) : [address];
  return addresses.map((each) => `http://${isIPv6(each) ? `[${each}]` : each}:${port}/?${KEY}=${token}`);
}

/** Not this machine's own, nor one that a card gives itself where nobody gives it one; IPv4, which every tablet has. */
const isReached = (address: string) => !isIPv6(address) && !/^(127|169\.254)\./.test(address);
