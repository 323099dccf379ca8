import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Clock } from "../../../shared/clock.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { namesThisMachine } from "../../system/host-header.ts";
import { createPatientServer, refuseUpgrade } from "../../system/http-server.ts";
import { SenderBuckets } from "../../system/sender-buckets.ts";
import { Listeners, MOST_LISTENERS } from "./listeners.ts";
import { AddressTree, type Method } from "./tree.ts";

/** Connections at a time, listeners among them. */
const MOST_CONNECTIONS = 96;
/** What a client may cost, each for itself. A program that reads each of the three thousand nodes by itself has room. */
const REQUESTS = { rate: 300, burst: 4000 };
/** Of answers. */
const BYTES = { rate: 16_000_000, burst: 64_000_000 };
/** LISTEN and IGNORE. */
const COMMANDS = { rate: 1000, burst: 16_000 };
/** The same is told again after so long. */
const TELL_AGAIN: Seconds = 60;

export interface OscQueryParts {
  readonly methods: readonly Method[];
  /** 127.0.0.1 is for this machine alone. */
  readonly address: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly clock: Clock;
  /** Of the OSC that is listened for; null while none is. */
  readonly oscPort: () => number | null;
  readonly tellOperator: (line: string) => void;
}

/** The address tree over HTTP, and values over a WebSocket to those who LISTEN (OSCQuery proposal of Vidvox). */
export class OscQueryServer {
  readonly #parts: OscQueryParts;
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: 4096, perMessageDeflate: false });
  readonly #tree: AddressTree;
  readonly #listeners: Listeners;
  readonly #requests: SenderBuckets;
  readonly #bytes: SenderBuckets;
  readonly #commands: SenderBuckets;
  #toldAt: Seconds = Number.NEGATIVE_INFINITY;

  private constructor(parts: OscQueryParts) {
    const { methods, clock } = parts;
    this.#parts = parts;
    this.#tree = new AddressTree(methods, clock);
    this.#listeners = new Listeners(methods);
    this.#requests = new SenderBuckets(clock, REQUESTS);
    this.#bytes = new SenderBuckets(clock, BYTES);
    this.#commands = new SenderBuckets(clock, COMMANDS);
    this.#http = createPatientServer(MOST_CONNECTIONS, (request, response) =>
      this.#answer(request, response),
    );
    this.#http.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
    this.#sockets.on("error", () => {});
  }

  /** Rejects with the system's code when the port is not to be had. */
  static async open(parts: OscQueryParts): Promise<OscQueryServer> {
    const server = new OscQueryServer(parts);
    await new Promise<void>((resolve, reject) => {
      server.#http.once("error", reject);
      server.#http.listen(parts.port, parts.address, resolve);
    }).catch((error) => {
      server.#listeners.close();
      throw error;
    });
    return server;
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  /** Sends what has changed to those who listen; to be called with every frame. */
  stream(now: Seconds): void {
    this.#listeners.stream(now);
  }

  async close(): Promise<void> {
    this.#listeners.close();
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const client = clientOf(request);
    if (!this.#isMeant(request)) response.writeHead(403).end();
    else if (request.method !== "GET") response.writeHead(405, { Allow: "GET" }).end();
    else if (!this.#requests.of(client).tryTake()) this.#refuse(client, response);
    else {
      const { status, body } = this.#find(request.url ?? "/");
      if (!this.#bytes.of(client).tryTake(body?.length)) {
        this.#refuse(client, response);
        return;
      }
      response.writeHead(status, {
        ...{ "Content-Type": "application/json", "Cache-Control": "no-store" },
        ...(body ? { "Content-Length": body.length } : {}),
      });
      response.end(body ?? undefined);
    }
  }

  #find(url: string): { readonly status: number; readonly body: Buffer | null } {
    const [path = "/", attribute = ""] = url.split("?");
    if (attribute === "HOST_INFO")
      return { status: 200, body: Buffer.from(JSON.stringify(this.#hostInfo())) };
    return this.#tree.find(path, attribute);
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

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (socket.writableEnded) return;
    const client = clientOf(request);
    // Browsers let any page open a WebSocket to this machine, but send its origin.
    if (!this.#isMeant(request) || request.headers.origin !== undefined) refuseUpgrade(socket, 401);
    else if (this.#listeners.count >= MOST_LISTENERS || !this.#requests.of(client).tryTake())
      refuseUpgrade(socket, 503);
    else {
      this.#sockets.handleUpgrade(request, socket, head, (open) => {
        this.#listeners.welcome(open, () => {
          if (this.#commands.of(client).tryTake()) return true;
          open.terminate();
          this.#tell(client);
          return false;
        });
      });
    }
  }

  #refuse(client: string, response: ServerResponse): void {
    response.writeHead(429, { "Retry-After": "1", Connection: "close" }).end();
    this.#tell(client);
  }

  #tell(client: string): void {
    const now = this.#parts.clock.now();
    if (now - this.#toldAt < TELL_AGAIN) return;
    this.#toldAt = now;
    this.#parts.tellOperator(`OSCQuery: ${client} asks more than it may and was closed`);
  }

  #isMeant({ headers, socket }: IncomingMessage): boolean {
    return namesThisMachine(headers.host, socket.localAddress, this.port);
  }
}

const clientOf = ({ socket }: IncomingMessage) => socket.remoteAddress ?? "";
