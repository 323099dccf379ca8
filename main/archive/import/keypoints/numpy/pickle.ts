import { TakeFault } from "../../../take.ts";
import type { NumpyArray } from "./array.ts";
import { build, Global, made, PickledArray, textOf } from "./pickled-array.ts";

/*
 * A pickle is a program that builds a Python object, and may call any function on the way. Here nothing is called: the
 * few instructions are followed that a dictionary of NumPy arrays needs, in protocols 2 to 5, and pickled-array.ts makes
 * the arrays. Whatever else a pickle asks for is refused by name.
 */

const NEWEST_PROTOCOL = 5;
/** A dictionary of arrays takes a few hundred instructions. */
const MOST_INSTRUCTIONS = 1_000_000;
const LONGEST_NAME = 200;
const STOP = 0x2e;

/** The arrays of those names in a pickled dictionary. @throws TakeFault */
export function readPickle(data: Buffer, names: readonly string[]): ReadonlyMap<string, NumpyArray> {
  const value = unpickle(data);
  if (!(value instanceof Map))
    throw new TakeFault("a pickle of something else, expected a dictionary of arrays");
  const arrays = new Map<string, NumpyArray>();
  for (const name of names) {
    const entry: unknown = value.get(name);
    if (entry instanceof PickledArray) arrays.set(name, entry.read());
  }
  return arrays;
}

function unpickle(data: Buffer): unknown {
  const program = new Program(data);
  for (let count = 0; count < MOST_INSTRUCTIONS; count++) {
    const code = program.byte();
    if (code === STOP) return program.pop();
    const follow = INSTRUCTIONS.get(code);
    if (!follow)
      throw new TakeFault(`a pickle with instruction ${code}, expected a dictionary of NumPy arrays`);
    follow(program);
  }
  throw new TakeFault(`a pickle of more than ${MOST_INSTRUCTIONS} instructions, expected some arrays`);
}

/** Each by its code and the name that Python's pickle module gives it. */
const INSTRUCTIONS = new Map<number, (program: Program) => void>([
  [0x80 /* PROTO */, (p) => checkProtocol(p.byte())],
  [0x95 /* FRAME */, (p) => p.bytes(8)],
  [0x28 /* MARK */, (p) => p.mark()],
  [0x30 /* POP */, (p) => p.pop()],
  [0x71 /* BINPUT */, (p) => p.memo.set(p.byte(), p.top())],
  [0x72 /* LONG_BINPUT */, (p) => p.memo.set(p.uint32(), p.top())],
  [0x94 /* MEMOIZE */, (p) => p.memo.set(p.memo.size, p.top())],
  [0x68 /* BINGET */, (p) => p.push(p.memo.get(p.byte()))],
  [0x6a /* LONG_BINGET */, (p) => p.push(p.memo.get(p.uint32()))],
  [0x4e /* NONE */, (p) => p.push(null)],
  [0x88 /* NEWTRUE */, (p) => p.push(true)],
  [0x89 /* NEWFALSE */, (p) => p.push(false)],
  [0x4a /* BININT */, (p) => p.push(p.bytes(4).readInt32LE())],
  [0x4b /* BININT1 */, (p) => p.push(p.byte())],
  [0x4d /* BININT2 */, (p) => p.push(p.bytes(2).readUInt16LE())],
  [0x8a /* LONG1 */, (p) => p.push(longOf(p.bytes(p.byte())))],
  [0x47 /* BINFLOAT */, (p) => p.push(p.bytes(8).readDoubleBE())],
  [0x54 /* BINSTRING */, (p) => p.push(p.bytes(p.uint32()))],
  [0x55 /* SHORT_BINSTRING */, (p) => p.push(p.bytes(p.byte()))],
  [0x42 /* BINBYTES */, (p) => p.push(p.bytes(p.uint32()))],
  [0x43 /* SHORT_BINBYTES */, (p) => p.push(p.bytes(p.byte()))],
  [0x8e /* BINBYTES8 */, (p) => p.push(p.bytes(p.uint64()))],
  [0x96 /* BYTEARRAY8 */, (p) => p.push(p.bytes(p.uint64()))],
  // Nobody writes to the bytes anyway.
  [0x98 /* READONLY_BUFFER */, () => {}],
  [0x58 /* BINUNICODE */, (p) => p.push(p.bytes(p.uint32()).toString("utf8"))],
  [0x8c /* SHORT_BINUNICODE */, (p) => p.push(p.bytes(p.byte()).toString("utf8"))],
  [0x29 /* EMPTY_TUPLE */, (p) => p.push([])],
  [0x85 /* TUPLE1 */, (p) => p.push(p.last(1))],
  [0x86 /* TUPLE2 */, (p) => p.push(p.last(2))],
  [0x87 /* TUPLE3 */, (p) => p.push(p.last(3))],
  [0x74 /* TUPLE */, (p) => p.push(p.sinceMark())],
  [0x5d /* EMPTY_LIST */, (p) => p.push([])],
  [0x61 /* APPEND */, (p) => append(p.last(1), p.top())],
  [0x65 /* APPENDS */, (p) => append(p.sinceMark(), p.top())],
  [0x7d /* EMPTY_DICT */, (p) => p.push(new Map())],
  [0x73 /* SETITEM */, (p) => setItems(p.last(2), p.top())],
  [0x75 /* SETITEMS */, (p) => setItems(p.sinceMark(), p.top())],
  [0x63 /* GLOBAL */, (p) => p.push(new Global(`${p.line()}.${p.line()}`))],
  [0x93 /* STACK_GLOBAL */, (p) => p.push(new Global(p.last(2).map(textOf).join(".")))],
  [0x52 /* REDUCE */, (p) => p.push(made(p.last(2)))],
  [0x62 /* BUILD */, (p) => build(p.last(1)[0], p.top())],
]);

