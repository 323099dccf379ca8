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
  send(packet: Buffer): Promise<void>;
  /** @throws UserError when something was not taken. */
  close(): Promise<void>;
}

/**
 * The way to one receiver for a command: what fails ends it.
 * @throws UserError that says why nobody is to be reached.
 */
export async function openWay(to: HostAndPort, transport: Transport): Promise<Way> {
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
  return {
    send: (packet) =>
      new Promise((resolve, reject) => {
        if (broken) reject(fail(broken));
        else wire.send(packet, (error) => (error ? reject(fail(error)) : resolve()));
      }),
    async close() {
      await sleep(REFUSAL_MS);
      const why = broken;
      wire.close();
      if (why) throw fail(why);
    },
  };
}
