import type { NumberSource } from "./filter.ts";

/** An argument with its type: a float stays one even when it happens to be whole. */
export type OutgoingArgument =
  | { readonly type: "i" | "f"; readonly value: number }
  | { readonly type: "s"; readonly value: string }
  | { readonly type: "T" | "F" };

export interface OutgoingMessage {
  readonly address: string;
  readonly args: readonly OutgoingArgument[];
}

/** The numbers of a source, or those from one place up to another, as arguments. */
export function argumentsOf(
  { args, numbers }: NumberSource,
  from = 0,
  to = numbers.length,
): readonly OutgoingArgument[] {
  return numbers.slice(from, to).map((value, i) => ({ type: args[from + i]!.type, value }));
}

/**
 * OSC 1.0: address, type tags and arguments, each padded with zeros to a multiple of four bytes. The library `osc`
 * writes the same bytes, but makes a few small arrays for each number, of which a frame has thousands.
 */
export function writeMessage({ address, args }: OutgoingMessage): Buffer {
  const tags = `,${args.map(({ type }) => type).join("")}`;
  const size = args.reduce((sum, argument) => sum + sizeOf(argument), stringSize(address) + stringSize(tags));
  const bytes = Buffer.alloc(size);
  bytes.write(address);
  bytes.write(tags, stringSize(address));
  let at = stringSize(address) + stringSize(tags);
  for (const argument of args) {
    if (argument.type === "i") bytes.writeInt32BE(Math.round(argument.value), at);
    else if (argument.type === "f") bytes.writeFloatBE(argument.value, at);
    else if (argument.type === "s") bytes.write(argument.value, at);
    at += sizeOf(argument);
  }
  return bytes;
}

function sizeOf(argument: OutgoingArgument): number {
  if (argument.type === "s") return stringSize(argument.value);
  return argument.type === "T" || argument.type === "F" ? 0 : 4;
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
