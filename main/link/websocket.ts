import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { createEncoder, decode, LINK_PATH, MAX_MESSAGE_BYTES } from "../../shared/codec.ts";
import type { HostMessage, PageMessage } from "../../shared/messages.ts";
import { isOurHost } from "./http.ts";
import { parsePageMessage } from "./page-message.ts";
import type { LinkServer, StageLink } from "./stage-link.ts";

/** Bytes that may wait for a page before it misses StageFrames: some seven of them with thirty options, or a second of one dancer. */
const BACKLOG = 512 * 1024;

/** Accepts pages over WebSocket on the HTTP server that served them, and closes that server too. */
export class WebSocketLinkServer implements LinkServer {
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });

  constructor(server: Server) {
    this.#server = server;
    server.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
  }

  onLink(listener: (link: StageLink) => void): void {
    this.#sockets.on("connection", (socket) => listener(new WebSocketLink(socket)));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (request.url !== LINK_PATH || !isOurHost(this.#server, request) || !isOurPage(request)) {
      socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
      return;
    }
    // No listener yet: the page retries.
    if (this.#sockets.listenerCount("connection") === 0) {
      socket.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n");
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
function isOurPage({ headers }: IncomingMessage): boolean {
  return headers.origin === `http://${headers.host}`;
}

class WebSocketLink implements StageLink {
  readonly #socket: WebSocket;
  readonly #encode = createEncoder();

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  send(message: HostMessage): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (message.tag === "stage" && this.#socket.bufferedAmount > BACKLOG) return;
    this.#socket.send(this.#encode(message));
  }

  onMessage(listener: (message: PageMessage) => void): void {
    this.#socket.on("message", (data: RawData, binary: boolean) => {
      const message = parsePageMessage(decode(binary ? (data as Buffer) : data.toString()));
      if (message) listener(message);
    });
  }

  onClose(listener: () => void): void {
    this.#socket.on("close", listener);
  }

  close(): void {
    this.#socket.terminate();
  }
}
