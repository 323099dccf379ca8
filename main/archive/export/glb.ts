/*
 * The container of glTF 2.0 (Khronos, section 4.4): a chunk of JSON and one of numbers. Written by hand, since all that a
 * dance needs of the format is here.
 */

type Numbers = Float32Array | Uint16Array | Uint8Array;
type Shape = "SCALAR" | "VEC3" | "VEC4" | "MAT4";

const SIZES: Readonly<Record<Shape, number>> = { SCALAR: 1, VEC3: 3, VEC4: 4, MAT4: 16 };
/** What a view of the numbers is for. */
const TARGETS = { vertices: 34_962, indices: 34_963 } as const;
const MAGIC = 0x46546c67;
const JSON_CHUNK = 0x4e4f534a;
const BIN_CHUNK = 0x004e4942;

const componentOf = (numbers: Numbers): number =>
  numbers instanceof Float32Array ? 5126 : numbers instanceof Uint16Array ? 5123 : 5121;
const padded = (bytes: number): number => Math.ceil(bytes / 4) * 4;

/** The numbers of a glTF file, each array an accessor with a view of its own. */
export class GlbNumbers {
  readonly #accessors: object[] = [];
  readonly #views: object[] = [];
  readonly #arrays: Numbers[] = [];
  #length = 0;

  /** @returns the index of the accessor. @param bounds whether the file has to say between what they lie */
  add(
    numbers: Numbers,
    type: Shape,
    { target, bounds = false }: { readonly target?: keyof typeof TARGETS; readonly bounds?: boolean } = {},
  ): number {
    const { byteLength } = numbers;
    const view = { buffer: 0, byteOffset: this.#length, byteLength };
    this.#views.push({ ...view, ...(target && { target: TARGETS[target] }) });
    const accessor = { bufferView: this.#views.length - 1, componentType: componentOf(numbers), type };
    const limits = bounds ? boundsOf(numbers, SIZES[type]) : {};
    this.#accessors.push({ ...accessor, count: numbers.length / SIZES[type], ...limits });
    this.#arrays.push(numbers);
    this.#length += padded(byteLength);
    return this.#accessors.length - 1;
  }

  /** The file, piece by piece. @param document what the JSON says beside its numbers. */
  *file(document: object): Generator<Uint8Array> {
    const { accessors, bufferViews } = { accessors: this.#accessors, bufferViews: this.#views };
    const text = JSON.stringify({
      ...document,
      accessors,
      bufferViews,
      buffers: [{ byteLength: this.#length }],
    });
    const json = Buffer.from(text);
    const jsonLength = padded(json.length);
    const total = 12 + 8 + jsonLength + 8 + this.#length;
    yield words(MAGIC, 2, total, jsonLength, JSON_CHUNK);
    yield Buffer.concat([json, Buffer.alloc(jsonLength - json.length, " ")]);
    yield words(this.#length, BIN_CHUNK);
    for (const { buffer, byteOffset, byteLength } of this.#arrays) {
      yield new Uint8Array(buffer, byteOffset, byteLength);
      if (byteLength % 4 > 0) yield new Uint8Array(4 - (byteLength % 4));
    }
  }
}

function boundsOf(numbers: Numbers, size: number): { readonly min: number[]; readonly max: number[] } {
  const min = new Array<number>(size).fill(Number.POSITIVE_INFINITY);
  const max = new Array<number>(size).fill(Number.NEGATIVE_INFINITY);
  for (const [i, value] of numbers.entries()) {
    min[i % size] = Math.min(min[i % size]!, value);
    max[i % size] = Math.max(max[i % size]!, value);
  }
  return { min, max };
}

/** Little-endian, whatever the machine. */
function words(...values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) bytes.writeUInt32LE(value, 4 * i);
  return bytes;
}
