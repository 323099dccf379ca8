import type { BodyPoint } from "../../../../shared/pose.ts";
import { J } from "../../../../shared/skeleton.ts";
import { Completion } from "../../../motion/completion.ts";
import type { MotionFrame } from "../../../motion/motion-frame.ts";
import { gaussian, type Random } from "../../../motion/random.ts";

/** Standard deviations of a poor camera's joints, metres: in the image plane, and in depth, which it only infers. */
const IN_PLANE = 0.02;
const DEPTH = 0.05;
/** Share of joints that are occluded, and for how long at most, seconds. */
const OCCLUDED = 0.1;
const LONGEST_OCCLUSION = 0.3;

/**
 * A dance as a camera's pose detector would give it: white noise on every joint, larger in depth, and occlusions, which
 * are filled as the engine fills them.
 * @param severity 0 for a perfect camera, 1 for a poor one.
 * @param azimuth direction from which the camera looks, radians about the vertical: at 0 and at pi depth is z.
 */
export function withCameraNoise(
  frames: readonly MotionFrame[],
  fps: number,
  severity: number,
  azimuth: number,
  random: Random,
): readonly MotionFrame[] {
  const [sin, cos] = [Math.sin(azimuth), Math.cos(azimuth)];
  const noise = (deviation: number) => severity * deviation * gaussian(random);
  const completion = new Completion();
  const longest = LONGEST_OCCLUSION * fps;
  // Occlusions last 1 to `longest` frames, (longest + 1) / 2 on average; begun so often, the share holds.
  const onset = (severity * OCCLUDED) / (1 - severity * OCCLUDED) / ((longest + 1) / 2);
  const occludedFor = new Map<number, number>();
  return frames.map(({ body, root }, frame) => {
    const noisy = body.map(({ x, y, z }): BodyPoint => {
      const [across, depth] = [noise(IN_PLANE), noise(DEPTH)];
      return { x: x + across * cos + depth * sin, y: y + noise(IN_PLANE), z: z + depth * cos - across * sin };
    });
    const hips = middle(noisy[J.left_hip]!, noisy[J.right_hip]!);
    const visible = noisy.map(({ x, y, z }, joint) => {
      let left = occludedFor.get(joint) ?? 0;
      // The first frame has every joint: the engine takes up a dancer only once she was seen whole.
      if (frame > 0 && left === 0 && random() < onset) left = 1 + Math.floor(random() * longest);
      occludedFor.set(joint, Math.max(0, left - 1));
      return left > 0 ? null : { x: x - hips.x, y: y - hips.y, z: z - hips.z };
    });
    const moved = { x: root.x + hips.x, y: root.y + hips.y, z: root.z + hips.z };
    return completion.complete({ id: 1, image: null, body: visible, root: moved }, 1)!;
  });
}

const middle = (a: BodyPoint, b: BodyPoint): BodyPoint => ({
  x: (a.x + b.x) / 2,
  y: (a.y + b.y) / 2,
  z: (a.z + b.z) / 2,
});
