import osc, { type OscArgument } from "osc/src/osc.js";
import type { Clock } from "../../shared/clock.ts";
import type { Command } from "../../shared/messages.ts";
import type { Seconds } from "../../shared/pose.ts";
import { OscFault, type OscMessage, type OscValue, readPacket } from "../outputs/osc/read-packet.ts";
import { CUES, type Cue, CueRefused, commandOf, type ShowState } from "./cue.ts";

/** Longer than any cue; what comes by the network in one piece is shorter. */
const LONGEST = 8192;
/** Messages a second of one machine that are looked at, over time and at once. */
const RATE = 100;
const BURST = 200;
/** Machines whose messages are counted; who was heard longest ago makes room. */
const COUNTED = 256;
/** Senders who asked for replies; whoever asked longest ago makes room. */
const ASKERS = 16;

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

/** Packets from outside to commands, and answers to those who ask. Nothing that comes can do anything else. */
export class CueServer {
  readonly #parts: CueServerParts;
  /** Ports at which replies are wanted, by the sender who asked. */
  readonly #askers = new Map<string, number>();
  /** By machine, so that one that floods silences itself alone. */
  readonly #buckets = new Map<string, { tokens: number; filledAt: Seconds }>();

  constructor(parts: CueServerParts) {
    this.#parts = parts;
  }

  /** Never throws. */
  receive(packet: Uint8Array, from: CueSender): void {
    try {
      if (packet.length > LONGEST) throw new OscFault(`${packet.length} bytes`);
      for (const message of readPacket(packet)) this.#hear(message, from);
    } catch (error) {
      if (!(error instanceof OscFault)) throw error;
      this.#parts.onFault(`a packet from ${from.address} is no OSC: ${error.message}`);
    }
  }

  #hear(message: OscMessage, from: CueSender): void {
    if (!this.#mayHear(from)) {
      this.#parts.onFault(`more than ${RATE} messages a second from ${from.address}`);
      return;
    }
    const { prefix } = this.#parts;
    const path = message.address.startsWith(`${prefix}/`) ? message.address.slice(prefix.length) : null;
    if (message.address === "/ping" || path === "/ping") this.#pong(message, from);
    else if (path === "/state") this.#tellState(from);
    else if (path === "/replies") this.#listen(message, from);
    else if (path?.startsWith("/cue/")) this.#cue(path.slice("/cue/".length), message, from);
    else this.#refuse(message, from, "no such address");
  }

  /** A bucket of tokens that fills again. */
  #mayHear({ address }: CueSender): boolean {
    const now = this.#parts.clock.now();
    const { tokens, filledAt } = this.#buckets.get(address) ?? { tokens: BURST, filledAt: now };
    const filled = Math.min(BURST, tokens + (now - filledAt) * RATE);
    this.#buckets.delete(address);
    this.#buckets.set(address, { tokens: filled < 1 ? filled : filled - 1, filledAt: now });
    if (this.#buckets.size > COUNTED) this.#buckets.delete(this.#buckets.keys().next().value!);
    return filled >= 1;
  }

  #cue(name: string, message: OscMessage, from: CueSender): void {
    const cue = CUES.find((one) => one.name === name);
    if (!cue || !this.#parts.allow.has(name)) {
      this.#refuse(message, from, cue ? "not allowed here" : "no such cue");
      return;
    }
    try {
      const command = commandOf(cue, message.args, this.#parts.state());
      if (command) this.#parts.onCommand(command);
      this.#answer(from, "/reply", [message.address, "ok"]);
    } catch (error) {
      if (!(error instanceof CueRefused)) throw error;
      this.#refuse(message, from, error.message);
    }
  }

  #refuse({ address }: OscMessage, from: CueSender, why: string): void {
    const short = address.slice(0, 80);
    this.#parts.onFault(`${printable(short)} from ${from.address} was refused: ${why}`);
    this.#answer(from, "/error", [short, why]);
  }

  /** Comes back with what it brought, as far as that is numbers and short words. */
  #pong({ types, args }: OscMessage, from: CueSender): void {
    const brought = args.map((value, i) => ({ type: types[i], value }));
    const echoed = brought.filter(
      ({ type, value }) => type === "i" || type === "f" || (type === "s" && String(value).length <= 80),
    );
    this.#send(from, "/pong", echoed.slice(0, 8) as OscArgument[]);
  }

  #tellState(from: CueSender): void {
    const state = this.#parts.state();
    for (const cue of CUES) {
      const value = cue.state(state);
      if (value !== null)
        this.#send(from, `${this.#parts.prefix}/state/${cue.name}`, [typed(value, isWhole(cue))]);
    }
  }

  /** `i` a port of the sender's machine to which replies and errors go from now on; 0 for no more. */
  #listen(message: OscMessage, from: CueSender): void {
    const [port] = message.args;
    if (typeof port !== "number" || !Number.isInteger(port) || port < 0 || port > 65535) {
      this.#refuse(message, from, "expected `i` a port of yours, or 0 for no more replies");
      return;
    }
    const key = keyOf(from);
    this.#askers.delete(key);
    if (port === 0) return;
    this.#askers.set(key, port);
    if (this.#askers.size > ASKERS) this.#askers.delete(this.#askers.keys().next().value!);
    this.#answer(from, "/reply", [message.address, "ok"]);
  }

  #answer(from: CueSender, path: string, words: readonly string[]): void {
    const port = this.#askers.get(keyOf(from));
    if (port !== undefined)
      this.#send(
        { ...from, port },
        this.#parts.prefix + path,
        words.map((word) => typed(word)),
      );
  }

  #send(to: CueSender, address: string, args: readonly OscArgument[]): void {
    this.#parts.reply(osc.writePacket({ address, args }, { metadata: true }), to);
  }
}

const keyOf = ({ address, port }: CueSender) => `${address} ${port}`;

const printable = (text: string) => text.replace(/[^ -~]/g, "?");

const isWhole = ({ value }: Cue) => value.kind === "number" && value.counted;

/** As its cue takes it; true and false are 1 and 0, which every console reads. */
function typed(value: OscValue, whole = false): OscArgument {
  if (typeof value === "string") return { type: "s", value };
  if (typeof value === "boolean") return { type: "i", value: value ? 1 : 0 };
  return { type: whole ? "i" : "f", value: Number(value) };
}
