import osc, { type OscArgument } from "osc/src/osc.js";
import type { Clock } from "../../shared/clock.ts";
import type { ShowState } from "../../shared/commands/controls.ts";
import type { Command } from "../../shared/commands/table.ts";
import { OscFault, type OscMessage, readPacket } from "../outputs/osc/read-packet.ts";
import { CUES, CueRefused, commandOf, cueState } from "./cue.ts";
import { RateLimiter } from "./rate-limiter.ts";

/** Bytes; longer than any cue, and what comes by the network in one piece is shorter. */
const MAX_PACKET = 8192;
/** Messages of one machine that are looked at: a second over time, and at once. */
const RATE = 100;
const BURST = 200;
/** Machines whose messages are counted. */
const MAX_COUNTED = 256;
/** Senders who get replies; whoever asked longest ago makes room. */
const MAX_SUBSCRIBERS = 16;
/** A ping brings back no more than this, and no longer text. */
const MAX_PING_ARGUMENTS = 8;
const MAX_PING_TEXT = 80;
/** Letters of an address that are repeated in a reply or a log line. */
const MAX_ADDRESS_SHOWN = 80;

export interface CueSender {
  readonly address: string;
  readonly port: number;
}

export interface CueServerParts {
  /** What the addresses begin with. */
  readonly prefix: string;
  /** Names of the cues that may be given. */
  readonly allow: ReadonlySet<string>;
  readonly clock: Clock;
  readonly state: () => ShowState;
  readonly onCommand: (command: Command) => void;
  readonly reply: (packet: Uint8Array, to: CueSender) => void;
  /** What was wrong with what came; called as often as that happens. */
  readonly onFault: (line: string) => void;
}

/** Turns packets from outside into commands, and replies to those who ask. Nothing that comes can do anything else. */
export class CueServer {
  readonly #parts: CueServerParts;
  readonly #limiter: RateLimiter;
  /** Ports at which replies are wanted, by the sender who asked. */
  readonly #subscribers = new Map<string, number>();

  constructor(parts: CueServerParts) {
    this.#parts = parts;
    this.#limiter = new RateLimiter(parts.clock, { rate: RATE, burst: BURST, most: MAX_COUNTED });
  }

  /** Never throws. */
  receive(packet: Uint8Array, from: CueSender): void {
    try {
      if (packet.length > MAX_PACKET) throw new OscFault(`${packet.length} bytes`);
      for (const message of readPacket(packet)) this.#handle(message, from);
    } catch (error) {
      if (!(error instanceof OscFault)) throw error;
      this.#parts.onFault(`a packet from ${from.address} is no OSC: ${error.message}`);
    }
  }

  #handle(message: OscMessage, from: CueSender): void {
    if (!this.#limiter.admits(from.address)) {
      this.#parts.onFault(`more than ${RATE} messages a second from ${from.address}`);
      return;
    }
    const { prefix } = this.#parts;
    const path = message.address.startsWith(`${prefix}/`) ? message.address.slice(prefix.length) : null;
    if (message.address === "/ping" || path === "/ping") this.#answerPing(message, from);
    else if (path === "/state") this.#sendState(from);
    else if (path === "/replies") this.#subscribe(message, from);
    else if (path?.startsWith("/cue/")) this.#carryOut(path.slice("/cue/".length), message, from);
    else this.#refuse(message, from, "no such address");
  }

  #carryOut(name: string, message: OscMessage, from: CueSender): void {
    const cue = CUES.find((one) => one.name === name);
    if (!cue || !this.#parts.allow.has(name)) {
      this.#refuse(message, from, cue ? "not allowed here" : "no such cue");
      return;
    }
    try {
      const command = commandOf(cue, message.args, this.#parts.state());
      if (command) this.#parts.onCommand(command);
      this.#reply(from, "/reply", [message.address, "ok"]);
    } catch (error) {
      if (!(error instanceof CueRefused)) throw error;
      this.#refuse(message, from, error.message);
    }
  }

  #refuse({ address }: OscMessage, from: CueSender, why: string): void {
    const short = address.slice(0, MAX_ADDRESS_SHOWN);
    this.#parts.onFault(`${printable(short)} from ${from.address} was refused: ${why}`);
    this.#reply(from, "/error", [short, why]);
  }

  /** With what it brought, as far as that is numbers and short words. */
  #answerPing({ types, args }: OscMessage, from: CueSender): void {
    const brought = args.map((value, i) => ({ type: types[i], value }));
    const echoed = brought.filter(
      ({ type, value }) =>
        type === "i" || type === "f" || (type === "s" && String(value).length <= MAX_PING_TEXT),
    );
    this.#send(from, "/pong", echoed.slice(0, MAX_PING_ARGUMENTS) as OscArgument[]);
  }

  #sendState(from: CueSender): void {
    const show = this.#parts.state();
    for (const cue of CUES) {
      const value = cueState(cue, show);
      const isWhole = cue.argument.kind === "number" && cue.argument.whole;
      if (value !== null)
        this.#send(from, `${this.#parts.prefix}/state/${cue.name}`, [typed(value, isWhole)]);
    }
  }

  /** `i` a port of the sender's machine to which replies and errors go from now on; 0 for no more. */
  #subscribe(message: OscMessage, from: CueSender): void {
    const [port] = message.args;
    if (typeof port !== "number" || !Number.isInteger(port) || port < 0 || port > 65535) {
      this.#refuse(message, from, "expected `i` a port of yours, or 0 for no more replies");
      return;
    }
    const key = keyOf(from);
    this.#subscribers.delete(key);
    if (port === 0) return;
    this.#subscribers.set(key, port);
    if (this.#subscribers.size > MAX_SUBSCRIBERS)
      this.#subscribers.delete(this.#subscribers.keys().next().value!);
    this.#reply(from, "/reply", [message.address, "ok"]);
  }

  #reply(from: CueSender, path: string, words: readonly string[]): void {
    const port = this.#subscribers.get(keyOf(from));
    if (port === undefined) return;
    const args = words.map((word) => typed(word));
    this.#send({ ...from, port }, this.#parts.prefix + path, args);
  }

  #send(to: CueSender, address: string, args: readonly OscArgument[]): void {
    this.#parts.reply(osc.writePacket({ address, args }, { metadata: true }), to);
  }
}

const keyOf = ({ address, port }: CueSender) => `${address} ${port}`;

const printable = (text: string) => text.replace(/[^ -~]/g, "?");

/** As its cue takes it; true and false are 1 and 0, which every console reads. */
function typed(value: string | number | boolean, whole = false): OscArgument {
  if (typeof value === "string") return { type: "s", value };
  if (typeof value === "boolean") return { type: "i", value: value ? 1 : 0 };
  return { type: whole ? "i" : "f", value };
}
