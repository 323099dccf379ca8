import { describe, expect, test } from "vitest";
import { layOutMoments } from "../../../../main/archive/map/lay-out-moments.ts";
import { placingOn } from "../../../../main/archive/map/placing.ts";
import { largeArchive } from "../../../support/large-archive.ts";
import { sharedData } from "../../../support/shared-data.ts";

/** Of the first system of this kind. */
const POSES = 386_000;
const MINUTES = 15;

const folder = sharedData("mocap/clean");

describe.skipIf(folder === null)("a map of 386,000 poses (../shared/data)", () => {
  test("is made in time and with flat memory, can be trusted, and places another pose at once", async () => {
    const { moments } = await largeArchive(folder!, POSES).build(async () => {});
    expect(moments.trackOf).toHaveLength(POSES);
    const begun = performance.now();
    const memory: number[] = [];
    const map = layOutMoments({ ...moments, seed: 1 }, ({ phase }) => {
      if (phase === "placing") memory.push(process.memoryUsage().rss);
    });
    const minutes = (performance.now() - begun) / 60_000;
    const place = placingOn({ ...map, fingerprint: "" }, moments);
    const taken: number[] = [];
    for (let moment = 0; moment < POSES; moment += 97) {
      const point = moments.points.slice(24 * moment, 24 * (moment + 1));
      const at = performance.now();
      const [x, y] = place(point);
      taken.push(performance.now() - at);
      expect(Number.isFinite(x + y)).toBe(true);
    }
    const p50 = taken.sort((a, b) => a - b)[taken.length >> 1]!;
    const { trustworthiness } = map.made;
    console.log({ minutes, trustworthiness, placing: `${p50} ms`, rss: memory.at(-1)! / 1e6 });
    expect(minutes).toBeLessThan(MINUTES);
    expect(trustworthiness).toBeGreaterThan(0.9);
    expect(memory.at(-1)! - memory[0]!).toBeLessThan(1e8);
    expect(p50).toBeLessThan(3);
  });
});
