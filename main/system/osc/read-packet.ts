/** A packet that is not OSC, or exceeds the limits below. */
export class OscFault extends Error {}

export interface OscMessage {
  readonly address: string;
  /** Type tags without the comma, for example "ifs". */
  readonly types: string;
  /**
   * One a tag, T, F, N and I are true, false, null and true; none for the brackets of an array, so where there are any,
   * types and values are not in step.
   */
  readonly args: readonly OscValue[];
}

export type OscValue = number | string | boolean | null | bigint | Uint8Array;

/** Limits that no sensible packet reaches: bundles inside bundles, and messages. */
const DEEPEST = 8;
const MOST_MESSAGES = 1024;

/**
 * The messages of an untrusted packet, with those of bundles in order. Strict and bounded: the reader of the library
 * `osc` recurses as deep as a packet says and reads blobs from beyond a packet's end.
 * @throws OscFault
 */
export function readPacket(packet: Uint8Array): OscMessage[] {
  const messages: OscMessage[] = [];
  read(new Reader(packet), 0, messages);
  return messages;
}

function read(reader: Reader, depth: number, messages: OscMessage[]): void {
  if (!reader.startsWith("#bundle")) {
    if (messages.length >= MOST_MESSAGES) throw new OscFault(`more than ${MOST_MESSAGES} messages`);
    messages.push(readMessage(reader));
    return;
  }
  if (depth >= DEEPEST) throw new OscFault(`bundles in bundles, ${DEEPEST} deep`);
  reader.string();
  reader.take(8);
  while (reader.left > 0) read(new Reader(reader.take(reader.view(4).getInt32(0))), depth + 1, messages);
}

function readMessage(reader: Reader): OscMessage {
  const address = reader.string();
  if (!address.startsWith("/")) throw new OscFault("an address without a slash");
  // On a terminal control characters are commands.
  if (/\p{Cc}/u.test(address)) throw new OscFault("an address with control characters");
  const tags = reader.left > 0 ? reader.string() : ",";
  if (!tags.startsWith(",")) throw new OscFault("no type tags");
  const types = tags.slice(1);
  const args = [...types]
    .filter((type) => type !== "[" && type !== "]")
    .map((type) => readValue(reader, type));
  if (reader.left > 0) throw new OscFault("more bytes than its type tags tell of");
  return { address, types, args };
}

function readValue(reader: Reader, type: string): OscValue {
  switch (type) {
    case "i":
      return reader.view(4).getInt32(0);
    case "f":
      return reader.view(4).getFloat32(0);
    case "d":
      return reader.view(8).getFloat64(0);
    case "h":
      return reader.view(8).getBigInt64(0);
    case "t":
      return reader.view(8).getBigUint64(0);
    case "s":
    case "S":
      return reader.string();
    case "b":
      return reader.blob();
    case "c":
    case "r":
    case "m":
      return reader.view(4).getUint32(0);
    case "T":
    case "I":
      return true;
    case "F":
      return false;
    case "N":
      return null;
    default:
      throw new OscFault(`type tag "${type}"`);
  }
}

/** Reads bytes from front to back, never past the end. */
class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  startsWith(word: string): boolean {
    return (
      word.length < this.left &&
      [...word].every((letter, i) => this.#bytes[this.#at + i] === letter.charCodeAt(0))
    );
  }

  take(count: number): Uint8Array {
    if (count < 0 || count > this.left) throw new OscFault("it ends too early");
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  view(count: number): DataView {
    const bytes = this.take(count);
    return new DataView(bytes.buffer, bytes.byteOffset, count);
  }

  /** Up to a zero byte, then padded to a multiple of four bytes. */
  string(): string {
    const end = this.#bytes.indexOf(0, this.#at);
    if (end < 0) throw new OscFault("text without an end");
    const bytes = this.take(end - this.#at);
    this.take(Math.min(this.left, 4 - (bytes.length & 3)));
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
  }

  blob(): Uint8Array {
    const count = this.view(4).getInt32(0);
    const bytes = this.take(count);
    this.take(Math.min(this.left, (4 - (count & 3)) & 3));
    return new Uint8Array(bytes);
  }
}
