import * as v from "valibot";
import type { WebSocket } from "ws";
import type { Seconds } from "../../../shared/pose.ts";
import { writeMessage } from "../osc/write-packet.ts";
import type { Method } from "./tree.ts";

/** Between two packets to a listener: OSCQuery is for displays, not for driving lamps. */
const STREAM: Seconds = 1 / 30;
/** Listeners at a time, and paths that one of them may listen to. */
export const MOST_LISTENERS = 32;
const MOST_PATHS = 2048;
/** Packets to all of them at a time; what is left over comes first the next time. */
const MOST_PACKETS = 1000;
/** Bytes that may wait for a listener who reads slowly. */
const BEHIND = 256 * 1024;
/** Milliseconds in which a listener answers a ping. */
const PING_MS = 30_000;

const Request = v.object({
  COMMAND: v.picklist(["LISTEN", "IGNORE"]),
  DATA: v.pipe(v.string(), v.maxLength(256)),
});

interface Listener {
  /** By path: what it was told last, null before the first. Who was told longest ago comes first. */
  readonly told: Map<string, Buffer | null>;
  isAlive: boolean;
}

/** Those who LISTEN to values over a WebSocket. */
export class Listeners {
  readonly #feeds: ReadonlyMap<string, Feed>;
  readonly #listeners = new Map<WebSocket, Listener>();
  readonly #pinging: NodeJS.Timeout;
  #streamedAt: Seconds = Number.NEGATIVE_INFINITY;

  constructor(methods: readonly Method[]) {
    this.#feeds = new Map(methods.map((method) => [method.path, new Feed(method)]));
    this.#pinging = setInterval(() => this.#ping(), PING_MS);
    this.#pinging.unref();
  }

  get count(): number {
    return this.#listeners.size;
  }

  /** @param admits whether one more message of this client may be read; what it does to the socket is its own affair. */
  welcome(socket: WebSocket, admits: () => boolean): void {
    const listener: Listener = { told: new Map(), isAlive: true };
    this.#listeners.set(socket, listener);
    socket.on("close", () => this.#listeners.delete(socket));
    socket.on("error", () => socket.terminate());
    socket.on("pong", () => {
      listener.isAlive = true;
    });
    socket.on("message", (data, isBinary) => {
      listener.isAlive = true;
      // A socket that is closed still gives what it had received.
      if (socket.readyState !== socket.OPEN || !admits()) return;
      const request = isBinary ? null : parse(String(data));
      if (request?.COMMAND === "IGNORE") listener.told.delete(request.DATA);
      else if (request) this.#listen(request.DATA, listener, socket);
    });
  }

  /** Sends what has changed; to be called with every frame. */
  stream(now: Seconds): void {
    if (this.#listeners.size === 0 || now - this.#streamedAt < STREAM * 0.75) return;
    this.#streamedAt = now;
    for (const feed of this.#feeds.values()) feed.forget();
    let left = MOST_PACKETS;
    for (const [socket, listener] of [...this.#listeners]) {
      if (left === 0) return;
      left = this.#tell(socket, listener, left);
      // Who comes last when there are too many comes first another time.
      this.#listeners.delete(socket);
      this.#listeners.set(socket, listener);
    }
  }

  close(): void {
    clearInterval(this.#pinging);
  }

  /** The packets that are left to send to others. */
  #tell(socket: WebSocket, { told }: Listener, most: number): number {
    let left = most;
    for (const [path, before] of [...told]) {
      if (left === 0 || socket.bufferedAmount > BEHIND) break;
      const message = this.#feeds.get(path)!.message();
      if (message === null || before?.equals(message)) continue;
      socket.send(message);
      told.delete(path);
      told.set(path, message);
      left--;
    }
    return left;
  }

  /** The value at once, and from then on when it changes. */
  #listen(path: string, { told }: Listener, socket: WebSocket): void {
    if (told.has(path) || told.size >= MOST_PATHS) return;
    const feed = this.#feeds.get(path);
    feed?.forget();
    const message = feed?.message() ?? null;
    // A method without a value, such as a button, cannot be listened to.
    if (message === null) return;
    const hasRoom = socket.bufferedAmount <= BEHIND;
    told.set(path, hasRoom ? message : null);
    if (hasRoom) socket.send(message);
  }

  #ping(): void {
    for (const [socket, listener] of this.#listeners) {
      if (!listener.isAlive) socket.terminate();
      else {
        listener.isAlive = false;
        socket.ping();
      }
    }
  }
}

/** The message of one method, written once for all who listen. */
class Feed {
  readonly #method: Method;
  #message: Buffer | null | undefined;

  constructor(method: Method) {
    this.#method = method;
  }

  /** The value may have changed. */
  forget(): void {
    this.#message = undefined;
  }

  /** null for a method without a value. */
  message(): Buffer | null {
    if (this.#message === undefined) this.#message = this.#write();
    return this.#message;
  }

  #write(): Buffer | null {
    const { path, types, value } = this.#method;
    const args = value();
    if (args.length === 0) return null;
    // A switch has no bytes: its value is its type tag.
    const typesNow = args.map((one) => (typeof one === "boolean" ? (one ? "T" : "F") : types)).join("");
    return writeMessage({ address: path, types: typesNow, args });
  }
}

function parse(text: string): v.InferOutput<typeof Request> | null {
  try {
    const result = v.safeParse(Request, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
