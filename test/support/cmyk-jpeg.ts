/**
 * The smallest JPEG of four inks, as printers and Adobe's programs write them (which is upside down: 255 is no ink):
 * 16 wide and 8 high, white paper on the left and black ink on the right. Nothing but the mean of each block is in it.
 */
export const cmykJpeg: Buffer = Buffer.concat([
  Buffer.from([0xff, 0xd8]),
  segment(0xee, [...Buffer.from("Adobe"), 0, 100, 0, 0, 0, 0, 0]),
  segment(0xdb, [0, ...new Array<number>(64).fill(1)]),
  segment(0xc0, [8, 0, 8, 0, 16, 4, ...[1, 2, 3, 4].flatMap((ink) => [ink, 0x11, 0])]),
  // Means: codes 00, 01 and 10 for a difference of 0, 10 and 11 bits. The rest of a block: code 0, nothing more.
  segment(0xc4, [0x00, 0, 3, ...new Array<number>(14).fill(0), 0, 10, 11]),
  segment(0xc4, [0x10, 1, ...new Array<number>(15).fill(0), 0]),
  segment(0xda, [4, ...[1, 2, 3, 4].flatMap((ink) => [ink, 0x00]), 0, 63, 0]),
  scan(),
  Buffer.from([0xff, 0xd9]),
]);

function segment(marker: number, content: readonly number[]): Buffer {
  const length = content.length + 2;
  return Buffer.from([0xff, marker, length >> 8, length & 0xff, ...content]);
}

/** White: each ink's mean is 127 above the middle, times 8. Then black ink alone falls to 128 below it. */
function scan(): Buffer {
  const white = `01${(1016).toString(2)}0`;
  const black = `10${(2047 - 2040).toString(2).padStart(11, "0")}0`;
  const bits = white.repeat(4) + "000".repeat(3) + black;
  const bytes = bits.padEnd(8 * Math.ceil(bits.length / 8), "1").match(/.{8}/g) ?? [];
  // A byte of ones is followed by one of zeros, so that it is no marker.
  return Buffer.from(
    bytes.map((byte) => Number.parseInt(byte, 2)).flatMap((byte) => (byte === 255 ? [255, 0] : [byte])),
  );
}
