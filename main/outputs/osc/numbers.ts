/** Room for numbers that are read together, side by side: small arrays far apart are many times slower to read. */
export class Numbers {
  readonly #block: number;
  #free = new Float64Array(0);

  /** @param block numbers for which there is room at least before more is made */
  constructor(block = 0) {
    this.#block = block;
  }

  take(count: number): Float64Array {
    if (count > this.#free.length) this.#free = new Float64Array(Math.max(this.#block, count));
    const taken = this.#free.subarray(0, count);
    this.#free = this.#free.subarray(count);
    return taken;
  }
}

/** As many as six people and partners are told in, and some more. */
export const TABLE_BLOCK = 2048;

/** Where in its block a number is. */
export function placeOf(values: Float64Array, index: number): number {
  return values.byteOffset / values.BYTES_PER_ELEMENT + index;
}

const blocks = new WeakMap<ArrayBufferLike, Float64Array>();

/** The block that some numbers are in: the same array for all who read it. */
export function blockOf({ buffer }: Float64Array): Float64Array {
  const block = blocks.get(buffer) ?? new Float64Array(buffer);
  blocks.set(buffer, block);
  return block;
}
