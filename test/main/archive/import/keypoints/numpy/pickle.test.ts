import { expect, test } from "vitest";
import { readPickle } from "../../../../../../main/archive/import/keypoints/numpy/pickle.ts";
import { TakeFault } from "../../../../../../main/archive/take.ts";
import { pickle, shaped } from "../../../../../support/numpy-files.ts";

const NAMES = ["keypoints3d", "timestamps"];

/**
 * What Python wrote of {"keypoints3d": float32 of shape (1, 2, 3), "timestamps": big-endian int64, "fps": a NumPy float},
 * by protocol; the last one in Fortran order, without the others.
 */
const WRITTEN = {
  2: "gAJ9cQAoWAsAAABrZXlwb2ludHMzZHEBY251bXB5Ll9jb3JlLm11bHRpYXJyYXkKX3JlY29uc3RydWN0CnECY251bXB5Cm5kYXJyYXkKcQNLAIVxBGNfY29kZWNzCmVuY29kZQpxBVgBAAAAYnEGWAYAAABsYXRpbjFxB4ZxCFJxCYdxClJxCyhLAUsBSwJLA4dxDGNudW1weQpkdHlwZQpxDVgCAAAAZjRxDomIh3EPUnEQKEsDWAEAAAA8cRFOTk5K/////0r/////SwB0cRJiiWgFWBoAAAAAAAAAAAAAPwAAwoA/AADDgD8AAABAAAAgQHETaAeGcRRScRV0cRZiWAoAAAB0aW1lc3RhbXBzcRdoAmgDSwCFcRhoCYdxGVJxGihLAUsChXEbaA1YAgAAAGk4cRyJiIdxHVJxHihLA1gBAAAAPnEfTk5OSv////9K/////0sAdHEgYoloBVgQAAAAAAAAAAAAAAAAAAAAAABBG3EhaAeGcSJScSN0cSRiWAMAAABmcHNxJWNudW1weS5fY29yZS5tdWx0aWFycmF5CnNjYWxhcgpxJmgNWAIAAABmOHEniYiHcShScSkoSwNoEU5OTkr/////Sv////9LAHRxKmJoBVgIAAAAAAAAAAAATkBxK2gHhnEsUnEthnEuUnEvdS4=",
  3: "gAN9cQAoWAsAAABrZXlwb2ludHMzZHEBY251bXB5Ll9jb3JlLm11bHRpYXJyYXkKX3JlY29uc3RydWN0CnECY251bXB5Cm5kYXJyYXkKcQNLAIVxBEMBYnEFh3EGUnEHKEsBSwFLAksDh3EIY251bXB5CmR0eXBlCnEJWAIAAABmNHEKiYiHcQtScQwoSwNYAQAAADxxDU5OTkr/////Sv////9LAHRxDmKJQxgAAAAAAAAAPwAAgD8AAMA/AAAAQAAAIEBxD3RxEGJYCgAAAHRpbWVzdGFtcHNxEWgCaANLAIVxEmgFh3ETUnEUKEsBSwKFcRVoCVgCAAAAaThxFomIh3EXUnEYKEsDWAEAAAA+cRlOTk5K/////0r/////SwB0cRpiiUMQAAAAAAAAAAAAAAAAAABBG3EbdHEcYlgDAAAAZnBzcR1jbnVtcHkuX2NvcmUubXVsdGlhcnJheQpzY2FsYXIKcR5oCVgCAAAAZjhxH4mIh3EgUnEhKEsDaA1OTk5K/////0r/////SwB0cSJiQwgAAAAAAABOQHEjhnEkUnEldS4=",
  4: "gASVXAEAAAAAAAB9lCiMC2tleXBvaW50czNklIwWbnVtcHkuX2NvcmUubXVsdGlhcnJheZSMDF9yZWNvbnN0cnVjdJSTlIwFbnVtcHmUjAduZGFycmF5lJOUSwCFlEMBYpSHlFKUKEsBSwFLAksDh5RoBYwFZHR5cGWUk5SMAmY0lImIh5RSlChLA4wBPJROTk5K/////0r/////SwB0lGKJQxgAAAAAAAAAPwAAgD8AAMA/AAAAQAAAIECUdJRijAp0aW1lc3RhbXBzlGgEaAdLAIWUaAmHlFKUKEsBSwKFlGgOjAJpOJSJiIeUUpQoSwOMAT6UTk5OSv////9K/////0sAdJRiiUMQAAAAAAAAAAAAAAAAAABBG5R0lGKMA2Zwc5RoAowGc2NhbGFylJOUaA6MAmY4lImIh5RSlChLA2gSTk5OSv////9K/////0sAdJRiQwgAAAAAAABOQJSGlFKUdS4=",
  5: "gAWVWQEAAAAAAAB9lCiMC2tleXBvaW50czNklIwTbnVtcHkuX2NvcmUubnVtZXJpY5SMC19mcm9tYnVmZmVylJOUKJYYAAAAAAAAAAAAAAAAAAA/AACAPwAAwD8AAABAAAAgQJSMBW51bXB5lIwFZHR5cGWUk5SMAmY0lImIh5RSlChLA4wBPJROTk5K/////0r/////SwB0lGJLAUsCSwOHlIwBQ5R0lFKUjAp0aW1lc3RhbXBzlGgEKJYQAAAAAAAAAAAAAAAAAAAAAAAAAAAAQRuUaAiMAmk4lImIh5RSlChLA4wBPpROTk5K/////0r/////SwB0lGJLAoWUaA90lFKUjANmcHOUjBZudW1weS5fY29yZS5tdWx0aWFycmF5lIwGc2NhbGFylJOUaAiMAmY4lImIh5RSlChLA2gMTk5OSv////9K/////0sAdJRiQwgAAAAAAABOQJSGlFKUdS4=",
};
const FORTRAN =
  "gASVtgAAAAAAAAB9lIwLa2V5cG9pbnRzM2SUjBZudW1weS5fY29yZS5tdWx0aWFycmF5lIwMX3JlY29uc3RydWN0lJOUjAVudW1weZSMB25kYXJyYXmUk5RLAIWUQwFilIeUUpQoSwFLAUsCSwOHlGgFjAVkdHlwZZSTlIwCZjSUiYiHlFKUKEsDjAE8lE5OTkr/////Sv////9LAHSUYohDGAAAAAAAAMA/AAAAPwAAAEAAAIA/AAAgQJR0lGJzLg==";

