import { isIP } from "node:net";
import { ConfigError } from "../../system/errors.ts";

/** Where senders by VMC are heard. */
export interface VmcPlace {
  /** Of this machine. */
  readonly address: string;
  readonly port: number;
}

/** Where the protocol's receivers of motion listen, and this machine alone. */
const USUAL: VmcPlace = { address: "127.0.0.1", port: 39_539 };
const FORM = "vmc, vmc:port, or vmc:address:port such as vmc:0.0.0.0:39539 for every network";

/** Whether a source is a suit or a tracker that sends by VMC. */
export const isVmc = (source: string): boolean => /^vmc(:|$)/.test(source);

/** @throws ConfigError naming what was found and what was expected. */
export function vmcPlace(source: string): VmcPlace {
  const [, bracketed, plain, digits] =
    /^vmc(?::(?:\[([^\]]+)\]|([^:]*[^:\d][^:]*)))?(?::(\d{1,5}))?$/.exec(source) ?? [];
  const address = bracketed ?? plain ?? USUAL.address;
  const port = digits === undefined ? USUAL.port : Number(digits);
  const isForm = isVmc(source) && (source === "vmc" || bracketed || plain || digits);
  if (!isForm || isIP(address) === 0 || port > 65_535)
    throw new ConfigError(`--source is "${source}", expected ${FORM}`);
  return { address, port };
}
