import { crc32, deflateRawSync } from "node:zlib";

/** An array as tests write it: numbers as floats of 8 bytes, in C order. */
export interface WrittenArray {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

export const shaped = (shape: readonly number[], values: readonly number[]): WrittenArray => ({
  shape,
  values,
});

const bytesOf = ({ values }: WrittenArray): Buffer => Buffer.from(Float64Array.from(values).buffer);
const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const uint16 = (value: number): Buffer => uint32(value).subarray(0, 2);

/** A file as `numpy.save` writes it. */
export function npy(array: WrittenArray, { type = "<f8", bytes = bytesOf(array) } = {}): Buffer {
  const shape = array.shape.map((size) => `${size},`).join(" ");
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape}), }\n`;
  return Buffer.concat([
    Buffer.from("\x93NUMPY\x01\0", "latin1"),
    uint16(header.length),
    Buffer.from(header),
    bytes,
  ]);
}

/** A zip file with these files in it, packed. `claimed` is how large each says that it is. */
export function zip(files: Readonly<Record<string, Buffer>>, claimed?: number): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content);
    const about = Buffer.concat([
      ...[uint16(20), uint16(0), uint16(8), uint32(0), uint32(crc32(content))],
      ...[uint32(packed.length), uint32(claimed ?? content.length), uint16(name.length), uint16(0)],
    ]);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), about, Buffer.from(name), packed]);
    directory.push(
      Buffer.concat([
        ...[Buffer.from("PK\x01\x02"), uint16(20), about, uint16(0), uint16(0), uint16(0), uint32(0)],
        ...[uint32(at), Buffer.from(name)],
      ]),
    );
    parts.push(local);
    at += local.length;
  }
  const entries = Buffer.concat(directory);
  const count = uint16(directory.length);
  const end = [
    Buffer.from("PK\x05\x06"),
    uint32(0),
    count,
    count,
    uint32(entries.length),
    uint32(at),
    uint16(0),
  ];
  return Buffer.concat([...parts, entries, ...end]);
}

/** A file as `numpy.savez_compressed` writes it. */
export const npz = (arrays: Readonly<Record<string, WrittenArray>>): Buffer =>
  zip(Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${name}.npy`, npy(array)])));

const text = (value: string): Buffer =>
  Buffer.concat([Buffer.from("X"), uint32(value.length), Buffer.from(value)]);
const int = (value: number): Buffer => Buffer.concat([Buffer.from("J"), uint32(value)]);

/** A dictionary of arrays as Python's pickle module writes it, protocol 3. */
export function pickle(arrays: Readonly<Record<string, WrittenArray>>): Buffer {
  const items = Object.entries(arrays).flatMap(([name, array]) => {
    const bytes = bytesOf(array);
    return [
      ...[
        text(name),
        Buffer.from(
          "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\x85C\x01b\x87R(K\x01",
          "latin1",
        ),
      ],
      ...[Buffer.from("("), ...array.shape.map(int), Buffer.from("tcnumpy\ndtype\n"), text("f8")],
      ...[
        Buffer.from("\x89\x88\x87R(K\x03", "latin1"),
        text("<"),
        Buffer.from("NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\0tb\x89B", "latin1"),
      ],
      ...[uint32(bytes.length), bytes, Buffer.from("tb")],
    ];
  });
  return Buffer.concat([Buffer.from("\x80\x03}(", "latin1"), ...items, Buffer.from("u.")]);
}
