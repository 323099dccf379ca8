import { J, JOINT_COUNT } from "../../../../shared/skeleton.ts";
import { BONE_COUNT, BONES_OF_JOINTS, FLEXIBLE } from "../../../motion/bones.ts";
import { type Clip, part, ROOT_AT, rowAt } from "../../../motion/clip.ts";
import { vectorLength } from "../../../motion/vectors.ts";
import { median, quantile } from "../bootstrap.ts";
import type { Continuations } from "../continuations.ts";
import { groupedMeans } from "../groups.ts";
import type { Metric } from "../report.ts";
import type { Seed } from "../seeds.ts";

/** Bones that a real body cannot stretch. */
const RIGID = Array.from({ length: BONE_COUNT }, (_, bone) => bone).filter(
  (bone) => !FLEXIBLE.includes(bone),
);
const TOES = [J.left_foot_index, J.right_foot_index];
/** A toe lower than this above the dancer's own floor is planted, metres; the lower, the more it counts. */
const PLANTED = 0.05;
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

/**
 * Foot sliding (Zhang et al. 2018): mean of v (2 - 2^(h / H)) over planted toes, where v is their speed along the
 * floor, metres a second, h their height above the lowest toes of the phrase, and H 5 cm.
 */
export function slideIn(clip: Clip, phrase: Clip, fps: number): number {
  const heights = (of: Clip) =>
    TOES.flatMap((toe) => Array.from({ length: of.frames }, (_, frame) => heightOf(rowAt(of, frame), toe)));
  const floor = quantile(Float64Array.from(heights(phrase)).sort(), 0.05);
  let [sum, planted] = [0, 0];
  for (let frame = 1; frame < clip.frames; frame++) {
    const [before, now] = [rowAt(clip, frame - 1), rowAt(clip, frame)];
    for (const toe of TOES) {
      const height = Math.max(0, heightOf(now, toe) - floor);
      if (height >= PLANTED) continue;
      const moved = (axis: number) =>
        now[3 * toe + axis]! + now[ROOT_AT + axis]! - before[3 * toe + axis]! - before[ROOT_AT + axis]!;
      sum += fps * vectorLength(moved(0), 0, moved(2)) * (2 - 2 ** (height / PLANTED));
      planted++;
    }
  }
  return planted === 0 ? 0 : sum / planted;
}

/** How far the lowest joint ever was below the floor, metres. */
export function deepest(clip: Clip): number {
  let most = 0;
  for (let frame = 0; frame < clip.frames; frame++) most = Math.max(most, -lowest(rowAt(clip, frame)));
  return most;
}

export function shareBelow(clip: Clip): number {
  let below = 0;
  for (let frame = 0; frame < clip.frames; frame++) if (-lowest(rowAt(clip, frame)) > BELOW) below++;
  return below / clip.frames;
}

const phraseOf = ({ take, end, observedFrames }: Seed): Clip => part(take.clip, end - observedFrames, end);
const heightOf = (row: Float32Array, joint: number): number => row[3 * joint + 1]! + row[ROOT_AT + 1]!;

function lowest(row: Float32Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (let joint = 0; joint < JOINT_COUNT; joint++) least = Math.min(least, heightOf(row, joint));
  return least;
}

function boneLength(row: Float32Array, bone: number): number {
  let [x, y, z] = [0, 0, 0];
  for (const [joint, weight] of BONES_OF_JOINTS[bone]!) {
    x += weight * row[3 * joint]!;
    y += weight * row[3 * joint + 1]!;
    z += weight * row[3 * joint + 2]!;
  }
  return vectorLength(x, y, z);
}
