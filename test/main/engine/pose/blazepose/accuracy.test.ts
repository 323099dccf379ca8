import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createBlazePose } from "../../../../../main/engine/pose/blazepose/blazepose.ts";
import type { NetworkRuntime } from "../../../../../main/engine/pose/blazepose/runtime.ts";
import type { Detection } from "../../../../../main/engine/pose/detector.ts";
import { openVideo } from "../../../../../main/inputs/video.ts";
import { loadLiteRt } from "../../../../../main/runtime/litert.ts";
import { DETECTOR_SIZES, type DetectorSize } from "../../../../../shared/messages.ts";
import { BLAZEPOSE_33, JOINTS } from "../../../../../shared/skeleton.ts";
import { clip } from "../../../../support/clip.ts";
import { amount } from "../../../../support/long.ts";
import { smoothedByMediaPipe } from "../../../../support/mediapipe-smoothing.ts";
import { agreement, median, placed, readCocoTrack } from "../../../../support/pose-accuracy.ts";
import { sharedData } from "../../../../support/shared-data.ts";

/** Of each frame the joints of stage-19: x and y, or x, y and z. */
interface Official {
  readonly pixels: readonly (readonly [number, number])[][];
  readonly metres: readonly (readonly [number, number, number])[][];
}

vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

let runtime: NetworkRuntime;

beforeAll(async () => {
  runtime = await loadLiteRt({ accelerator: "wasm" });
});
afterAll(() => runtime.dispose());

/** The first `count` frames of a clip or still, each with the one person in it. */
async function watch(file: string, size: DetectorSize, count: number): Promise<(Detection | null)[]> {
  const detector = await createBlazePose({ runtime, size, maxPeople: 1 });
  const source = await openVideo(file);
  const found: (Detection | null)[] = [];
  for await (const frame of source.frames()) {
    found.push((await detector.detect(frame))[0] ?? null);
    if (found.length === count) break;
  }
  await source.close();
  detector.dispose();
  return found;
}

const phrase = sharedData("clips/keith-notation-phrase.mp4");
const phraseJudge = sharedData("clips/keith-notation-phrase.movenet-thunder.json");

describe.skipIf(!phrase || !phraseJudge)("modern dance (a clip of ../shared/data)", () => {
  const FRAMES = amount({ everyday: 90, long: 300 });
  const PICTURE = { width: 1280, height: 720 };
  // Standing, the dancer is 360 pixels tall in the clip, and so 40 % of 720 in the picture.
  // The clip is then 308 x 396.
  const PLACE = { left: 1280 - 308, top: 720 - 396, scale: 0.8 };
  const folder = mkdtempSync(join(tmpdir(), "continuo-accuracy-"));
  const far = join(folder, "far.mp4");

  beforeAll(() => {
    const { width, height } = PICTURE;
    const filter = `scale=308:396,pad=${width}:${height}:${PLACE.left}:${PLACE.top}:gray`;
    const coding = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "10", "-pix_fmt", "yuv420p"];
    const limits = ["-frames:v", `${FRAMES}`];
    execFileSync("ffmpeg", ["-v", "error", "-i", phrase!, "-vf", filter, ...limits, ...coding, far]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  // How the clip itself is seen, all of it, is asked of `track`.
  test("is seen as another detector sees it, far away in a corner too", async () => {
    const whole = readCocoTrack(phraseJudge!);
    const reference = { ...whole, frames: whole.frames.slice(0, FRAMES) };
    const { left, top, scale } = PLACE;
    const moved = placed(reference, PICTURE.width, PICTURE.height, left, top, scale);
    const found = agreement(moved, (await watch(far, "full", FRAMES)).map(imageOf));
    expect(found.posed).toBeGreaterThanOrEqual(0.99);
    expect(found.within).toBeGreaterThanOrEqual(0.97);
    expect(found.median).toBeLessThanOrEqual(0.05);
    console.log(`first ${FRAMES} frames of the Keith phrase:`, found);
  });
});

describe("squats, beside the official package", () => {
  // Of the picture that the official package saw.
  const WIDTH = 720;
  const HEIGHT = 1280;
  /** Side of the region around this body, pixels. */
  const REGION = 1100;
  const official: Official = JSON.parse(readFileSync(clip("squats.landmarks.json"), "utf8"));
  let found: (Detection | null)[] = [];

  beforeAll(async () => {
    found = await watch(clip("squats.mp4"), "full", Number.POSITIVE_INFINITY);
    expect(found).toHaveLength(65);
  }, 300_000);

  test("have their joints within 28 pixels, in the middle within 8", () => {
    const raw: number[] = [];
    const smooth: number[] = [];
    JOINTS.forEach((_, joint) => {
      const x = found.map((person) => person!.image[joint]!.x * WIDTH);
      const y = found.map((person) => person!.image[joint]!.y * HEIGHT);
      const smoothX = smoothedByMediaPipe(x, REGION);
      const smoothY = smoothedByMediaPipe(y, REGION);
      official.pixels.forEach((joints, frame) => {
        const [officialX, officialY] = joints[joint]!;
        raw.push(Math.hypot(x[frame]! - officialX, y[frame]! - officialY));
        smooth.push(Math.hypot(smoothX[frame]! - officialX, smoothY[frame]! - officialY));
      });
    });
    const within = (distances: number[]) => distances.filter((d) => d <= 28).length / distances.length;
    console.log("squats:", { median: median(raw), within: within(raw), smoothed: within(smooth) });
    expect(median(raw)).toBeLessThanOrEqual(8);
    expect(within(raw)).toBeGreaterThanOrEqual(0.985);
    expect(within(smooth)).toBeGreaterThanOrEqual(0.998);
    expect(Math.max(...smooth)).toBeLessThan(35);
  });

  test("have their joints within 0.19 metres in body space, which is theirs turned about", () => {
    official.metres.forEach((joints, frame) => {
      joints.forEach(([officialX, officialY, officialZ], joint) => {
        const { x, y, z } = found[frame]!.body![joint]!;
        expect(Math.hypot(x - officialX, y + officialY, z + officialZ)).toBeLessThan(0.19);
      });
    });
  });
});

describe("a yoga pose, beside MediaPipe's own expectation", () => {
  test.each(DETECTOR_SIZES)("has its joints within 30 x 20 pixels, seen by %s", async (size) => {
    const official = readFileSync(clip("yoga.blazepose.pbtxt"), "utf8");
    const numbers = (name: string) =>
      [...official.matchAll(new RegExp(`\\b${name}: (\\S+)`, "g"))].map(([, value]) => Number(value));
    const [x, y] = [numbers("x"), numbers("y")];
    const [person] = await watch(clip("yoga.jpg"), size, 1);
    BLAZEPOSE_33.forEach((landmark, joint) => {
      const found = person!.image[joint]!;
      expect(Math.abs(found.x - x[landmark]!) * 1000).toBeLessThan(30);
      expect(Math.abs(found.y - y[landmark]!) * 667).toBeLessThan(20);
    });
  });
});

function imageOf(person: Detection | null) {
  return person?.image ?? null;
}
