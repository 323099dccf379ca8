import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../errors.ts";
import { destinationName, type HostAndPort } from "../../outputs/osc/destination.ts";
import { connect } from "../../outputs/osc/wire/connect.ts";
import { explainFailure } from "../../outputs/osc/wire/failure.ts";
import { createResolver } from "../../outputs/osc/wire/resolver.ts";
import type { Transport, Wire } from "../../outputs/osc/wire/wire.ts";

/** A refusal comes back by itself, a moment after the packet. */
const REFUSAL_MS = 50;

export interface Way {
  /** @throws UserError when the packet, or one before it, was not taken. */
  send(packet: Buffer): Promise<void>;
}

/**
 * What `use` sends goes to one receiver; what fails ends it.
 * @throws UserError that says why the receiver is not to be reached.
 */
export async function withWay(
  to: HostAndPort,
  transport: Transport,
  use: (way: Way) => Promise<void>,
): Promise<void> {
  const fail = (error: unknown) => new UserError(`${destinationName(to)}: ${explainFailure(error)}`);
  let wire: Wire;
  try {
    wire = await connect(transport, await createResolver()(to.host), to.port);
  } catch (error) {
    throw fail(error);
  }
  let broken: unknown = null;
  wire.onError((error) => {
    broken ??= error;
  });
  const send = (packet: Buffer) =>
    new Promise<void>((resolve, reject) => {
      if (broken) reject(fail(broken));
      else wire.send(packet, (error) => (error ? reject(fail(error)) : resolve()));
    });
  try {
    await use({ send });
    await sleep(REFUSAL_MS);
    if (broken) throw fail(broken);
  } finally {
    wire.close();
  }
}
