import { isIP } from "node:net";
import type { Clock } from "../../../../shared/clock.ts";
import type { Status } from "../../../../shared/messages.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import type { Log } from "../../../system/log/log.ts";
import { openWire } from "./connect.ts";
import { codeOf, explainFailure } from "./failure.ts";
import type { Resolve } from "./resolver.ts";
import type { Done, Transport, Wire } from "./wire.ts";

const FIRST_RETRY: Seconds = 1;
const LAST_RETRY: Seconds = 10;
/** A name is resolved again this often, in case the desk has moved. */
const ASK_AGAIN: Seconds = 30;
/** After this long without a failure the receiver counts as reached. */
const HEALED: Seconds = 2;
/** At most one line of each kind in this time, however often the network comes and goes. */
const LOG_EVERY: Seconds = 60;
/** A wire that stays full for this long is given up. */
const STALLED: Seconds = 5;
/** Errors that pass by themselves, on the same wire. */
const TRANSIENT = new Set(["ECONNREFUSED", "ENOBUFS"]);

export interface NamedEndpoint {
  /** As an operator knows it. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly transport: Transport;
}

/** Sends to one receiver, over a socket of its own, so that no failure of one receiver harms another. */
export class Sender {
  readonly #receiver: NamedEndpoint;
  readonly #resolve: Resolve;
  readonly #clock: Clock;
  readonly #down: Log;
  readonly #up: Log;
  #wire: Wire | null = null;
  /** Counts what becomes of each packet of the present wire. */
  #done: Done = () => {};
  #address = "";
  #finding = false;
  #closed = false;
  #sent = 0;
  #failed = 0;
  #error: string | null = null;
  #failedAt: Seconds = 0;
  /**
   * Nobody listens there: nothing more is sent until the next `tend`. A refusal costs as much as ten packets; the
   * heartbeat, which is sent right after `tend`, finds out whether somebody listens now, between two frames.
   */
  #refused = false;
  #fullSince: Seconds | null = null;
  #retryIn: Seconds = FIRST_RETRY;
  #findAt: Seconds = Number.NEGATIVE_INFINITY;

  constructor(receiver: NamedEndpoint, resolve: Resolve, clock: Clock, log: Log) {
    this.#receiver = receiver;
    this.#resolve = resolve;
    this.#clock = clock;
    this.#down = log.limited(`osc down ${receiver.name}`, LOG_EVERY);
    this.#up = log.limited(`osc up ${receiver.name}`, LOG_EVERY);
  }

  /** Sends the packets of a frame, or counts that it could not. Never throws, never waits. */
  send(packets: readonly Buffer[]): void {
    const wire = this.#wire;
    if (packets.length === 0) return;
    if (wire === null || this.#refused) {
      this.#failed += packets.length;
      return;
    }
    if (wire.isFull) {
      this.#fullSince ??= this.#clock.now();
      const stalled = this.#clock.now() - this.#fullSince > STALLED;
      this.#failed += packets.length - 1;
      this.#fail({ code: stalled ? "ETIMEDOUT" : "ENOBUFS" });
      return;
    }
    this.#fullSince = null;
    for (const packet of packets) wire.send(packet, this.#done);
  }

  /** To be called a few times a second: finds the destination at first, after a loss, and when its name moves. */
  tend(): void {
    const now = this.#clock.now();
    this.#refused = false;
    if (this.#wire !== null && this.#error !== null && now - this.#failedAt >= HEALED) {
      this.#error = null;
      this.#retryIn = FIRST_RETRY;
      this.#up.info(`OSC ${this.#receiver.name}: reached again`);
    }
    if (now >= this.#findAt && !this.#finding && !this.#closed) void this.#find();
  }

  status(): Status["osc"][number] {
    return { destination: this.#receiver.name, sent: this.#sent, failed: this.#failed, error: this.#error };
  }

  close(): void {
    this.#closed = true;
    this.#use(null);
  }

  async #find(): Promise<void> {
    const { host, port, transport } = this.#receiver;
    this.#finding = true;
    try {
      const found = await this.#resolve(host);
      if (this.#wire === null || found.address !== this.#address) {
        this.#use(await openWire(transport, found, port));
        this.#address = found.address;
      }
      this.#findAt = isIP(host) ? Number.POSITIVE_INFINITY : this.#clock.now() + ASK_AGAIN;
    } catch (error) {
      // While a name server is away, an address that was already found stays valid.
      if (this.#wire === null) this.#lose(error);
      else this.#findAt = this.#clock.now() + ASK_AGAIN;
    } finally {
      this.#finding = false;
    }
  }

  #use(wire: Wire | null): void {
    const before = this.#wire;
    this.#wire = wire;
    this.#fullSince = null;
    this.#refused = false;
    before?.close();
    this.#done = (error) => {
      if (!error) this.#sent++;
      else if (wire === this.#wire) this.#fail(error);
      else this.#failed++;
    };
    wire?.onError((error) => {
      if (wire !== this.#wire) return;
      // An ICMP refusal arrives later, for a packet that was counted as sent.
      if (this.#sent > 0) this.#sent--;
      this.#fail(error);
    });
    if (this.#closed && wire !== null) this.#use(null);
  }

  #fail(error: unknown): void {
    this.#failed++;
    const code = codeOf(error);
    if (code === "ECONNREFUSED") this.#refused = true;
    if (TRANSIENT.has(code)) this.#note(error);
    else this.#lose(error);
  }

  #lose(error: unknown): void {
    this.#use(null);
    this.#findAt = this.#clock.now() + this.#retryIn;
    this.#retryIn = Math.min(this.#retryIn * 2, LAST_RETRY);
    this.#note(error);
  }

  #note(error: unknown): void {
    const wasReached = this.#error === null;
    this.#error = explainFailure(error);
    this.#failedAt = this.#clock.now();
    if (wasReached && !this.#closed) this.#down.warn(`OSC ${this.#receiver.name}: ${this.#error}; trying on`);
  }
}
