import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MAP_FILE, openMap, type PoseMap, saveMap } from "../../../../main/archive/map/map-file.ts";
import { encodeArrays } from "../../../../main/system/files/array-file.ts";
import { emptyFolder } from "../../../support/folder.ts";

const MAP: PoseMap = {
  fingerprint: "of these moments",
  places: Float32Array.of(0, 0.25, 1, 0.5, 0.125, 0),
  fitted: Uint32Array.of(0, 2),
  made: { fitted: 2, neighbours: 1, epochs: 3, seed: 7, trustworthiness: 0.875 },
};

test("a map is read as it was written, and written over as a whole", async () => {
  const folder = emptyFolder();
  await saveMap(folder, MAP);
  expect(await openMap(folder)).toEqual(MAP);
  const smaller = { ...MAP, places: MAP.places.slice(0, 2), fitted: Uint32Array.of(0) };
  await saveMap(folder, smaller);
  expect(await openMap(folder)).toEqual(smaller);
});

test("a map that is not there, damaged, cut off or something else is refused in one line that names it", async () => {
  const folder = emptyFolder();
  const file = join(folder, MAP_FILE);
  await expect(openMap(folder)).rejects.toThrow(
    `${file}: is not there, expected a map of poses as \`continuo map\` makes it`,
  );
  await saveMap(folder, MAP);
  const whole = readFileSync(file);
  const flipped = Buffer.from(whole);
  flipped[whole.length - 3]! ^= 1;
  const about = { format: "continuo-map", layout: 2, fingerprint: "x", made: MAP.made };
  const other = encodeArrays({ ...about, layout: 99 }, { places: MAP.places, fitted: MAP.fitted });
  const odd = encodeArrays(about, { places: MAP.places.subarray(1), fitted: MAP.fitted });
  const kind = encodeArrays(about, { places: new Uint8Array(6), fitted: MAP.fitted });
  const beyond = encodeArrays(about, { places: MAP.places, fitted: Uint32Array.of(0, 3) });
  const unfit = "its parts do not fit together";
  const none = "its first line is none of this layout";
  for (const [content, why] of [
    [flipped, "damaged"],
    [whole.subarray(0, -8), "damaged"],
    [other, none],
    [odd, unfit],
    [beyond, unfit],
    [kind, none],
    [Buffer.from('{"about":{},"arrays":[null],"sha256":""}\n'), none],
    [Buffer.from('{"about":{},"arrays":[{"name":"a","kind":"toString","length":1}],"sha256":""}\n'), none],
    [Buffer.alloc(0), none],
  ] as const) {
    writeFileSync(file, content);
    await expect(openMap(folder)).rejects.toThrow(`${file}: ${why}, expected a map of poses`);
  }
});
