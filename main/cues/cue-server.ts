import type { Clock } from "../../shared/clock.ts";
import type { ShowState } from "../../shared/commands/controls.ts";
import type { Command } from "../../shared/commands/table.ts";
import { printable } from "../system/log/printable.ts";
import { OscFault, type OscMessage, type OscValue, readPacket } from "../system/osc/read-packet.ts";
import { readBeat, type SentBeat } from "./beat-message.ts";
import { CUES, CueRefused, commandOf, cueState } from "./cue.ts";
import { CueAnswers, type CueSender } from "./cue-answers.ts";
import { CuePacer } from "./cue-pacer.ts";
import { RateLimiter } from "./rate-limiter.ts";

/** Bytes; longer than any cue, and what comes by the network in one piece is shorter. */
const MOST_PACKET_BYTES = 8192;
/** Messages that are answered or refused; a cue that may be given is never one too many. */
const MESSAGES = { each: { rate: 100, burst: 200 }, all: { rate: 1000, burst: 2000 } };
/** Of a clock, which is heard beside all others. */
const BEATS = { each: { rate: 120, burst: 60 }, all: { rate: 240, burst: 120 } };
/** A ping brings back no more than this, and no longer text. */
const MOST_PING_ARGUMENTS = 8;
const MOST_PING_TEXT = 80;
/** Letters of what came that are repeated in a reply or a log line. */
const MOST_SHOWN = 80;
const MOST_REASON = 600;

export interface CueServerParts {
  /** What the addresses begin with. */
  readonly prefix: string;
  /** Names of the cues that may be given. */
  readonly allow: ReadonlySet<string>;
  readonly clock: Clock;
  readonly state: () => ShowState;
  readonly onCommand: (command: Command) => void;
  /** Where the music is, for a clock that is trusted; missing where none by OSC is. */
  readonly onBeat?: (beat: SentBeat) => void;
  readonly reply: (packet: Uint8Array, to: CueSender) => void;
  /**
   * What was wrong with what came; called as often as that happens.
   * @param error where it is this program that failed over it.
   */
  readonly onFault: (line: string, error?: unknown) => void;
}

/** Turns packets from outside into commands, and replies to those who ask. Nothing that comes can do anything else. */
export class CueServer {
  readonly #parts: CueServerParts;
  readonly #limiter: RateLimiter;
  readonly #beats: RateLimiter;
  readonly #answers: CueAnswers;
  readonly #pacer: CuePacer;

  constructor(parts: CueServerParts) {
    this.#parts = parts;
    this.#limiter = new RateLimiter(parts.clock, MESSAGES);
    this.#beats = new RateLimiter(parts.clock, BEATS);
    this.#answers = new CueAnswers(parts.clock, parts.reply);
    this.#pacer = new CuePacer(parts.clock, parts.onCommand);
  }

