import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { createEncoder, decode, LINK_PATH, MAX_MESSAGE_BYTES, PING } from "../../shared/codec.ts";
import type { HostMessage, PageMessage } from "../../shared/messages.ts";
import { machineClock } from "../system/clock.ts";
import { refuseUpgrade } from "../system/http-server.ts";
import { TokenBucket } from "../system/token-bucket.ts";
import { isOurHost } from "./http.ts";
import { PageInbox } from "./page-inbox.ts";
import { type LinkServer, MOST_PAGES, type StageLink } from "./stage-link.ts";

/** Bytes that may wait for a page before it misses StageFrames: some seven of them with thirty options, or a second of one dancer. */
const BACKLOG = 512 * 1024;
/** With so many bytes waiting it has read nothing for minutes. */
const UNREAD = 2 * BACKLOG;
/** Bytes of the largest message of a desk, which sends text alone. */
const MAX_TEXT_BYTES = 1024 * 1024;
/** Links that may be opened: one that was closed for a flood may not go on by coming again and again. */
const OPENINGS = { rate: 4, burst: MOST_PAGES + 8 };

/** Who comes through an HTTP server. */
export interface Door {
  /** Why a link is refused; null where it is not. */
  readonly refusal: (request: IncomingMessage) => 401 | 403 | 429 | null;
  /** Whoever says what a desk does not say is closed. */
  readonly desksOnly: boolean;
}

/** What a desk may say. */
const OF_DESKS: readonly PageMessage["tag"][] = ["command", "request"];

/** Accepts pages over WebSocket on the HTTP server that served them, and closes that server too. */
export class WebSocketLinkServer implements LinkServer {
  readonly #server: Server;
  readonly #door: Door;
  readonly #openings = new TokenBucket(machineClock, OPENINGS);
  readonly #sockets: WebSocketServer;

  /** @param door that of this machine's own pages when missing. */
  constructor(
    server: Server,
    door: Door = { refusal: (request) => ofThisMachine(server, request), desksOnly: false },
  ) {
    this.#server = server;
    this.#door = door;
    const maxPayload = door.desksOnly ? MAX_TEXT_BYTES : MAX_MESSAGE_BYTES;
    this.#sockets = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false });
    this.#sockets.on("error", () => {});
    server.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
  }

  onLink(listener: (link: StageLink) => void): void {
    this.#sockets.on("connection", (socket) => listener(new WebSocketLink(socket, this.#door.desksOnly)));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (socket.writableEnded) return;
    const refusal = request.url === LINK_PATH ? this.#door.refusal(request) : 403;
    if (refusal !== null) {
      refuseUpgrade(socket, refusal);
      return;
    }
    // No listener yet, or no place: the page retries.
    const isFull = this.#sockets.clients.size >= MOST_PAGES;
    if (this.#sockets.listenerCount("connection") === 0 || isFull || !this.#openings.tryTake()) {
      refuseUpgrade(socket, 503);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (open) => {
      // Oversized or malformed frames: ws reports them here and closes the connection.
      open.on("error", () => {});
      this.#sockets.emit("connection", open, request);
    });
  }
}

/** Browsers let any page open a WebSocket to this machine, but send its origin. */
function ofThisMachine(server: Server, request: IncomingMessage): 403 | null {
  const { host, origin } = request.headers;
  return isOurHost(server, request) && origin === `http://${host}` ? null : 403;
}

function isOfDesk(message: PageMessage): boolean {
  return message.tag === "hello" ? message.role === "desk" : OF_DESKS.includes(message.tag);
}

class WebSocketLink implements StageLink {
  readonly #socket: WebSocket;
  readonly #desksOnly: boolean;
  readonly #encode = createEncoder();
  /** Why it is closed from here. */
  #why: string | null = null;

  constructor(socket: WebSocket, desksOnly: boolean) {
    this.#socket = socket;
    this.#desksOnly = desksOnly;
  }

  send(message: HostMessage): void {
    const { readyState, OPEN, bufferedAmount } = this.#socket;
    if (readyState !== OPEN) return;
    if (bufferedAmount > UNREAD) this.#end("a page read nothing of what it was sent and was closed");
    else if (bufferedAmount <= BACKLOG || message.tag !== "stage") this.#socket.send(this.#encode(message));
  }

  onMessage(listener: (message: PageMessage) => void): void {
    const hear = (message: PageMessage) => {
      // What came with what it was closed for is not heard.
      if (this.#why !== null) return;
      if (this.#desksOnly && !isOfDesk(message))
        this.#end("a page on the desk's port was no desk and was closed");
      else listener(message);
    };
    const inbox = new PageInbox(hear, (why) => this.#end(why));
    this.#socket.on("close", () => inbox.close());
    this.#socket.on("message", (data: Buffer, isPicture: boolean) =>
      inbox.take({
        ...{ bytes: data.byteLength, isPicture },
        decode: () => decode(isPicture ? data : data.toString()),
      }),
    );
  }

  ping(): void {
    if (this.#socket.readyState === this.#socket.OPEN && this.#socket.bufferedAmount <= BACKLOG)
      this.#socket.send(PING);
  }

  onHeard(listener: () => void): void {
    this.#socket.on("message", listener);
  }

  onClose(listener: (why: string | null) => void): void {
    this.#socket.on("close", () => listener(this.#why));
  }

  close(): void {
    this.#socket.terminate();
  }

  #end(why: string): void {
    this.#why = why;
    this.#socket.terminate();
  }
}
