import type { BodyPoint } from "../../../shared/pose.ts";
import { BONE_COUNT, bodyOf, lengthsOf, stretch } from "../../motion/bones.ts";
import { lowestOf, type MotionFrame } from "../../motion/motion-frame.ts";
import { HEIGHT, PLACEMENT_SIZE, ROOT_POINT, STATE_SIZE, stateOf } from "../../motion/motion-state.ts";
import { placementOf } from "../../motion/placement.ts";
import { legScale, type StandardBody, toStandard } from "../../motion/standard-body.ts";
import type { DancerState } from "./dancer-state.ts";
import type { Denoised, Denoiser } from "./denoiser.ts";
import { observeLiveliness } from "./liveliness.ts";
import { EXTRAPOLATED_FRAMES } from "./wiener.ts";

/** Bone lengths are means over this many frames: 3 s. */
const MEAN_FRAMES = 90;
/** A hidden joint follows the extrapolation for this many frames; then it stays on the body where it is. */
const EXTRAPOLATED_WHILE_HIDDEN = 15;

/** What observing needs of a model. */
export interface ObservationModel extends StandardBody {
  readonly denoiser: Denoiser;
  /** Mean speed of the archive's joints, metres a frame, [1]. */
  readonly meanSpeed: Float32Array;
}

/** One more observed frame: hidden joints are filled in, noise is removed, and the body is brought to the standard one. */
export function observeFrame(
  before: DancerState,
  { body, root, inferred = [] }: MotionFrame,
  model: ObservationModel,
): DancerState {
  const { denoiser } = model;
  const hiddenFrames = before.hiddenFrames.map((frames, joint) =>
    inferred.includes(joint) ? Math.min(frames + 1, 255) : 0,
  );
  const scale = pointScales(before.boneLengths, model);
  const seen = before.denoised ? filledIn(body, hiddenFrames, before.denoised, scale, denoiser) : body;
  const observed = placementOf({ body: seen, root });
  const denoised = before.denoised
    ? denoiser.next(before.denoised, observed, scale)
    : denoiser.first(observed);
  const { placement, velocity } = denoised;
  const observedFrames = before.observedFrames + 1;
  const share = 1 / Math.min(observedFrames, MEAN_FRAMES);
  const lengths = lengthsOf(placement);
  const boneLengths = lengths.map(
    (length, bone) => before.boneLengths[bone]! + share * (length - before.boneLengths[bone]!),
  );
  const now = standardPlacement(placement.slice(), boneLengths, model);
  const previous = placement.map((position, i) => position - velocity[i]!);
  const motionState = new Float32Array(STATE_SIZE);
  stateOf(standardPlacement(previous, boneLengths, model), now, motionState);
  const standardLengths = lengthsOf(now);
  return {
    motionState,
    denoised,
    extrapolated: null,
    root: {
      x: placement[3 * ROOT_POINT]!,
      y: placement[HEIGHT]!,
      z: placement[3 * ROOT_POINT + 2]!,
    },
    boneLengths,
    lengthRatios: lengths.map(
      (length, bone) => length / (standardLengths[bone]! * (boneLengths[bone]! / model.length[bone]!)),
    ),
    hiddenFrames,
    floorOffset: Math.max(0, -lowestOf(body) - root.y),
    nearestToFloor: 0,
    observedFrames,
    generatedFrames: 0,
    liveliness: observeLiveliness(
      before.liveliness,
      motionState.subarray(PLACEMENT_SIZE),
      model.meanSpeed[0]!,
    ),
  };
}

/**
 * The next placements of the standard body as the denoiser extrapolates them, [frames * 57]; null while it has too few.
 * @param rest the dancer's own frame that she stays in where she does not move
 */
export function extrapolate(
  { denoised, boneLengths }: DancerState,
  model: ObservationModel,
  frames: number = EXTRAPOLATED_FRAMES,
  rest?: MotionFrame,
): Float32Array | null {
  const scale = pointScales(boneLengths, model);
  return denoised && model.denoiser.extrapolate(denoised, scale, frames, rest && placementOf(rest));
}

/** A placement of the standard body, [57], as a frame of the dancer's own. */
export function ownFrame(
  placement: Float32Array,
  { boneLengths }: DancerState,
  model: ObservationModel,
): MotionFrame {
  const scale = pointScales(boneLengths, model);
  const [x, y, z] = [0, 1, 2].map((axis) => placement[3 * ROOT_POINT + axis]! / scale[ROOT_POINT]!);
  return { body: ownBody(placement, scale), root: { x: x!, y: y!, z: z! } };
}

/** How much larger each point of the standard body is, factors, [19]. */
function pointScales(own: Float32Array, standard: StandardBody): Float32Array {
  const scales = standard.length.map((length, bone) => length / Math.max(own[bone]!, 1e-6));
  return Float32Array.from([...scales, legScale(own, standard)]);
}

/** The placement brought to the standard body, in place. */
function standardPlacement(
  placement: Float32Array,
  boneLengths: Float32Array,
  standard: StandardBody,
): Float32Array {
  toStandard(placement, boneLengths, standard);
  const scale = legScale(boneLengths, standard);
  for (let axis = 0; axis < 3; axis++) placement[3 * ROOT_POINT + axis]! *= scale;
  return placement;
}

/** The body with its hidden joints where they are extrapolated to, or, hidden for longer, where they were last. */
function filledIn(
  body: readonly BodyPoint[],
  hiddenFrames: Uint8Array,
  before: Denoised,
  scale: Float32Array,
  denoiser: Denoiser,
): readonly BodyPoint[] {
  if (hiddenFrames.every((frames) => frames === 0)) return body;
  const last = bodyOf(before.placement);
  const isExtrapolated = (frames: number) => frames > 0 && frames <= EXTRAPOLATED_WHILE_HIDDEN;
  const placement = hiddenFrames.some(isExtrapolated) ? denoiser.extrapolate(before, scale, 1) : null;
  const next = placement ? ownBody(placement, scale) : last;
  return body.map((point, joint) => {
    const frames = hiddenFrames[joint]!;
    if (frames === 0) return point;
    return (isExtrapolated(frames) ? next : last)[joint]!;
  });
}

/** Joints of a placement of the standard body, brought back to the dancer's size. */
function ownBody(placement: Float32Array, scale: Float32Array): readonly BodyPoint[] {
  const bones = placement.slice(0, 3 * BONE_COUNT);
  stretch(bones, (bone) => 1 / scale[bone]!);
  return bodyOf(bones);
}
