import { expect, test } from "vitest";
import { parseNpy, readNpz } from "../../../../../../main/archive/import/keypoints/numpy/npz.ts";
import { TakeFault } from "../../../../../../main/archive/take.ts";
import { npy, npz, shaped, zip } from "../../../../../support/numpy-files.ts";

const array = shaped([2, 3], [1, 2, 3, 4, 5, Number.NaN]);
const read = { shape: [2, 3], values: Float64Array.from(array.values) };
const NAMES = ["keypoints3d"];
const MOST = 1e6;

test("of an archive those arrays are read that are asked for", async () => {
  const data = npz({ keypoints3d: array, other: array });
  expect(await readNpz(data, NAMES, MOST)).toEqual(new Map([["keypoints3d", read]]));
});

test.each<[string, Buffer, RegExp]>([
  ["is no zip", Buffer.from("PK and nothing"), /no whole zip file/],
  ["is cut short", npz({ keypoints3d: array }).subarray(0, 150), /no whole zip file/],
  [
    "unpacks to too much",
    zip({ "keypoints3d.npy": Buffer.alloc(2e6) }),
    /unpacks to more than 1000000 bytes/,
  ],
  ["unpacks to more than it says", zip({ "keypoints3d.npy": Buffer.alloc(2e6) }, 100), /no whole zip file/],
  [
    "holds thousands",
    zip(Object.fromEntries(Array.from({ length: 1100 }, (_, n) => [`${n}.npy`, npy(array)]))),
    /1100 files in it/,
  ],
  ["holds a text", zip({ "keypoints3d.npy": Buffer.from("Dear diary, today") }), /no NumPy array/],
])("an archive that %s is refused", async (_, data, message) => {
  await expect(readNpz(data, NAMES, MOST)).rejects.toThrow(TakeFault);
  await expect(readNpz(data, NAMES, MOST)).rejects.toThrow(message);
});

test.each<[string, Buffer, RegExp]>([
  ["of objects", npy(array, { type: "|O" }), /an array of type \|O, expected numbers/],
  ["of text", npy(array, { type: "<U8" }), /an array of type <U8, expected numbers/],
  [
    "that is shorter than its shape",
    npy({ ...array, shape: [1e6, 1e6] }),
    /of 48 bytes, expected 8000000000000/,
  ],
  [
    "without a description",
    Buffer.from("\x93NUMPY\x01\0\x04\0None", "latin1"),
    /an array described as "None"/,
  ],
  ["that is cut short", Buffer.from("\x93NUMPY\x01", "latin1"), /cut short/],
])("an array %s is refused", (_, data, message) => {
  expect(() => parseNpy(data)).toThrow(TakeFault);
  expect(() => parseNpy(data)).toThrow(message);
});
