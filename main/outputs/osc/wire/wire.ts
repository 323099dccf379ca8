import type { NetworkCard } from "../../../system/network-cards.ts";
import type { Resolved } from "./resolver.ts";

export const TRANSPORTS = ["udp", "tcp", "tcp-slip"] as const;
/** UDP; TCP with a length before each packet (OSC 1.0); TCP with SLIP (OSC 1.1). */
export type Transport = (typeof TRANSPORTS)[number];

/** What became of a packet: null when it was sent. */
export type Done = (error: Error | null) => void;

/** An open connection to one receiver. */
export interface Wire {
  /** More packets wait than could still arrive in time. */
  readonly isFull: boolean;
  send(packet: Buffer, done: Done): void;
  /** Errors that belong to no packet that is being sent: a refusal that arrives later, a connection that ends. */
  onError(listener: (error: Error) => void): void;
  close(): void;
}

/**
 * Rejects with the system's code, such as ECONNREFUSED.
 * @param by the network card that it leaves by; without one the system chooses.
 */
export type Connect = (to: Resolved, port: number, by?: NetworkCard) => Promise<Wire>;
