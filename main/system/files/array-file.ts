import { createHash } from "node:crypto";
import { SourceError } from "../errors.ts";
import { readWholeFile } from "./read-file.ts";

/*
 * Files of many numbers: a line of JSON that says what they are, then arrays, each filled up with blanks to a whole number
 * of 8 bytes, so that they are used where they were read, and opening is as quick as the disk.
 */

const KINDS = { Float32Array, Int32Array, Uint32Array, Uint16Array, Uint8Array } as const;
export type NumberArray = Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;
type KindName = keyof typeof KINDS;

export interface ArrayFile {
  /** What whoever wrote it says of it: to be parsed. */
  readonly about: unknown;
  /** By name: to be looked at, too, before they are taken for what they should be. */
  readonly arrays: ReadonlyMap<string, NumberArray>;
}

interface Header {
  readonly about: unknown;
  /** In the order in which they lie. */
  readonly arrays: readonly { readonly name: string; readonly kind: KindName; readonly length: number }[];
  readonly sha256: string;
}

const MOST_BYTES = 2 ** 32;
/** An archive's tracks, by name, among the rest. */
const MOST_HEADER = 1 << 26;
const MOST_ARRAYS = 100;

/** @param about plain data */
export const encodeArrays = (about: unknown, arrays: Readonly<Record<string, NumberArray>>): Buffer =>
  Buffer.concat([...arrayPieces(about, arrays)]);

/** The same piece by piece: what the arrays hold is not copied. */
export function* arrayPieces(
  about: unknown,
  arrays: Readonly<Record<string, NumberArray>>,
): Generator<Buffer> {
  const entries = Object.entries(arrays);
  const pieces = entries.flatMap(([, array]) => padded(bytesOf(array)));
  const header: Header = {
    about,
    arrays: entries.map(([name, array]) => ({
      name,
      kind: array.constructor.name as KindName,
      length: array.length,
    })),
    sha256: sha256(...pieces),
  };
  yield* padded(Buffer.from(`${JSON.stringify(header)}\n`));
  yield* pieces;
}

/**
 * @param expected in words, for the line that refuses it, such as "a map as it was made"
 * @throws SourceError where it is not as it was written.
 */
export async function readArrays(file: string, expected: string): Promise<ArrayFile> {
  const bytes = await readWholeFile(file, { expected, mostBytes: MOST_BYTES, Fault: SourceError });
  const refuse = (found: string) => new SourceError(`${file}: ${found}, expected ${expected}`);
  const end = bytes.subarray(0, MOST_HEADER).indexOf("\n");
  const header = tryJson(bytes.toString("utf8", 0, Math.max(0, end)));
  if (!isHeader(header)) throw refuse("its first line is none of this layout");
  let at = wholeWords(end + 1);
  if (sha256(bytes.subarray(at)) !== header.sha256) throw refuse("damaged");
  const arrays = new Map<string, NumberArray>();
  for (const { name, kind, length } of header.arrays) {
    const Kind = KINDS[kind];
    if (at + length * Kind.BYTES_PER_ELEMENT > bytes.length) throw refuse("shorter than it says");
    arrays.set(name, new Kind(bytes.buffer as ArrayBuffer, bytes.byteOffset + at, length));
    at += wholeWords(length * Kind.BYTES_PER_ELEMENT);
  }
  return { about: header.about, arrays };
}

function isHeader(found: unknown): found is Header {
  if (typeof found !== "object" || found === null) return false;
  const { arrays, sha256: sum } = found as Partial<Header>;
  return (
    typeof sum === "string" &&
    Array.isArray(arrays) &&
    arrays.length <= MOST_ARRAYS &&
    arrays.every(
      (array: unknown) =>
        typeof array === "object" &&
        array !== null &&
        "name" in array &&
        typeof array.name === "string" &&
        "kind" in array &&
        Object.hasOwn(KINDS, String(array.kind)) &&
        "length" in array &&
        Number.isSafeInteger(array.length) &&
        (array.length as number) >= 0,
    )
  );
}

const wholeWords = (bytes: number): number => Math.ceil(bytes / 8) * 8;

const bytesOf = ({ buffer, byteOffset, byteLength }: NumberArray): Buffer =>
  Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);

const padded = (bytes: Buffer): readonly Buffer[] => [
  bytes,
  Buffer.alloc(wholeWords(bytes.length) - bytes.length, " "),
];

function sha256(...pieces: readonly Buffer[]): string {
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  return hash.digest("hex");
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
