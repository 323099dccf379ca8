import type { Clock } from "../../shared/clock.ts";
import { writeMessage } from "../outputs/osc/write-packet.ts";
import type { OscMessage } from "../system/osc/read-packet.ts";
import { RateLimiter } from "./rate-limiter.ts";

/** Senders who get replies; whoever asked longest ago makes room. */
const MOST_SUBSCRIBERS = 16;
/**
 * Bytes of answers. Anybody can write somebody else's address on a packet, and the answer, which may be longer, goes
 * there.
 */
const BYTES = { each: { rate: 4000, burst: 4000 }, all: { rate: 40_000, burst: 40_000 } };

export interface CueSender {
  readonly address: string;
  readonly port: number;
}

/** What goes back to those who ask, and who gets replies without asking each time. */
export class CueAnswers {
  readonly #send: (packet: Uint8Array, to: CueSender) => void;
  readonly #limiter: RateLimiter;
  /** Ports at which replies are wanted, by the sender who asked. */
  readonly #subscribers = new Map<string, number>();

  constructor(clock: Clock, send: (packet: Uint8Array, to: CueSender) => void) {
    this.#send = send;
    this.#limiter = new RateLimiter(clock, BYTES);
  }

  /** All of them or, where the sender has asked for too much already, none: half an answer says something else. */
  send(to: CueSender, answers: readonly OscMessage[]): void {
    if (!isPort(to.port)) return;
    const packets = answers.map(writeMessage);
    const bytes = packets.reduce((sum, { length }) => sum + length, 0);
    if (!this.#limiter.admits(to.address, bytes)) return;
    for (const packet of packets) this.#send(packet, to);
  }

  /** @param port 0 for no more replies */
  subscribe(from: CueSender, port: number): void {
    const key = keyOf(from);
    this.#subscribers.delete(key);
    if (port === 0) return;
    this.#subscribers.set(key, port);
    if (this.#subscribers.size > MOST_SUBSCRIBERS)
      this.#subscribers.delete(this.#subscribers.keys().next().value!);
  }

  /** To a sender who subscribed. */
  reply(from: CueSender, address: string, words: readonly string[]): void {
    const port = this.#subscribers.get(keyOf(from));
    if (port === undefined) return;
    this.send({ ...from, port }, [{ address, types: "s".repeat(words.length), args: words }]);
  }
}

/** 0 is what some senders write who do not want to be answered; nothing can be sent there. */
const isPort = (port: number) => Number.isInteger(port) && port > 0 && port <= 65535;

const keyOf = ({ address, port }: CueSender) => `${address} ${port}`;
