import { quote, TakeFault } from "../../../take.ts";
import { type NumpyArray, numpyArray } from "./array.ts";

/*
 * What a pickle puts together. Nothing of it is copied before the end: a pickle may say a hundred times to make an array
 * of the same bytes.
 */

/** A function or class that a pickle names. */
export class Global {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** What Python's `__setstate__` of an array is given, unchecked. */
interface ArrayState {
  readonly shape: unknown;
  readonly type: unknown;
  readonly isFortran: unknown;
  readonly bytes: unknown;
}

/** An array, which a pickle first makes and then fills. */
export class PickledArray {
  state: ArrayState | null = null;

  constructor(state: ArrayState | null = null) {
    this.state = state;
  }

  /** @throws TakeFault where it has no numbers. */
  read(): NumpyArray {
    const { shape, type, isFortran, bytes } = this.state ?? {};
    const data = bytes instanceof Latin1 ? Buffer.from(bytes.text, "latin1") : bytes;
    if (!(type instanceof NumberType) || !Array.isArray(shape) || !(data instanceof Uint8Array))
      throw new TakeFault("a pickled array of objects, expected one of numbers");
    return numpyArray({ shape, type: type.order + type.name, isFortran: Boolean(isFortran) }, data);
  }
}

/** The type of an array's numbers, such as f8, which is given its byte order afterwards. */
class NumberType {
  order = "|";
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Bytes as text: protocol 2 has no other. */
class Latin1 {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const LONGEST_NAME = 200;
/** Where NumPy's functions have lived in its versions. */
const NUMPY = /^numpy\.(?:core|_core)\.(?:multiarray|numeric)\./;

/** What a function would have made of its arguments; only those are known that make arrays. @throws TakeFault */
export function made([of, given]: readonly unknown[]): unknown {
  const name = of instanceof Global ? of.name : "what it made itself";
  const values = Array.isArray(given) ? (given as readonly unknown[]) : [];
  switch (name.replace(NUMPY, "numpy.")) {
    case "numpy._reconstruct":
      return new PickledArray();
    case "numpy._frombuffer": {
      const [bytes, type, shape, order] = values;
      return new PickledArray({ shape, type, isFortran: order === "F", bytes });
    }
    case "numpy.dtype":
      return new NumberType(textOf(values[0]));
    // A single number, which says nothing of keypoints.
    case "numpy.scalar":
      return null;
    case "_codecs.encode":
      return new Latin1(textOf(values[0]));
    default:
      throw new TakeFault(`a pickle that calls ${quote(name)}, expected a dictionary of NumPy arrays`);
  }
}

/** Gives an array, or a type of numbers, the state that it was pickled with. @throws TakeFault */
export function build(state: unknown, target: unknown): void {
  const values = Array.isArray(state) ? (state as readonly unknown[]) : [];
  if (target instanceof NumberType) target.order = textOf(values[1]);
  else if (target instanceof PickledArray) {
    const [, shape, type, isFortran, bytes] = values;
    target.state = { shape, type, isFortran, bytes };
  } else throw new TakeFault("a pickle of something else, expected a dictionary of NumPy arrays");
}

/** Python 2 writes its text as bytes. @throws TakeFault */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof Uint8Array && value.length <= LONGEST_NAME)
    return Buffer.from(value).toString("latin1");
  throw new TakeFault("a pickle with something else where a name is expected");
}
