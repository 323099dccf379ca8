import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { convertBvh } from "../../../../main/archive/import/bvh/convert.ts";
import { type CameraPose, cameraOf, median } from "../../../../main/archive/ingest/camera-pose.ts";
import { placed } from "../../../../main/archive/ingest/place.ts";
import type { SeenPerson } from "../../../../main/archive/ingest/seen.ts";
import { fitCamera } from "../../../../main/engine/pose/camera.ts";
import { focalLengthOf } from "../../../../main/engine/pose/root.ts";
import { isWhole, type MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { gaussian, seededRandom } from "../../../../main/motion/random.ts";
import { sharedData } from "../../../support/shared-data.ts";

/*
 * Clean dances as a pinhole camera of known height and tilt sees them, with the noise of a detector.
 */

const ASPECT = 16 / 9;
const FOCAL = focalLengthOf(ASPECT);
const FPS = 30;
const AWAY = 4.5;
/** Standard deviations: of the picture, picture heights; of bodies, metres, and of their depth. */
const NOISE = { image: 0.003, body: 0.015, depth: 0.03 };

const folder = sharedData("mocap/clean");
const DANCES = ["cmu/05_06", "cmu/60_05", "cmu/61_08", "cmu/94_03", "cmu/131_07", "cmu/55_02"];

function danceOf(name: string): MotionFrame[] {
  const file = join(folder!, `${name}.bvh.gz`);
  const { pieces } = convertBvh(gunzipSync(readFileSync(file)).toString(), file);
  const frames = pieces[0]!.flatMap(({ people: [pose] }) =>
    pose?.body && pose.root && isWhole(pose.body) ? [{ body: pose.body, root: pose.root }] : [],
  );
  return frames.slice(0, 15 * FPS);
}

function seenBy({ height, tilt }: CameraPose, dance: readonly MotionFrame[]): SeenPerson[] {
  const random = seededRandom(1);
  const [sin, cos] = [Math.sin(tilt), Math.cos(tilt)];
  const middle = (axis: "x" | "z") => dance.reduce((sum, { root }) => sum + root[axis], 0) / dance.length;
  const [x0, z0] = [middle("x"), middle("z")];
  const inCamera = (x: number, y: number, z: number) => {
    const [up, near] = [y - height, z - z0 - AWAY];
    return { x: x - x0, y: up * cos - near * sin, z: up * sin + near * cos };
  };
  return dance.map(({ body, root }) => {
    const hips = inCamera(root.x, root.y, root.z);
    const points = body.map(({ x, y, z }) => inCamera(root.x + x, root.y + y, root.z + z));
    const stray = (deviation: number) => deviation * gaussian(random);
    const image = points.map(({ x, y, z }) => ({
      x: (x * FOCAL) / -z / ASPECT + 0.5 + stray(NOISE.image) / ASPECT,
      y: 0.5 - (y * FOCAL) / -z + stray(NOISE.image),
      score: 1,
    }));
    const seen = points.map(({ x, y, z }) => ({
      x: x - hips.x + stray(NOISE.body),
      y: y - hips.y + stray(NOISE.body),
      z: z - hips.z + stray(NOISE.depth),
    }));
    const pose = { id: 1, image, body: seen, root: null };
    return { pose, ...fitCamera(image, seen, ASPECT)!, height: 500, outside: 0, sureness: 1 };
  });
}

/** Root mean square of how far off an axis is; of x and z apart from where the middle is. */
function strayOf(found: readonly number[], truth: readonly number[], isFloor: boolean): number {
  const off = found.map((one, index) => one - truth[index]!);
  const mean = isFloor ? 0 : off.reduce((sum, one) => sum + one, 0) / off.length;
  return Math.sqrt(off.reduce((sum, one) => sum + (one - mean) ** 2, 0) / off.length);
}

const DEGREE = Math.PI / 180;

test.skipIf(folder === null).for([
  [-5, 0.6],
  [0, 1],
  [10, 1.5],
  [20, 2.2],
  [35, 3.5],
] as const)(
  "a camera that looks %i degrees down from %d m is found, and by it where dancers are",
  ([degrees, height]) => {
    const camera = { height, tilt: degrees * DEGREE };
    const found = DANCES.map((name) => {
      const dance = danceOf(name);
      const seen = seenBy(camera, dance);
      const { tilt, height: above } = cameraOf(seen, FOCAL, FPS)!;
      const times = dance.map((_, index) => index / FPS);
      const roots = placed(seen, times, { tilt, height: above }, { focalLength: FOCAL, aspect: ASPECT });
      const stray = (axis: "x" | "y" | "z") =>
        strayOf(
          roots.map(({ root }) => root![axis]),
          dance.map(({ root }) => root[axis]),
          axis === "y",
        );
      return {
        tilt: Math.abs(tilt - camera.tilt) / DEGREE,
        height: Math.abs(above - height) / height,
        ...{ x: stray("x"), y: stray("y"), z: stray("z") },
      };
    });
    const typical = (of: keyof (typeof found)[number]) => median(found.map((one) => one[of]));
    console.log(`${degrees} degrees, ${height} m:`, {
      ...{ tilt: typical("tilt"), height: typical("height") },
      ...{ x: typical("x"), y: typical("y"), z: typical("z") },
    });
    // Looked at so steeply, near parts of a body are seen much larger than far ones, which the scale does not know.
    expect(typical("tilt")).toBeLessThan(degrees > 30 ? 8 : 4);
    expect(typical("height")).toBeLessThan(0.2);
    expect(typical("x")).toBeLessThan(0.02);
    expect(typical("y")).toBeLessThan(0.06);
    expect(typical("z")).toBeLessThan(0.2);
  },
);
