import type { Resolved } from "./resolver.ts";

export const TRANSPORTS = ["udp", "tcp", "tcp-slip"] as const;
/** UDP; TCP with OSC 1.0's length before each packet; TCP with OSC 1.1's SLIP. */
export type Transport = (typeof TRANSPORTS)[number];

/** What became of a packet: null when it has left. */
export type Done = (error: Error | null) => void;

/** A way to one receiver that is there. */
export interface Wire {
  /** More waits to leave than could still arrive in time. */
  readonly isFull: boolean;
  /** Packets wait in the memory in which they were handed over: it must not be changed yet. */
  readonly holds: boolean;
  send(packet: Buffer, done: Done): void;
  /** What goes wrong by itself: a refusal that comes back, a connection that ends. */
  onError(listener: (error: Error) => void): void;
  close(): void;
}

/** Rejects with the system's code, such as ECONNREFUSED. */
export type Connect = (to: Resolved, port: number) => Promise<Wire>;
