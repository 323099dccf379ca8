import type { OscMessage } from "../../system/osc/read-packet.ts";

const WRITABLE = /^[ifsTFNI]*$/;

/**
 * A message of ints, floats, strings and switches (OSC 1.0): address, type tags and arguments, each padded with zeros
 * to a multiple of four bytes. The library `osc` writes the same bytes, but makes a few small arrays for each number,
 * of which a frame has thousands.
 * @throws RangeError for other types.
 */
export function writeMessage({ address, types, args }: OscMessage): Buffer {
  if (!WRITABLE.test(types))
    throw new RangeError(`type tags are "${types}", expected i, f, s, T, F, N and I`);
  const tags = `,${types}`;
  const head = stringSize(address) + stringSize(tags);
  const bytes = Buffer.alloc(args.reduce((size: number, value) => size + sizeOf(value), head));
  bytes.write(address);
  bytes.write(tags, stringSize(address));
  let at = head;
  for (const [i, value] of args.entries()) {
    if (typeof value === "string") bytes.write(value, at);
    else if (types[i] === "i") bytes.writeInt32BE(Math.round(Number(value)), at);
    else if (types[i] === "f") bytes.writeFloatBE(Number(value), at);
    at += sizeOf(value);
  }
  return bytes;
}

function sizeOf(value: OscMessage["args"][number]): number {
  if (typeof value === "string") return stringSize(value);
  return typeof value === "number" ? 4 : 0;
}

/** At least one zero ends a string. */
const stringSize = (text: string) => (Buffer.byteLength(text) + 4) & ~3;

/** A bundle's name and its time tag, which says "immediately". */
const BUNDLE_HEADER = Buffer.from("#bundle\0\0\0\0\0\0\0\0\x01", "latin1");

/** Written messages as one bundle, each after its length. */
export function writeBundle(messages: readonly Buffer[]): Buffer {
  return Buffer.concat([BUNDLE_HEADER, ...messages.flatMap((message) => [lengthOf(message), message])]);
}

function lengthOf({ length }: Buffer): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(length);
  return bytes;
}
