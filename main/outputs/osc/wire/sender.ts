import { isIP } from "node:net";
import type { Clock } from "../../../../shared/clock.ts";
import type { Status } from "../../../../shared/messages.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import { backoff } from "../../../system/backoff.ts";
import { codeOf } from "../../../system/errors.ts";
import type { Log } from "../../../system/log/log.ts";
import { findCard, type ListCards, type NetworkCard, networkCards } from "../../../system/network-cards.ts";
import { openWire } from "./connect.ts";
import { explainFailure } from "./failure.ts";
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
  /** With its protocol, as an operator knows it. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly transport: Transport;
  /** Name or address of the network card that it leaves by; null where the system chooses. */
  readonly interface: string | null;
}

/** Sends to one receiver, over a socket of its own, so that no failure of one receiver harms another. */
export class Sender {
  readonly #receiver: NamedEndpoint;
  readonly #resolve: Resolve;
  readonly #clock: Clock;
  readonly #down: Log;
  readonly #up: Log;
  readonly #listCards: ListCards;
  #wire: Wire | null = null;
  /** Counts what becomes of each packet of the present wire. */
  #done: Done = () => {};
  #address = "";
  /** The card that was chosen, as it was when it was last used; null while it is not there. */
  #card: NetworkCard | null = null;
  /** How the card was called when it was last there. */
  #cardName: string | null = null;
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
  /** In a row. */
  #losses = 0;
  #findAt: Seconds = Number.NEGATIVE_INFINITY;

  constructor(
    receiver: NamedEndpoint,
    resolve: Resolve,
    clock: Clock,
    log: Log,
    listCards: ListCards = networkCards,
  ) {
    this.#receiver = receiver;
    this.#resolve = resolve;
    this.#clock = clock;
    this.#listCards = listCards;
    this.#down = log.limited(`down ${receiver.name}`, LOG_EVERY);
    this.#up = log.limited(`up ${receiver.name}`, LOG_EVERY);
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
      this.#losses = 0;
      this.#up.info(`${this.#receiver.name}: reached again`);
    }
    this.#followCard();
    if (now >= this.#findAt && !this.#finding && !this.#closed) void this.#find();
  }

  status(): Omit<Status["osc"][number], "destination"> {
    return { sent: this.#sent, failed: this.#failed, error: this.#error };
  }

  close(): void {
    this.#closed = true;
    this.#use(null);
  }

  async #find(): Promise<void> {
    const { host, port, transport } = this.#receiver;
    let card: NetworkCard | null = null;
    this.#finding = true;
    try {
      card = this.#findCard();
      const found = await this.#resolve(host);
      if (this.#wire === null || found.address !== this.#address) {
        this.#use(await openWire(transport, found, port, card ?? undefined));
        this.#address = found.address;
      }
      this.#findAt = isIP(host) ? Number.POSITIVE_INFINITY : this.#clock.now() + ASK_AGAIN;
    } catch (error) {
      // While a name server is away, an address that was already found stays valid.
      if (this.#wire === null) this.#lose(error);
      else this.#findAt = this.#clock.now() + ASK_AGAIN;
    } finally {
      this.#card = card;
      this.#finding = false;
    }
  }

  /** null where the system chooses. @throws Error where the card is not there. */
  #findCard(): NetworkCard | null {
    const { interface: wanted } = this.#receiver;
    if (wanted === null) return null;
    const card = findCard(wanted, this.#listCards(), this.#cardName);
    this.#cardName = card.name;
    return card;
  }

  /** A card that was chosen may come, go or get another address: cables are plugged in late, and DHCP takes its time. */
  #followCard(): void {
    if (this.#finding) return;
    const before = this.#card;
    try {
      const card = this.#findCard();
      if (card === null || (before && card.addresses[0] === before.addresses[0] && card.zone === before.zone))
        return;
      this.#use(null);
      this.#findAt = Number.NEGATIVE_INFINITY;
    } catch (error) {
      if (before) this.#lose(error);
      this.#card = null;
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
    this.#losses++;
    this.#findAt = this.#clock.now() + backoff(this.#losses, FIRST_RETRY, LAST_RETRY);
    try {
      this.#findCard();
      this.#note(error);
    } catch (gone) {
      // What the system says of a card that has gone is less plain.
      this.#note(gone);
    }
  }

  #note(error: unknown): void {
    const wasReached = this.#error === null;
    this.#error = explainFailure(error);
    this.#failedAt = this.#clock.now();
    if (wasReached && !this.#closed) this.#down.warn(`${this.#receiver.name}: ${this.#error}; trying on`);
  }
}
