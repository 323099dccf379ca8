import { isIPv6 } from "node:net";
import { ConfigError } from "../../errors.ts";

/** Where OSC goes. */
export interface Destination {
  /** Name or address. */
  readonly host: string;
  readonly port: number;
}

export const DESTINATION_FORM = 'host:port, for example "127.0.0.1:9000" or "[::1]:9000"';

/** @throws ConfigError when the text is not `host:port`. Whether the host exists is found out while sending. */
export function parseDestination(text: string): Destination {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^\s:/[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65535 || (bracketed !== undefined && !isIPv6(bracketed)))
    throw new ConfigError(`OSC destination is "${text}", expected ${DESTINATION_FORM}`);
  return { host, port };
}

/** As the operator wrote it. */
export function destinationName({ host, port }: Destination): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}
