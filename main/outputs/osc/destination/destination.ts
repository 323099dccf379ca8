import { isIPv4, isIPv6 } from "node:net";
import { ConfigError } from "../../../system/errors.ts";
import type { CustomMessage } from "../custom/custom-message.ts";
import type { Rate } from "../frame-rate-limiter.ts";
import type { Layout } from "../layout.ts";
import type { Transport } from "../wire/wire.ts";

/** Where OSC goes. */
export interface HostAndPort {
  /** Name or address. */
  readonly host: string;
  readonly port: number;
}

/** Where OSC goes, by which transport and network card. */
export interface Endpoint extends HostAndPort {
  readonly transport: Transport;
  /** Name or address of the card; null where the system chooses. */
  readonly interface: string | null;
}

/** What is sent, in which form and how often. */
export interface Format extends Layout {
  readonly rate: Rate;
  /** False: each message is a packet of its own. */
  readonly bundles: boolean;
  /** Besides those of the address table. */
  readonly customMessages: readonly CustomMessage[];
}

export interface Destination extends Endpoint, Format {}

/** The short form of a destination, which can be written as one word. */
export interface ShortDestination {
  readonly host: string;
  readonly port?: number;
  readonly preset?: string;
}

export const DESTINATION_FORM =
  'host:port, for example "127.0.0.1:9000" or "[::1]:9000", or preset@host, for example "eos@10.0.0.5"';

/**
 * `host:port`, `preset@host` or `preset@host:port`.
 * @throws ConfigError when the text is none of them. Whether the host exists is found out while sending.
 */
export function parseDestination(text: string): ShortDestination {
  const [, preset, bracketed, plain, digits] =
    /^(?:([a-z0-9-]+)@)?(?:\[([^\]]+)\]|([^\s:/@[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = digits === undefined ? undefined : Number(digits);
  const isPort = port === undefined ? preset !== undefined : port >= 1 && port <= 65535;
  if (host === undefined || !isPort || (bracketed !== undefined && !isIPv6(bracketed)))
    throw new ConfigError(`OSC destination is "${text}", expected ${DESTINATION_FORM}`);
  return { host, ...(port === undefined ? {} : { port }), ...(preset === undefined ? {} : { preset }) };
}

/** As the operator wrote it. */
export function destinationName({ host, port }: HostAndPort): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Whether packets to this address are for whoever listens, so that no route says by which network card they leave. */
export function isForMany(address: string): boolean {
  const first = Number(/^\d+/.exec(address)?.[0]);
  if (isIPv4(address)) return (first >= 224 && first < 240) || address === "255.255.255.255";
  return isIPv6(address) && /^ff/i.test(address);
}
