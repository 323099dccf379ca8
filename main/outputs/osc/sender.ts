import type { Socket } from "node:dgram";
import { isIP } from "node:net";
import type { Clock } from "../../../shared/clock.ts";
import type { Status } from "../../../shared/messages.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { Log } from "../../log.ts";
import { connectSocket } from "./connected-socket.ts";
import { type Destination, destinationName } from "./destination.ts";
import { codeOf, explainFailure } from "./failure.ts";
import type { Resolve } from "./resolver.ts";

const FIRST_RETRY: Seconds = 1;
const LAST_RETRY: Seconds = 10;
/** A name is asked again this often, in case the desk has moved. */
const ASK_AGAIN: Seconds = 30;
/** So long without a failure, and it is well again. */
const HEALED: Seconds = 2;
/** At most one line a minute of each kind, however often the network comes and goes. */
const LOG_EVERY: Seconds = 60;
/** Datagrams that may wait in this process; more would only arrive late. */
const QUEUE = 64;
/** These pass by themselves, on the same socket. */
const PASSING = new Set(["ECONNREFUSED", "ENOBUFS"]);

/** One destination with a socket of its own, so that whatever befalls it harms no other. */
export class Sender {
  readonly #destination: Destination;
  readonly #name: string;
  readonly #resolve: Resolve;
  readonly #clock: Clock;
  readonly #down: Log;
  readonly #up: Log;
  #socket: Socket | null = null;
  #address = "";
  #finding = false;
  #closed = false;
  #sent = 0;
  #failed = 0;
  #error: string | null = null;
  #failedAt: Seconds = 0;
  #retryIn: Seconds = FIRST_RETRY;
  #findAt: Seconds = Number.NEGATIVE_INFINITY;

  constructor(destination: Destination, resolve: Resolve, clock: Clock, log: Log) {
    this.#destination = destination;
    this.#name = destinationName(destination);
    this.#resolve = resolve;
    this.#clock = clock;
    this.#down = log.limited(`osc down ${this.#name}`, LOG_EVERY);
    this.#up = log.limited(`osc up ${this.#name}`, LOG_EVERY);
  }

  /** Sends, or counts that it could not. Never throws, never waits. */
  send(packet: Buffer): void {
    const socket = this.#socket;
    if (socket === null) {
      this.#failed++;
      return;
    }
    if (socket.getSendQueueCount() >= QUEUE) {
      this.#fail({ code: "ENOBUFS" });
      return;
    }
    socket.send(packet, (error) => {
      if (!error) this.#sent++;
      else if (socket === this.#socket) this.#fail(error);
      else this.#failed++;
    });
  }

  /** To be called a few times a second: finds the destination at first, after a loss, and when its name moves. */
  tend(): void {
    const now = this.#clock.now();
    if (this.#socket !== null && this.#error !== null && now - this.#failedAt >= HEALED) {
      this.#error = null;
      this.#retryIn = FIRST_RETRY;
      this.#up.info(`OSC ${this.#name}: reached again`);
    }
    if (now >= this.#findAt && !this.#finding && !this.#closed) void this.#find();
  }

  status(): Status["osc"][number] {
    return { destination: this.#name, sent: this.#sent, failed: this.#failed, error: this.#error };
  }

  close(): void {
    this.#closed = true;
    this.#use(null);
  }

  async #find(): Promise<void> {
    const { host, port } = this.#destination;
    this.#finding = true;
    try {
      const found = await this.#resolve(host);
      if (this.#socket === null || found.address !== this.#address) {
        this.#use(await connectSocket(found, port));
        this.#address = found.address;
      }
      this.#findAt = isIP(host) ? Number.POSITIVE_INFINITY : this.#clock.now() + ASK_AGAIN;
    } catch (error) {
      // A name server that is away for a moment does not move a desk that was already found.
      if (this.#socket === null) this.#lose(error);
      else this.#findAt = this.#clock.now() + ASK_AGAIN;
    } finally {
      this.#finding = false;
    }
  }

  #use(socket: Socket | null): void {
    this.#socket?.close();
    this.#socket = socket;
    socket?.on("error", (error) => {
      if (socket !== this.#socket) return;
      // A refusal that comes back by itself is of a packet that had been counted as sent.
      if (this.#sent > 0) this.#sent--;
      this.#fail(error);
    });
    if (this.#closed && socket !== null) this.#use(null);
  }

  #fail(error: unknown): void {
    this.#failed++;
    if (PASSING.has(codeOf(error))) this.#note(error);
    else this.#lose(error);
  }

  #lose(error: unknown): void {
    this.#use(null);
    this.#findAt = this.#clock.now() + this.#retryIn;
    this.#retryIn = Math.min(this.#retryIn * 2, LAST_RETRY);
    this.#note(error);
  }

  #note(error: unknown): void {
    const wasWell = this.#error === null;
    this.#error = explainFailure(error);
    this.#failedAt = this.#clock.now();
    if (wasWell && !this.#closed) this.#down.warn(`OSC ${this.#name}: ${this.#error}; trying on`);
  }
}
