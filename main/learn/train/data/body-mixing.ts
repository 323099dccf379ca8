import { B, UPPER_BODY } from "../../../motion/bones.ts";
import { faceForward } from "../../../motion/heading.ts";
import { PLACEMENT_SIZE } from "../../../motion/motion-state.ts";
import { headingOfPlacement } from "../../../motion/placement.ts";
import type { Random } from "../../../motion/random.ts";

/** Share of windows whose trunk, head and arms are of another moment than legs and hips. */
const OTHER_UPPER_BODY = 0.25;
/** Share of windows one of whose arms is of yet another moment. */
const OTHER_ARM = 0.2;

const LEFT_ARM = [B.left_upper_arm, B.left_forearm, B.left_hand];
const RIGHT_ARM = [B.right_upper_arm, B.right_forearm, B.right_hand];

type Window = readonly Float32Array[];

/**
 * The window with parts of the body from others, frame by frame, turned into its own heading: people combine what legs
 * and arms do in more ways than an archive shows.
 * @param other draws a window of the same length.
 */
export function withMixedBody(window: Window, other: () => Window, random: Random): Window {
  let mixed = window;
  if (random() < OTHER_UPPER_BODY) mixed = withParts(mixed, other(), UPPER_BODY);
  if (random() < OTHER_ARM) mixed = withParts(mixed, other(), random() < 0.5 ? LEFT_ARM : RIGHT_ARM);
  return mixed;
}

function withParts(window: Window, other: Window, bones: readonly number[]): Window {
  const turned = new Float32Array(PLACEMENT_SIZE);
  return window.map((placement, frame) => {
    const { cos, sin } = headingOfPlacement(placement);
    faceForward(other[frame]!, headingOfPlacement(other[frame]!), turned);
    faceForward(turned, { cos, sin: -sin }, turned);
    const mixed = placement.slice();
    for (const bone of bones) mixed.set(turned.subarray(3 * bone, 3 * bone + 3), 3 * bone);
    return mixed;
  });
}
