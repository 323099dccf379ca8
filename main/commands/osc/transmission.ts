import { setTimeout as sleep } from "node:timers/promises";
import { destinationName, type HostAndPort } from "../../outputs/osc/destination/destination.ts";
import { openWire } from "../../outputs/osc/wire/connect.ts";
import { explainFailure } from "../../outputs/osc/wire/failure.ts";
import { createResolver } from "../../outputs/osc/wire/resolver.ts";
import type { Connect, Transport, Wire } from "../../outputs/osc/wire/wire.ts";
import { UserError } from "../../system/errors.ts";

/** A refusal comes back by itself, a moment after the packet. */
export const REFUSAL_MS = 50;

export interface Transmission {
  /** @throws UserError when the packet, or one before it, was not taken. */
  send(packet: Buffer): Promise<void>;
  /** Rejects with a UserError once it is known that a packet was not taken; never resolves. */
  readonly broken: Promise<never>;
}

/**
 * What `use` sends goes to one receiver; what fails ends it.
 * @throws UserError that says why the receiver is not to be reached.
 */
export async function withEndpoint(
  to: HostAndPort,
  by: Transport | Connect,
  use: (way: Transmission) => Promise<void>,
): Promise<void> {
  const fail = (error: unknown) => new UserError(`${destinationName(to)}: ${explainFailure(error)}`);
  let wire: Wire;
  try {
    const found = await createResolver()(to.host);
    wire = await (typeof by === "string" ? openWire(by, found, to.port) : by(found, to.port));
  } catch (error) {
    throw fail(error);
  }
  let fault: UserError | null = null;
  const broken = new Promise<never>((_, reject) => {
    wire.onError((error) => {
      fault ??= fail(error);
      reject(fault);
    });
  });
  // Not everybody who sends waits for it.
  broken.catch(() => {});
  const send = (packet: Buffer) =>
    new Promise<void>((resolve, reject) => {
      if (fault) reject(fault);
      else wire.send(packet, (error) => (error ? reject(fail(error)) : resolve()));
    });
  try {
    await use({ send, broken });
    await Promise.race([broken, sleep(REFUSAL_MS)]);
  } finally {
    wire.close();
  }
}
