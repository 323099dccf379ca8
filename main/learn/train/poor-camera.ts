import type { BodyPoint } from "../../../shared/pose.ts";
import { J } from "../../../shared/skeleton.ts";
import { Completion } from "../../motion/completion.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { gaussian, type Random } from "../../motion/random.ts";

/** Standard deviations of a poor camera's joints, metres: across its picture, and in depth, which it only guesses. */
const ACROSS = 0.02;
const DEPTH = 0.05;
/** Share of joints that are out of sight, and for how long at most, seconds. */
const HIDDEN = 0.1;
const LONGEST_HIDDEN = 0.3;

/**
 * A dance as a poor camera shows it: joints tremble, in depth more than across, and some are out of sight for a while,
 * which is filled as the engine fills it.
 * @param poverty 0 for a camera that sees everything as it is, 1 for a poor one.
 * @param from where it stands, radians about the vertical: at 0 and at pi depth is z.
 */
export function filmed(
  frames: readonly MotionFrame[],
  fps: number,
  poverty: number,
  from: number,
  random: Random,
): readonly MotionFrame[] {
  const [sin, cos] = [Math.sin(from), Math.cos(from)];
  const tremble = (deviation: number) => poverty * deviation * gaussian(random);
  const completion = new Completion();
  const longest = LONGEST_HIDDEN * fps;
  // So that the share holds: hidden for the mean of 1 to the longest, in sight for the rest.
  const vanishing = (poverty * HIDDEN) / (1 - poverty * HIDDEN) / ((longest + 1) / 2);
  const hiddenFor = new Map<number, number>();
  return frames.map(({ body, root }, frame) => {
    const shown = body.map(({ x, y, z }): BodyPoint => {
      const [across, depth] = [tremble(ACROSS), tremble(DEPTH)];
      return { x: x + across * cos + depth * sin, y: y + tremble(ACROSS), z: z + depth * cos - across * sin };
    });
    const hips = middle(shown[J.left_hip]!, shown[J.right_hip]!);
    const known = shown.map(({ x, y, z }, joint) => {
      let left = hiddenFor.get(joint) ?? 0;
      // The first frame is whole: nobody is taken for a dancer before she was seen whole.
      if (frame > 0 && left === 0 && random() < vanishing) left = 1 + Math.floor(random() * longest);
      hiddenFor.set(joint, Math.max(0, left - 1));
      return left > 0 ? null : { x: x - hips.x, y: y - hips.y, z: z - hips.z };
    });
    const moved = { x: root.x + hips.x, y: root.y + hips.y, z: root.z + hips.z };
    return completion.complete({ id: 1, image: null, body: known, root: moved }, 1)!;
  });
}

const middle = (a: BodyPoint, b: BodyPoint): BodyPoint => ({
  x: (a.x + b.x) / 2,
  y: (a.y + b.y) / 2,
  z: (a.z + b.z) / 2,
});
