import type { Vector } from "../../motion/vectors.ts";
import { type JobContext, step } from "../../system/job.ts";
import { EULER_CHANNELS, eulerOf } from "./euler.ts";
import type { RiggedDance } from "./rig.ts";

/** BVH has no unit; most programs that write it count in centimetres. */
export const BVH_UNITS_A_METRE = 100;
/** Decimals of places and of degrees: a hundredth of a millimetre at the end of an arm. */
const DECIMALS = 4;
/** Frames that are written at once. */
const ROWS = 250;

const fixed = (value: number): string => String(Number(value.toFixed(DECIMALS)) + 0);
const placed = ({ x, y, z }: Vector): string =>
  [x, y, z].map((value) => fixed(value * BVH_UNITS_A_METRE)).join(" ");

/** A dance as BVH, piece by piece: centimetres, y up, at rest facing +z, the floor at 0. */
export async function* bvhOf(dance: RiggedDance, context: JobContext): AsyncGenerator<string> {
  const { fps, frameCount, joints, rotations, hips } = dance;
  yield `HIERARCHY\n${hierarchy(dance, 0, "")}MOTION\nFrames: ${frameCount}\nFrame Time: ${(1 / fps).toFixed(8)}\n`;
  const before = joints.map((): readonly [number, number, number] => [0, 0, 0]);
  for (let from = 0; from < frameCount; from += ROWS) {
    const to = Math.min(frameCount, from + ROWS);
    let rows = "";
    for (let f = from; f < to; f++) {
      const [x, y, z] = hips.subarray(f * 3, f * 3 + 3) as unknown as [number, number, number];
      rows += placed({ x, y, z });
      for (const [j, last] of before.entries()) {
        const turns = eulerOf(rotations, (f * joints.length + j) * 4, last);
        before[j] = turns;
        rows += ` ${turns.map(fixed).join(" ")}`;
      }
      rows += "\n";
    }
    yield rows;
    await step(context, { phase: "exporting", unit: "frame", done: to, total: frameCount });
  }
}

/** A joint with all that hangs on it, in the order of the joints, since that is the order of the channels. */
function hierarchy(dance: RiggedDance, joint: number, indent: string): string {
  const { name, parent, offset, end } = dance.joints[joint]!;
  const inner = `${indent}\t`;
  const lines = [`OFFSET ${placed(offset)}`];
  const positions = parent < 0 ? ["Xposition", "Yposition", "Zposition"] : [];
  const channels = [...positions, ...EULER_CHANNELS];
  lines.push(`CHANNELS ${channels.length} ${channels.join(" ")}`);
  if (end) lines.push("End Site", "{", `\tOFFSET ${placed(end)}`, "}");
  const own = lines.map((line) => `${inner}${line}\n`).join("");
  const below = dance.joints.flatMap((one, j) => (one.parent === joint ? [hierarchy(dance, j, inner)] : []));
  return `${indent}${parent < 0 ? "ROOT" : "JOINT"} ${name}\n${indent}{\n${own}${below.join("")}${indent}}\n`;
}
