import { quote, TakeFault } from "../../../take.ts";

/** An array as NumPy writes it, its numbers in C order: the last axis fastest. */
export interface NumpyArray {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** Nine cameras for half an hour. */
const MOST_NUMBERS = 50_000_000;
/** More axes than any array of keypoints has. */
const MOST_AXES = 8;

type Getter = (view: DataView, at: number, littleEndian: boolean) => number;

/** Numbers that are read, by kind and bytes, as NumPy names them: f8 is a float of 8 bytes. */
const NUMBERS: ReadonlyMap<string, Getter> = new Map([
  ["f4", (view, at, little) => view.getFloat32(at, little)],
  ["f8", (view, at, little) => view.getFloat64(at, little)],
  ["b1", (view, at) => view.getUint8(at)],
  ["i1", (view, at) => view.getInt8(at)],
  ["i2", (view, at, little) => view.getInt16(at, little)],
  ["i4", (view, at, little) => view.getInt32(at, little)],
  ["i8", (view, at, little) => Number(view.getBigInt64(at, little))],
  ["u1", (view, at) => view.getUint8(at)],
  ["u2", (view, at, little) => view.getUint16(at, little)],
  ["u4", (view, at, little) => view.getUint32(at, little)],
  ["u8", (view, at, little) => Number(view.getBigUint64(at, little))],
]);

/** What the bytes of an array are. */
export interface ArrayLayout {
  readonly shape: readonly unknown[];
  /** As NumPy writes it: byte order, kind and bytes, `<f8`. */
  readonly type: string;
  /** Whether the first axis is the fastest. */
  readonly isFortran: boolean;
}

/** @throws TakeFault where the bytes are not the numbers that the layout says. */
export function numpyArray({ shape, type, isFortran }: ArrayLayout, bytes: Uint8Array): NumpyArray {
  const [, order, name = ""] = /^([<>|=]?)([a-z]\d+)$/.exec(type) ?? [];
  const get = NUMBERS.get(name);
  if (!get) throw new TakeFault(`an array of type ${quote(type)}, expected numbers such as <f8`);
  if (shape.length > MOST_AXES || !shape.every(isSize))
    throw new TakeFault(`an array whose shape is no list of at most ${MOST_AXES} sizes`);
  const size = Number(name.slice(1));
  const count = shape.reduce((product, axis) => product * axis, 1);
  if (count * size !== bytes.length)
    throw new TakeFault(`an array of ${bytes.length} bytes, expected ${count * size} for its shape`);
  if (count > MOST_NUMBERS)
    throw new TakeFault(`an array of ${count} numbers, expected at most ${MOST_NUMBERS}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = get(view, i * size, order !== ">");
  return { shape, values: isFortran ? inCOrder(values, shape) : values };
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function inCOrder(values: Float64Array, shape: readonly number[]): Float64Array {
  const result = new Float64Array(values.length);
  const at = new Array<number>(shape.length).fill(0);
  for (const value of values) {
    result[at.reduce((index, here, axis) => index * shape[axis]! + here, 0)] = value;
    for (let axis = 0; axis < shape.length && ++at[axis]! === shape[axis]; axis++) at[axis] = 0;
  }
  return result;
}
