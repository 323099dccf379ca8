import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { convertBvh, IMPORT_FPS } from "../../../../../main/archive/import/bvh/convert.ts";
import { J } from "../../../../../shared/skeleton.ts";
import { LONG } from "../../../../support/long.ts";
import { sharedData } from "../../../../support/shared-data.ts";

/*
 * Recorded dance in which nothing is to be cut: ballet leaps, breaking, couples, key-framed emotes.
 */

interface CleanClip {
  readonly clip: string;
  readonly file: string;
  readonly active: readonly [number, number];
}

/** Ballet leaps, one that turns a leg inside out, breaking on hands and head, and key-framed steps. */
const EVERYDAY = ["05_06", "05_08", "05_16", "05_19", "85_12", "131_07", "Gabber"];

const folder = sharedData("mocap/clean");
const { clips } =
  folder === null
    ? { clips: [] }
    : (JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as { clips: readonly CleanClip[] });
const tried = clips.filter(({ clip }) => LONG || EVERYDAY.includes(clip));

describe.skipIf(folder === null)("clean dances (../shared/data)", { timeout: 60_000 }, () => {
  test("are all there", () => expect(tried).toHaveLength(LONG ? 123 : EVERYDAY.length));

  test.each(tried)(
    "$clip comes in whole, with hands that a body can have and feet on the floor",
    ({ file, active }) => {
      const text = gunzipSync(readFileSync(join(folder!, file))).toString();
      const { pieces, cut } = convertBvh(text, file);
      expect({ pieces: pieces.length, cut }).toEqual({ pieces: 1, cut: 0 });
      const frames = pieces[0]!.map(({ people }) => people[0]!);
      expect((frames.length - 1) / IMPORT_FPS).toBeGreaterThan(0.995 * (active[1] - active[0]));

      const at = (f: number, joint: number) => {
        const { body, root } = frames[f]!;
        const { x, y, z } = body![joint]!;
        return [x + root!.x, y + root!.y, z + root!.z];
      };
      for (const wrist of [J.left_wrist, J.right_wrist]) {
        const speeds = frames.slice(1).map((_, f) => {
          const before = at(f, wrist);
          return Math.hypot(...at(f + 1, wrist).map((value, k) => value - before[k]!)) * IMPORT_FPS;
        });
        expect(Math.max(...speeds)).toBeLessThan(12);
      }
      const feet = [J.left_ankle, J.right_ankle, J.left_foot_index, J.right_foot_index];
      const soles = frames.map((_, f) => Math.min(...feet.map((joint) => at(f, joint)[1]!)));
      expect(Math.abs(soles.sort((a, b) => a - b)[Math.floor(0.02 * soles.length)]!)).toBeLessThan(0.03);
    },
  );
});
