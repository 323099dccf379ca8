import { BONE_COUNT, BONES_OF_JOINTS, FLEXIBLE } from "../../../motion/bones.ts";
import { type Clip, part, rowAt } from "../../../motion/clip.ts";
import { deepest, floorOf, lowestHeight, slidingOn } from "../../../motion/foot-sliding.ts";
import { vectorLength } from "../../../motion/vectors.ts";
import { median } from "../bootstrap.ts";
import type { Continuations } from "../continuations.ts";
import { groupedMeans } from "../groups.ts";
import type { Metric } from "../report.ts";
import type { Seed } from "../seeds.ts";

/** Bones that a real body cannot stretch. */
const RIGID = Array.from({ length: BONE_COUNT }, (_, bone) => bone).filter(
  (bone) => !FLEXIBLE.includes(bone),
);
/** A frame counts as below the floor when its lowest joint is deeper than this, metres. */
const BELOW = 0.03;

/** Whether continuations keep the dancer's body: bones, feet and floor. */
export function body({ seeds, by }: Continuations, fps: number): readonly Metric[] {
  const own = seeds.map((seed) => phraseOf(seed));
  const stretches = new Map(
    [...by.values()].flatMap((clips) =>
      clips.map((clip, index) => [clip, stretchIn(clip, own[index]!)] as const),
    ),
  );
  const figure = (what: string, unit: string, value: (clip: Clip, phrase: Clip) => number): Metric => ({
    of: "body",
    what,
    unit,
    ...groupedMeans(seeds, by, (clip, index) => value(clip, own[index]!)),
  });
  return [
    figure("bone length off", "%", (clip) => 100 * stretches.get(clip)!.mean),
    figure("bone length off at most", "%", (clip) => 100 * stretches.get(clip)!.most),
    figure("planted feet slide", "cm/s", (clip, phrase) => 100 * slideIn(clip, phrase, fps)),
    figure("deepest below the floor", "cm", (clip) => 100 * deepest(clip)),
    figure("frames over 3 cm below", "%", (clip) => 100 * shareBelow(clip)),
  ];
}

/** How far the rigid bones are from their usual length in the phrase, as a share of it. */
export function stretchIn(clip: Clip, phrase: Clip): { readonly mean: number; readonly most: number } {
  const usual = RIGID.map((bone) =>
    median(Array.from({ length: phrase.frames }, (_, frame) => boneLength(rowAt(phrase, frame), bone))),
  );
  let [sum, most] = [0, 0];
  for (let frame = 0; frame < clip.frames; frame++) {
    RIGID.forEach((bone, index) => {
      const off = Math.abs(boneLength(rowAt(clip, frame), bone) / usual[index]! - 1);
      sum += off;
      most = Math.max(most, off);
    });
  }
  return { mean: sum / (clip.frames * RIGID.length), most };
}

/** Sliding of planted feet, metres a second, over the floor that she dances on in the phrase. */
export const slideIn = (clip: Clip, phrase: Clip, fps: number): number =>
  slidingOn(floorOf(phrase), clip, fps);

export function shareBelow(clip: Clip): number {
  let below = 0;
  for (let frame = 0; frame < clip.frames; frame++) if (-lowestHeight(rowAt(clip, frame)) > BELOW) below++;
  return below / clip.frames;
}

const phraseOf = ({ take, end, observedFrames }: Seed): Clip => part(take.clip, end - observedFrames, end);
function boneLength(row: Float32Array, bone: number): number {
  let [x, y, z] = [0, 0, 0];
  for (const [joint, weight] of BONES_OF_JOINTS[bone]!) {
    x += weight * row[3 * joint]!;
    y += weight * row[3 * joint + 1]!;
    z += weight * row[3 * joint + 2]!;
  }
  return vectorLength(x, y, z);
}
