import {
  BONE_COUNT,
  BONES_OF_JOINTS,
  bonesOfJoints,
  jointsOfBones,
  lengthsOf,
  stretch,
} from "../../../motion/bones.ts";
import { type Clip, ROOT_AT, ROW, rowAt } from "../../../motion/clip.ts";
import type { Proportions } from "../../../motion/proportions.ts";
import { legScale } from "../../../motion/standard-body.ts";
import { noiseOf } from "./noise.ts";

/** A bone is no shorter than this share of what it looks like, however noisy its joints are. */
const SHORTEST = 0.5;

/**
 * How long the bones of a dancer are, metres, [18]: the root of the mean square, less what noise adds to it. A plain mean
 * of lengths makes the hands and feet of a noisy camera a third longer than they are.
 */
export function lengthsIn(clip: Clip): Proportions {
  const squares = new Float64Array(BONE_COUNT);
  for (let frame = 0; frame < clip.frames; frame++)
    lengthsOf(bonesOfJoints(rowAt(clip, frame))).forEach((length, bone) => {
      squares[bone]! += length ** 2 / clip.frames;
    });
  const noise = noiseOf(clip);
  return Float32Array.from(squares, (square, bone) => {
    const added = BONES_OF_JOINTS[bone]!.reduce(
      (sum, [joint, weight]) =>
        sum + weight ** 2 * (noise[3 * joint]! + noise[3 * joint + 1]! + noise[3 * joint + 2]!),
      0,
    );
    return Math.sqrt(Math.max(square - added, SHORTEST ** 2 * square));
  });
}

/**
 * A dance as another body dances it: every bone as many times longer or shorter as hers is, directions stay, and the way in
 * the room by the legs. Linear in the joints, so that noise stays what it is.
 */
export function onBody(clip: Clip, own: Proportions, hers: Proportions): Clip {
  const values = new Float32Array(clip.values.length);
  const legs = legScale(own, { length: hers });
  for (let frame = 0; frame < clip.frames; frame++) {
    const bones = bonesOfJoints(rowAt(clip, frame));
    stretch(bones, (bone) => hers[bone]! / Math.max(own[bone]!, 1e-6));
    jointsOfBones(bones, values.subarray(frame * ROW, frame * ROW + ROOT_AT));
    for (let i = ROOT_AT; i < ROW; i++) values[frame * ROW + i] = legs * clip.values[frame * ROW + i]!;
  }
  return { frames: clip.frames, values };
}