/** A pickle on its way through: what is still to be read, and what has been put together. */
class Program {
  readonly memo = new Map<number, unknown>();
  readonly #data: Buffer;
  #at = 0;
  readonly #stack: unknown[] = [];
  /** Where in the stack the marks are. */
  readonly #marks: number[] = [];

  constructor(data: Buffer) {
    this.#data = data;
  }

  bytes(length: number): Buffer {
    const bytes = this.#data.subarray(this.#at, this.#at + length);
    if (bytes.length < length) throw new TakeFault("a pickle that is cut short");
    this.#at += length;
    return bytes;
  }

  byte(): number {
    return this.bytes(1)[0]!;
  }

  uint32(): number {
    return this.bytes(4).readUInt32LE();
  }

  uint64(): number {
    return Number(this.bytes(8).readBigUInt64LE());
  }

  line(): string {
    const end = this.#data.indexOf("\n", this.#at);
    if (end < 0 || end - this.#at > LONGEST_NAME) throw unsound();
    return this.bytes(end + 1 - this.#at)
      .toString("utf8")
      .trimEnd();
  }

  push(value: unknown): void {
    this.#stack.push(value);
  }

  pop(): unknown {
    return this.last(1)[0];
  }

  top(): unknown {
    return this.#stack.at(-1);
  }

  last(count: number): unknown[] {
    if (this.#stack.length < count) throw unsound();
    return this.#stack.splice(-count);
  }

  mark(): void {
    this.#marks.push(this.#stack.length);
  }

  sinceMark(): unknown[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw unsound();
    return this.#stack.splice(mark);
  }
}

const unsound = () => new TakeFault("a pickle that does not add up, expected a dictionary of NumPy arrays");

function checkProtocol(protocol: number): void {
  if (protocol > NEWEST_PROTOCOL)
    throw new TakeFault(`a pickle of protocol ${protocol}, expected 2 to ${NEWEST_PROTOCOL}`);
}

/** Longer numbers than these are in no array's shape. */
function longOf(bytes: Buffer): number {
  if (bytes.length > 6) throw unsound();
  return bytes.length === 0 ? 0 : bytes.readIntLE(0, bytes.length);
}

function append(items: readonly unknown[], list: unknown): void {
  if (!Array.isArray(list)) throw unsound();
  for (const item of items) list.push(item);
}

function setItems(items: readonly unknown[], map: unknown): void {
  if (!(map instanceof Map)) throw unsound();
  for (let i = 0; i + 1 < items.length; i += 2) map.set(items[i], items[i + 1]);
}
