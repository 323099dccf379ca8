import { type HostAndPort, parseDestination } from "../../outputs/osc/destination/destination.ts";
import { UserError } from "../../system/errors.ts";

/** @throws UserError when the text is not `host:port`. */
export function endpointOf(text: string): HostAndPort {
  const { host, port, preset } = parseDestination(text);
  if (port === undefined || preset !== undefined)
    throw new UserError(`the receiver is "${text}", expected host:port, for example "127.0.0.1:9000"`);
  return { host, port };
}
