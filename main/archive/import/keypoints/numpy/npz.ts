import { buffer } from "node:stream/consumers";
import { fromBufferPromise } from "yauzl";
import { quote, TakeFault } from "../../../take.ts";
import { type NumpyArray, numpyArray } from "./array.ts";

/** More arrays than any file of keypoints has. */
const MOST_ENTRIES = 1000;
/** How an array begins. */
export const NPY = "\x93NUMPY";

/**
 * The arrays of those names in an archive that `numpy.savez` wrote.
 * @param mostBytes that they may unpack to together.
 * @throws TakeFault
 */
export async function readNpz(
  data: Buffer,
  names: readonly string[],
  mostBytes: number,
): Promise<ReadonlyMap<string, NumpyArray>> {
  try {
    return await arraysIn(data, names, mostBytes);
  } catch (error) {
    if (error instanceof TakeFault) throw error;
    throw new TakeFault(`no whole zip file (${(error as Error).message}), expected arrays of NumPy's`);
  }
}

async function arraysIn(
  data: Buffer,
  names: readonly string[],
  mostBytes: number,
): Promise<ReadonlyMap<string, NumpyArray>> {
  const zip = await fromBufferPromise(data);
  if (zip.entryCount > MOST_ENTRIES)
    throw new TakeFault(`${zip.entryCount} files in it, expected at most ${MOST_ENTRIES} arrays`);
  const arrays = new Map<string, NumpyArray>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.replace(/\.npy$/, "");
    if (!names.includes(name)) continue;
    total += entry.uncompressedSize;
    if (total > mostBytes) throw new TakeFault(`unpacks to more than ${mostBytes} bytes`);
    // The stream fails where it would give more bytes than the entry says.
    arrays.set(name, parseNpy(await buffer(await zip.openReadStreamPromise(entry))));
  }
  return arrays;
}

/** @throws TakeFault */
export function parseNpy(data: Buffer): NumpyArray {
  if (data.toString("latin1", 0, 6) !== NPY) throw new TakeFault("no NumPy array where one is expected");
  // Version 1 has two bytes for the length of the header, later ones four.
  const start = data[6] === 1 ? 10 : 12;
  if (data.length < start) throw new TakeFault("a NumPy array that is cut short");
  const end = start + (start === 10 ? data.readUInt16LE(8) : data.readUInt32LE(8));
  const header = data.toString("latin1", start, Math.min(end, start + 10_000));
  // The header is a Python dictionary; only one that NumPy writes is read.
  const [, type] = /'descr': *'([^']*)'/.exec(header) ?? [];
  const [, isFortran] = /'fortran_order': *(True|False)/.exec(header) ?? [];
  const [, shape] = /'shape': *\(([\d, ]*)\)/.exec(header) ?? [];
  if (type === undefined || isFortran === undefined || shape === undefined)
    throw new TakeFault(`an array described as "${quote(header)}", expected one of numbers`);
  const sizes = shape
    .split(",")
    .filter((size) => size.trim() !== "")
    .map(Number);
  return numpyArray({ shape: sizes, type, isFortran: isFortran === "True" }, data.subarray(end));
}