  /** Never throws. */
  receive(packet: Uint8Array, from: CueSender): void {
    let messages: readonly OscMessage[];
    try {
      if (packet.length > MOST_PACKET_BYTES) throw new OscFault(`${packet.length} bytes`);
      messages = readPacket(packet);
    } catch (error) {
      if (error instanceof OscFault)
        this.#parts.onFault(
          `a packet from ${from.address} is no OSC: ${printable(error.message, MOST_SHOWN)}`,
        );
      else this.#failed(`over a packet from ${from.address}`, error);
      return;
    }
    for (const message of messages) {
      try {
        this.#handle(message, from);
      } catch (error) {
        this.#failed(`over ${printable(message.address, MOST_SHOWN)} from ${from.address}`, error);
      }
    }
  }

  /**
   * Carries out what came faster than it is carried out, as far as that is due. Never throws.
   * @returns whether something still waits, and this should be called again at the next frame.
   */
  flush(): boolean {
    try {
      return this.#pacer.flush();
    } catch (error) {
      this.#failed("over a cue", error);
      return true;
    }
  }

  #failed(over: string, error: unknown): void {
    this.#parts.onFault(`failed ${over}: ${printable(String(error))}`, error);
  }

  #handle(message: OscMessage, from: CueSender): void {
    const { prefix } = this.#parts;
    const path = message.address.startsWith(`${prefix}/`) ? message.address.slice(prefix.length) : null;
    if (path?.startsWith("/cue/")) this.#carryOut(path.slice("/cue/".length), message, from);
    else if (path === "/clock") this.#hearBeat(message, from);
    else if (!this.#limiter.admits(from.address)) this.#tooMany(from);
    else if (message.address === "/ping" || path === "/ping") this.#answerPing(message, from);
    else if (path === "/state") this.#sendState(from);
    else if (path === "/replies") this.#subscribe(message, from);
    else this.#refuse(message, from, "no such address");
  }

  #carryOut(name: string, message: OscMessage, from: CueSender): void {
    try {
      const cue = CUES.find((one) => one.name === name);
      if (!cue) throw new CueRefused("no such cue");
      if (!this.#parts.allow.has(name)) throw new CueRefused("not allowed here");
      const command = commandOf(cue, message, this.#parts.state());
      if (command) this.#pacer.offer(command);
      this.#answers.reply(from, `${this.#parts.prefix}/reply`, [message.address, "ok"]);
    } catch (error) {
      this.#refuseFor(error, message, from);
    }
  }

  /** As often as it comes, it is not answered, unless it is refused. */
  #hearBeat(message: OscMessage, from: CueSender): void {
    try {
      const { onBeat } = this.#parts;
      if (!onBeat) throw new CueRefused("not allowed here: clock.trust does not have osc");
      const beat = readBeat(message);
      if (this.#beats.admits(from.address)) onBeat(beat);
    } catch (error) {
      this.#refuseFor(error, message, from);
    }
  }

  /** @throws what is no refusal */
  #refuseFor(error: unknown, message: OscMessage, from: CueSender): void {
    if (!(error instanceof CueRefused)) throw error;
    if (this.#limiter.admits(from.address)) this.#refuse(message, from, error.message);
    else this.#tooMany(from);
  }

  #tooMany(from: CueSender): void {
    this.#parts.onFault(
      `more than ${MESSAGES.each.rate} messages a second from ${from.address}, or from all`,
    );
  }

  #refuse({ address }: OscMessage, from: CueSender, reason: string): void {
    const shown = printable(address, MOST_SHOWN);
    // Names of styles and models come from files.
    const why = printable(reason, MOST_REASON);
    this.#parts.onFault(`${shown} from ${from.address} was refused: ${why}`);
    // Of two programs that answer each other's errors neither would ever stop.
    if (isAnswer(address, this.#parts.prefix)) return;
    this.#answers.reply(from, `${this.#parts.prefix}/error`, [shown, why]);
  }

  /** With what it brought, as far as that is numbers and short words. */
  #answerPing({ types, args }: OscMessage, from: CueSender): void {
    // With brackets types and values are not in step.
    const isPlain = types.length === args.length;
    const echoed = isPlain
      ? args.flatMap((value, i) => echoOf(types[i]!, value)).slice(0, MOST_PING_ARGUMENTS)
      : [];
    this.#answers.send(from, [messageOf("/pong", echoed)]);
  }

  #sendState(from: CueSender): void {
    const show = this.#parts.state();
    const answers = CUES.flatMap((cue) => {
      const value = cueState(cue, show);
      if (value === null) return [];
      const isWhole = cue.argument.kind === "number" && cue.argument.whole;
      return [messageOf(`${this.#parts.prefix}/state/${cue.name}`, [typed(value, isWhole)])];
    });
    this.#answers.send(from, answers);
  }

  /** `i` a port of the sender's machine to which replies and errors go from now on; 0 for no more. */
  #subscribe(message: OscMessage, from: CueSender): void {
    const [port] = message.args;
    if (message.types !== "i" || typeof port !== "number" || port < 0 || port > 65535) {
      this.#refuse(message, from, "expected `i` a port of yours, or 0 for no more replies");
      return;
    }
    this.#answers.subscribe(from, port);
    this.#answers.reply(from, `${this.#parts.prefix}/reply`, [message.address, "ok"]);
  }
}

const isAnswer = (address: string, prefix: string) =>
  address === "/pong" ||
  ["/reply", "/error"].some((path) => address === prefix + path) ||
  address.startsWith(`${prefix}/state/`);

/** What an answer may hold, and nothing else. */
type Typed =
  | { readonly type: "i" | "f"; readonly value: number }
  | { readonly type: "s"; readonly value: string };

const messageOf = (address: string, typedArgs: readonly Typed[]): OscMessage => ({
  address,
  types: typedArgs.map(({ type }) => type).join(""),
  args: typedArgs.map(({ value }) => value),
});

/** None for what a ping does not bring back. */
function echoOf(type: string, value: OscValue): readonly Typed[] {
  if (type === "s" && typeof value === "string")
    return value.length <= MOST_PING_TEXT ? [{ type, value: printable(value, MOST_PING_TEXT) }] : [];
  if ((type === "i" || type === "f") && typeof value === "number" && Number.isFinite(value))
    return [{ type, value }];
  return [];
}

/** As its cue takes it; true and false are 1 and 0, which every console reads. */
function typed(value: string | number | boolean, whole: boolean): Typed {
  if (typeof value === "string") return { type: "s", value };
  if (typeof value === "boolean") return { type: "i", value: value ? 1 : 0 };
  return { type: whole ? "i" : "f", value: Number.isFinite(value) ? value : 0 };
}
