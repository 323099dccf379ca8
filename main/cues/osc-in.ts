import type { Clock } from "../../shared/clock.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { Log } from "../system/log/log.ts";
import { UdpListener } from "../system/udp-listener.ts";
import type { CueSender } from "./cue-answers.ts";
import { CueServer, type CueServerParts } from "./cue-server.ts";

/** Between two log lines about faulty packets. */
const LOG_EVERY: Seconds = 10;
/** What came faster than it is carried out is looked at so often. */
const FRAME_MS = 1000 / 60;

export interface OscInParts extends Omit<CueServerParts, "reply" | "onFault"> {
  /** Of this machine; at 127.0.0.1 only its own programs are heard. */
  readonly address: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly log: Log;
  readonly clock: Clock;
  readonly tellOperator: (line: string) => void;
}

/** Listens for cues over UDP. A port that is taken stops nothing: it is tried again. */
export class OscIn {
  readonly #listener: UdpListener;
  readonly #faults: Log;
  /** Of this program: told beside those of packets, so that no flood hides them. */
  readonly #failures: Log;
  readonly #server: CueServer;
  #flushing: NodeJS.Timeout | undefined;

  constructor(parts: OscInParts) {
    const { address, port, log, tellOperator } = parts;
    this.#faults = log.limited("osc in", LOG_EVERY);
    this.#failures = log.limited("osc in failed", LOG_EVERY);
    this.#listener = new UdpListener({
      ...{ name: "OSC in", address, port, tellOperator },
      receive: (packet, from) => this.#receive(packet, from),
      onHeard: () => tellOperator(`OSC in: cues are heard at port ${port} of ${address}`),
    });
    this.#server = new CueServer({
      ...parts,
      reply: (packet, to) => this.#listener.send(packet, to),
      onFault: (line, error) => (error ? this.#failures : this.#faults).warn(`OSC in: ${line}`),
    });
  }

  /** Resolves when it listens, or when it is known that it cannot yet. */
  open(): Promise<void> {
    return this.#listener.open();
  }

  /** null while it does not listen. */
  get port(): number | null {
    return this.#listener.port;
  }

  close(): void {
    clearTimeout(this.#flushing);
    this.#listener.close();
  }

  #receive(packet: Uint8Array, from: CueSender): void {
    this.#server.receive(packet, from);
    this.#flushing ??= this.#server.flush() ? this.#flushLater() : undefined;
  }

  #flushLater(): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#flushing = this.#server.flush() ? this.#flushLater() : undefined;
    }, FRAME_MS);
    timer.unref();
    return timer;
  }
}
