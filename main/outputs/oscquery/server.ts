import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as v from "valibot";
import { type WebSocket, WebSocketServer } from "ws";
import type { Seconds } from "../../../shared/pose.ts";
import { writeMessage } from "../osc/write-packet.ts";
import { type Method, type Node, nodeAt } from "./tree.ts";

/** Between two packets to a listener: OSCQuery is for displays, not for driving lamps. */
const STREAM: Seconds = 1 / 30;
/** Listeners at a time, and paths that one of them may listen to. */
const MOST_LISTENERS = 32;
const MOST_PATHS = 2048;
/** Bytes that may wait for a listener who reads slowly. */
const BEHIND = 256 * 1024;

/** Attributes of a node that may be asked for by themselves. */
const ATTRIBUTES = ["FULL_PATH", "DESCRIPTION", "ACCESS", "TYPE", "VALUE", "RANGE", "CONTENTS"] as const;

const Request = v.object({
  COMMAND: v.picklist(["LISTEN", "IGNORE"]),
  DATA: v.pipe(v.string(), v.maxLength(256)),
});

export interface OscQueryParts {
  readonly methods: readonly Method[];
  /** 127.0.0.1 is for this machine alone. */
  readonly address: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Of the OSC that is listened for; null while none is. */
  readonly oscPort: () => number | null;
}

/** The address tree over HTTP, and values over a WebSocket to those who LISTEN (OSCQuery proposal of Vidvox). */
export class OscQueryServer {
  readonly #parts: OscQueryParts;
  readonly #http: Server;
  readonly #sockets: WebSocketServer;
  readonly #listening = new Map<WebSocket, Map<string, Watch>>();
  #streamedAt: Seconds = Number.NEGATIVE_INFINITY;

  private constructor(parts: OscQueryParts, http: Server) {
    this.#parts = parts;
    this.#http = http;
    this.#sockets = new WebSocketServer({
      ...{ server: http, maxPayload: 4096, perMessageDeflate: false },
      verifyClient: ({ req }: { req: IncomingMessage }) =>
        this.#isMeant(req) && req.headers.origin === undefined && this.#listening.size < MOST_LISTENERS,
    });
    this.#sockets.on("error", () => {});
    this.#sockets.on("connection", (socket) => this.#welcome(socket));
    http.on("request", (request, response) => this.#answer(request, response));
  }

  /** Rejects with the system's code when the port is not to be had. */
  static async open(parts: OscQueryParts): Promise<OscQueryServer> {
    const http = createServer({ requestTimeout: 10_000, maxHeaderSize: 8192 });
    await new Promise<void>((resolve, reject) => {
      http.once("error", reject);
      http.listen(parts.port, parts.address, resolve);
    });
    return new OscQueryServer(parts, http);
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  /** Sends what has changed to those who listen; to be called with every frame. */
  stream(now: Seconds): void {
    if (this.#listening.size === 0 || now - this.#streamedAt < STREAM * 0.75) return;
    this.#streamedAt = now;
    for (const [socket, watches] of this.#listening) {
      if (socket.bufferedAmount > BEHIND) continue;
      for (const watch of watches.values()) tell(socket, watch());
    }
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const [path = "/", attribute = ""] = (request.url ?? "/").split("?");
    if (!this.#isMeant(request)) response.writeHead(403).end();
    else if (request.method !== "GET") response.writeHead(405, { Allow: "GET" }).end();
    else {
      const { status, body } = this.#find(path, attribute);
      response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
      response.end(body === null ? undefined : JSON.stringify(body));
    }
  }

  /** By the proposal: 404 for an unknown node, 400 for an unknown attribute, 204 for one that this node lacks. */
  #find(path: string, attribute: string): { readonly status: number; readonly body: unknown } {
    if (attribute === "HOST_INFO") return { status: 200, body: this.#hostInfo() };
    const node = nodeAt(this.#parts.methods, path);
    if (!node) return { status: 404, body: null };
    if (attribute === "") return { status: 200, body: node };
    const name = ATTRIBUTES.find((one) => one === attribute);
    if (name === undefined) return { status: 400, body: null };
    const value = (node as Node)[name];
    return value === undefined ? { status: 204, body: null } : { status: 200, body: { [name]: value } };
  }

  #hostInfo() {
    const oscPort = this.#parts.oscPort();
    const extensions = ["ACCESS", "VALUE", "RANGE", "DESCRIPTION", "LISTEN", "IGNORE"];
    return {
      NAME: "Continuo",
      EXTENSIONS: Object.fromEntries(extensions.map((name) => [name, true])),
      ...(oscPort === null ? {} : { OSC_PORT: oscPort, OSC_TRANSPORT: "UDP" }),
    };
  }

  #welcome(socket: WebSocket): void {
    const watches = new Map<string, Watch>();
    this.#listening.set(socket, watches);
    socket.on("close", () => this.#listening.delete(socket));
    socket.on("error", () => socket.terminate());
    socket.on("message", (data, isBinary) => {
      const request = isBinary ? null : parse(String(data));
      if (!request) return;
      if (request.COMMAND === "IGNORE") watches.delete(request.DATA);
      else if (watches.size < MOST_PATHS) this.#listen(request.DATA, watches, socket);
    });
  }

  /** The value at once, and from then on when it changes. */
  #listen(path: string, watches: Map<string, Watch>, socket: WebSocket): void {
    const method = this.#parts.methods.find((one) => one.path === path);
    // A method without a value, such as a button, cannot be listened to.
    if (!method || method.value().length === 0) return;
    const watch = watchOf(method);
    watches.set(path, watch);
    tell(socket, watch());
  }

  /** Refuses pages of other sites whose name resolves to this machine (DNS rebinding): they send that name as Host. */
  #isMeant(request: IncomingMessage): boolean {
    if (this.#parts.address !== "127.0.0.1") return true;
    return [`localhost:${this.port}`, `127.0.0.1:${this.port}`].includes(request.headers.host ?? "");
  }
}

/** The message of a method when its value has changed since the last call; null when not. */
type Watch = () => Buffer | null;

function watchOf({ path, types, value }: Method): Watch {
  let before: Buffer | null = null;
  return () => {
    const args = value();
    // A switch has no bytes: its value is its type tag.
    const typesNow = args.map((one) => (typeof one === "boolean" ? (one ? "T" : "F") : types)).join("");
    const bytes = writeMessage({ address: path, types: typesNow, args });
    if (before?.equals(bytes)) return null;
    before = bytes;
    return bytes;
  };
}

function tell(socket: WebSocket, message: Buffer | null): void {
  if (message) socket.send(message);
}

function parse(text: string): v.InferOutput<typeof Request> | null {
  try {
    const result = v.safeParse(Request, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
