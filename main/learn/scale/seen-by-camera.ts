import type { BodyPoint } from "../../../shared/pose.ts";
import { J } from "../../../shared/skeleton.ts";
import type { SeenAs } from "../../coaching/assess/scale.ts";
import type { Danced } from "../../coaching/compare/comparison.ts";
import { BodySmoother } from "../../engine/pose/body-smoother.ts";
import { OneEuroFilter, type OneEuroOptions } from "../../engine/pose/one-euro.ts";
import { clipOf } from "../../motion/clip.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { seededRandom } from "../../motion/random.ts";
import { withCameraNoise } from "../train/data/camera-noise.ts";

/** Of how poor a camera: see camera-noise.ts. */
const SEVERITY = 1;

/**
 * A dance as a poor camera sees it.
 * @param as "30", "15": at so many frames a second, as the pose detector gives it. "recorded": at 30, as the engine
 *   records it, smoothed, and with the lowest foot on the floor.
 * @param frames 30 a second @param seeds of the noise
 */
export function seenBy(
  as: SeenAs,
  frames: readonly MotionFrame[],
  smoothing: OneEuroOptions,
  seeds: readonly number[],
): Danced {
  const fps = as === "15" ? 15 : 30;
  const taken = as === "15" ? frames.filter((_, index) => index % 2 === 0) : frames;
  const seen = withCameraNoise(taken, fps, SEVERITY, 0, seededRandom(...seeds));
  return { clip: clipOf(as === "recorded" ? recorded(seen, fps, smoothing) : seen), fps };
}

function recorded(frames: readonly MotionFrame[], fps: number, smoothing: OneEuroOptions): MotionFrame[] {
  const joints = new BodySmoother(smoothing);
  const hips = new OneEuroFilter(smoothing);
  return frames.map(({ body: seen, root }, frame) => {
    const t = frame / fps;
    const body = joints.smooth(t, { image: seen.map(() => null), body: seen }, 1, 1)
      .body as readonly BodyPoint[];
    hips.update(t, root.x, root.y, root.z, 1);
    return { body, root: { x: hips.x, y: -lowestFoot(body), z: hips.z } };
  });
}

const FEET = [J.left_ankle, J.right_ankle, J.left_foot_index, J.right_foot_index];
const lowestFoot = (body: readonly BodyPoint[]): number => Math.min(...FEET.map((joint) => body[joint]!.y));
