import {
  destinationName,
  type HostAndPort,
  parseDestination,
} from "../outputs/osc/destination/destination.ts";
import { openWire } from "../outputs/osc/wire/connect.ts";
import { explainFailure } from "../outputs/osc/wire/failure.ts";
import { createResolver } from "../outputs/osc/wire/resolver.ts";
import type { Connect, Transport, Wire } from "../outputs/osc/wire/wire.ts";
import { UserError } from "../system/errors.ts";
import { findCard, networkCards } from "../system/network-cards.ts";
import { pause } from "../system/pause.ts";

/** So long after a packet it is known whether it was refused. */
export const REFUSAL_MS = 50;

export interface OscSender {
  /** @throws UserError when the packet, or one before it, was not taken. */
  send(packet: Uint8Array): Promise<void>;
  /** Aborts once it is known that a packet was not taken. */
  readonly failed: AbortSignal;
}

/** Where packets go. */
export interface Target extends HostAndPort {
  /** Name or address of the network card that they leave by; the system chooses where it is missing. */
  readonly interface?: string | undefined;
}

/** @throws UserError when the text is not `host:port`. */
export function parseHostAndPort(text: string): HostAndPort {
  const { host, port, preset } = parseDestination(text);
  if (port === undefined || preset !== undefined)
    throw new UserError(`the receiver is "${text}", expected host:port, for example "127.0.0.1:9000"`);
  return { host, port };
}

/**
 * Connects to one receiver while `use` runs.
 * @throws UserError that says why the receiver cannot be reached, or did not take a packet.
 */
export async function withSender(
  to: Target,
  how: Transport | Connect,
  use: (sender: OscSender) => Promise<void>,
): Promise<void> {
  const fail = (error: unknown) => new UserError(`${destinationName(to)}: ${explainFailure(error)}`);
  let wire: Wire;
  try {
    const card = to.interface === undefined ? undefined : findCard(to.interface, networkCards());
    const found = await createResolver()(to.host);
    wire = await (typeof how === "string" ? openWire(how, found, to.port, card) : how(found, to.port, card));
  } catch (error) {
    throw fail(error);
  }
  const failure = new AbortController();
  const failed = failure.signal;
  wire.onError((error) => failure.abort(fail(error)));
  const send = async (packet: Uint8Array) => {
    failed.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      wire.send(Buffer.from(packet), (error) => (error ? reject(fail(error)) : resolve()));
    });
  };
  try {
    await use({ send, failed });
    await pause(REFUSAL_MS, failed);
    failed.throwIfAborted();
  } finally {
    wire.close();
  }
}