const bytes = (base64: string) => Buffer.from(base64, "base64");

test.each(Object.entries(WRITTEN))("protocol %s gives the arrays that Python pickled", (_, base64) => {
  const arrays = readPickle(bytes(base64), NAMES);
  expect(arrays.get("keypoints3d")?.shape).toEqual([1, 2, 3]);
  expect([...arrays.get("keypoints3d")!.values]).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
  expect([...arrays.get("timestamps")!.values]).toEqual([0, 16667]);
});

test("an array in Fortran order is read in ours", () => {
  const [array] = readPickle(bytes(FORTRAN), NAMES).values();
  expect([...array!.values]).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
});

const written = bytes(WRITTEN[3]);
const program = (code: string) => Buffer.from(`\x80\x03${code}`, "latin1");

test.each<[string, Buffer, string]>([
  ["calls a program", program("cos\nsystem\nX\x05\0\0\0false\x85R."), "a pickle that calls os.system"],
  ["opens a file", program("cbuiltins\nopen\nX\x01\0\0\0x\x85R."), "a pickle that calls builtins.open"],
  ["makes an object of its own", program("cos\nPathLike\n)\x81."), "a pickle with instruction 129"],
  [
    "looks like NumPy",
    program("cnumpy.core.multiarray.evil\n_reconstruct\n)R."),
    "a pickle that calls numpy.core",
  ],
  ["calls what it made", program("})R."), "a pickle that calls what it made itself"],
  ["is of another protocol", Buffer.from([0x80, 9, 0x2e]), "a pickle of protocol 9, expected 2 to 5"],
  ["is no dictionary", program("N."), "a pickle of something else, expected a dictionary"],
  ["is cut short", written.subarray(0, 200), "a pickle that is cut short"],
  ["takes what is not there", program("t."), "a pickle that does not add up"],
  ["ends with nothing", program("."), "a pickle that does not add up"],
  [
    "never ends",
    Buffer.concat([program(""), Buffer.alloc(1_100_000, "N")]),
    "more than 1000000 instructions",
  ],
  ["says it is longer", program("B\xff\xff\xff\xffx."), "a pickle that is cut short"],
  ["says it is without end", program("\x8e\xff\xff\xff\xff\xff\xff\xff\xffx."), "a pickle that is cut short"],
])("a pickle that %s is refused, and nothing of it is done", (_, data, message) => {
  expect(() => readPickle(data, NAMES)).toThrow(TakeFault);
  expect(() => readPickle(data, NAMES)).toThrow(message);
});

test("lists of lists of themselves are not walked through", () => {
  // Each is a pair of the one before: a thousand of them have more leaves than there are atoms.
  const pairs = program(`]q\0${"h\0h\0\x86q\0".repeat(1000)}0cnumpy\ndtype\nh\0\x85R.`);
  expect(() => readPickle(pairs, NAMES)).toThrow("a pickle with something else where a name is expected");
  const shape = program(
    `]q\0${"h\0h\0\x86q\0".repeat(1000)}0}X\x0b\0\0\0keypoints3dcnumpy.core.multiarray\n_frombuffer\n(C\x08aaaaaaaacnumpy\ndtype\nX\x02\0\0\0f8\x85Rh\0X\x01\0\0\0CtRs.`,
  );
  expect(() => readPickle(shape, NAMES)).toThrow(/whose shape is no list/);
});

test("one buffer made into arrays a thousand times takes no room for those that nobody asked for", () => {
  const big = Buffer.alloc(8e6);
  const arrays = Array.from(
    { length: 1000 },
    () =>
      "cnumpy.core.multiarray\n_frombuffer\n(h\x01cnumpy\ndtype\nX\x02\0\0\0f8\x85RJ\x40\x42\x0f\0\x85X\x01\0\0\0CtR",
  );
  const head = Buffer.from("\x80\x03}B\0\x12\x7a\0", "latin1");
  const data = Buffer.concat([head, big, Buffer.from(`q\x010${arrays.join("")}.`, "latin1")]);
  const before = process.memoryUsage().rss;
  expect(() => readPickle(data, NAMES)).toThrow("a pickle of something else");
  expect(process.memoryUsage().rss - before).toBeLessThan(2e8);
});

test("what the tests write is read as what Python writes", () => {
  const array = shaped([1, 2, 3], [0, 0.5, 1, 1.5, 2, 2.5]);
  expect(readPickle(pickle({ keypoints3d: array, other: array }), NAMES)).toEqual(
    new Map([["keypoints3d", { shape: array.shape, values: Float64Array.from(array.values) }]]),
  );
});
