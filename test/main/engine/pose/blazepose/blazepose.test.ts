import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createBlazePose } from "../../../../../main/engine/pose/blazepose/blazepose.ts";
import type { NetworkName, NetworkRuntime } from "../../../../../main/engine/pose/blazepose/runtime.ts";
import type { Detection } from "../../../../../main/engine/pose/detector.ts";
import { loadLiteRt } from "../../../../../main/runtime/litert.ts";
import type { ImageFrame } from "../../../../../shared/pose.ts";
import { J } from "../../../../../shared/skeleton.ts";
import { clip } from "../../../../support/clip.ts";
import { describeDetector } from "../../../../support/detector-contract.ts";
import { at, emptyPicture, readStill } from "../../../../support/pictures.ts";
import { type Script, scriptedRuntime } from "../../../../support/scripted-networks.ts";

// Real networks, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let runtime: NetworkRuntime;

beforeAll(async () => {
  runtime = await loadLiteRt({ accelerator: "wasm" });
});
afterAll(() => runtime.dispose());

describeDetector({
  name: "BlazePose lite",
  most: 6,
  open: (maxPeople) => createBlazePose({ runtime, size: "lite", maxPeople }),
});

describe("somebody of whom the landmark network is not sure", () => {
  /** Seen at first, and from the second frame on as given; on how many of 20 frames a tenth of a second apart. */
  async function framesFollowed(found: boolean, presence: number) {
    const script: Script = { found: true, presence: 1, searches: 0 };
    const detector = await createBlazePose({ runtime: scriptedRuntime(script), size: "full", maxPeople: 1 });
    let followed = 0;
    for (let i = 0; i < 20; i++) {
      followed += (await detector.detect(at(i / 10, emptyPicture(128)))).length;
      Object.assign(script, { found, presence });
    }
    return { followed, searches: script.searches };
  }

  test("is followed as long as the person finder sees somebody there", async () => {
    expect(await framesFollowed(true, 0.4)).toEqual({ followed: 20, searches: 4 });
  });

  test("is dropped within half a second when the person finder sees nobody", async () => {
    expect((await framesFollowed(false, 0.8)).followed).toBe(5);
  });

  test("is dropped at once when there is hardly a body", async () => {
    expect((await framesFollowed(false, 0.1)).followed).toBe(1);
  });

  test("needs no proof once it is sure", async () => {
    expect(await framesFollowed(false, 0.99)).toEqual({ followed: 20, searches: 1 });
  });
});

describe("whom BlazePose follows", () => {
  const runs: NetworkName[] = [];
  /** The real runtime, which also notes what runs. */
  const noting = (): NetworkRuntime => ({
    ...runtime,
    async compile(name) {
      const network = await runtime.compile(name);
      return {
        outputSizes: network.outputSizes,
        dispose: () => network.dispose(),
        run(input, outputs) {
          runs.push(name);
          return network.run(input, outputs);
        },
      };
    },
  });
  const searches = () => runs.filter((name) => name === "pose_detection").length;
  let person: ImageFrame;
  let group: ImageFrame;

  beforeAll(async () => {
    [person, group] = await Promise.all([
      readStill(clip("standing.jpg")),
      readStill(clip("three-people.jpg")),
    ]);
  });
  beforeEach(() => {
    runs.length = 0;
  });

  /** Shows the same picture ten times a second; how many people are found each time. */
  async function show(picture: ImageFrame, maxPeople: number, frames: number): Promise<number[]> {
    const detector = await createBlazePose({ runtime: noting(), size: "lite", maxPeople });
    const found: number[] = [];
    for (let i = 0; i < frames; i++) found.push((await detector.detect(at(i / 10, picture))).length);
    detector.dispose();
    return found;
  }

  test("is searched for once, and then the landmarks lead from frame to frame", async () => {
    expect(await show(person, 1, 8)).toEqual(Array(8).fill(1));
    expect(searches()).toBe(1);
    expect(runs.filter((name) => name === "pose_landmark_lite")).toHaveLength(9);
  });

  test("is searched for in each frame while nobody is there", async () => {
    expect(await show(emptyPicture(128), 1, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(searches()).toBe(5);
  });

  test("is searched for twice a second while there is room for more", async () => {
    expect(await show(person, 2, 11)).toEqual(Array(11).fill(1));
    expect(searches()).toBe(3);
  });

  test("is one person for each body, also with room for more", async () => {
    expect(await show(group, 6, 7)).toEqual(Array(7).fill(3));
  });

  test("is still three people after a while, none of whom slipped into another", async () => {
    const detector = await createBlazePose({ runtime, size: "lite", maxPeople: 3 });
    const middles: number[][] = [];
    for (let i = 0; i < 8; i++) {
      const found = await detector.detect(at(i / 30, group));
      middles.push(found.map(({ image }) => image[J.nose]!.x));
    }
    detector.dispose();
    for (const now of middles) {
      for (const [k, x] of now.entries()) expect(Math.abs(x - middles[0]![k]!)).toBeLessThan(0.04);
    }
  });

  test("is found anew after a source went back to its beginning", async () => {
    const detector = await createBlazePose({ runtime: noting(), size: "lite", maxPeople: 3 });
    await detector.detect(at(100, person));
    expect(await detector.detect(at(0, group))).toHaveLength(3);
    detector.dispose();
  });

  describe("though its only place is held by somebody who has never moved", () => {
    const nobody: ReadonlySet<Detection> = new Set();
    const noseOf = ({ image }: Detection) => image[J.nose]!.x;

    test("it looks at all the others in turn, at the cost of one body more and two searches a second", async () => {
      const detector = await createBlazePose({ runtime: noting(), size: "lite", maxPeople: 1 });
      const seen: number[] = [];
      const SECONDS = 5;
      for (let i = 0; i < 10 * SECONDS; i++) {
        for (const found of await detector.detect(at(i / 10, group))) seen.push(noseOf(found));
        detector.attend(nobody, true);
      }
      detector.dispose();
      const places = seen.toSorted((a, b) => a - b);
      const gaps = places.filter((x, k) => k > 0 && x - places[k - 1]! > 0.08).length;
      expect(gaps + 1).toBe(3);
      expect(searches()).toBeLessThanOrEqual(2 * SECONDS + 1);
      // Two in each frame, and one more for each body that is found.
      const locates = runs.filter((name) => name === "pose_landmark_lite").length;
      expect(locates).toBeLessThanOrEqual(2 * 10 * SECONDS + 2 * searches());
    });

    test("it goes on with the one who takes it, and looks no more", async () => {
      const detector = await createBlazePose({ runtime: noting(), size: "lite", maxPeople: 1 });
      await detector.detect(at(0, group));
      detector.attend(nobody, true);
      const found = await detector.detect(at(0.5, group));
      expect(found).toHaveLength(2);
      detector.attend(new Set([found[1]!]), false);
      runs.length = 0;
      for (let i = 6; i < 20; i++) {
        const [dancer, ...others] = await detector.detect(at(i / 10, group));
        expect(others).toEqual([]);
        expect(noseOf(dancer!)).toBeCloseTo(noseOf(found[1]!), 1);
        detector.attend(new Set([dancer!]), false);
      }
      detector.dispose();
      expect(searches()).toBe(0);
    });
  });
});
