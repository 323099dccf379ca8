/** Bytes of a picture, of which each number has another one; the same number always has the same. */
export function pixels(n: number, noise = 0): Uint8Array {
  return Uint8Array.from({ length: 2000 }, (_, at) => 60 + ((at * 7 + n * 31) % 97) + (at % 2) * noise);
}
