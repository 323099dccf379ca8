import type { ArmatureJoint } from "../../main/archive/export/armature.ts";
import { glbOf } from "../../main/archive/export/write-glb.ts";
import { add } from "../../main/motion/vectors.ts";
import { jobContext } from "./job-context.ts";

/** What VRM 1.0 calls the joints of our skeleton. */
const MIDDLE = { Hips: "hips", Spine: "spine", Spine1: "chest", Neck: "neck", Head: "head" };
const SIDE = {
  ...{ Shoulder: "Shoulder", Arm: "UpperArm", ForeArm: "LowerArm", Hand: "Hand" },
  ...{ UpLeg: "UpperLeg", Leg: "LowerLeg", Foot: "Foot", ToeBase: "Toes" },
};
const vrmNames = new Map<string, string>([
  ...Object.entries(MIDDLE),
  ...(["Left", "Right"] as const).flatMap((side) =>
    Object.entries(SIDE).map(([ours, theirs]): [string, string] => [
      `${side}${ours}`,
      `${side.toLowerCase()}${theirs}`,
    ]),
  ),
]);

/** A humanoid's neck is one bone, ours are two. */
function withOneNeck(joints: readonly ArmatureJoint[]): readonly ArmatureJoint[] {
  const upper = joints.findIndex(({ name }) => name === "Neck1");
  const index = (j: number) => (j > upper ? j - 1 : j);
  return joints
    .map((joint) =>
      joint.parent === upper
        ? { ...joint, parent: joints[upper]!.parent, offset: add(joints[upper]!.offset, joint.offset) }
        : joint,
    )
    .filter((_, j) => j !== upper)
    .map((joint) => ({ ...joint, parent: index(joint.parent) }));
}

/** An avatar as VRM 1.0: a skeleton in a T, and a body of sticks that it moves. */
export async function vrmOf(armature: readonly ArmatureJoint[]): Promise<Buffer> {
  const joints = withOneNeck(armature);
  const rotations = Float64Array.from({ length: 4 * joints.length }, (_, i) => (i % 4 === 0 ? 1 : 0));
  const still = { joints, fps: 30, frameCount: 1, rotations, hips: new Float64Array(3) };
  const dance = { ...still, moved: { mean: 0, most: 0 } };
  const chunks: Uint8Array[] = [];
  for await (const chunk of glbOf(dance, { name: "sticks", copyright: "" }, jobContext())) chunks.push(chunk);
  const glb = Buffer.concat(chunks);
  const jsonBytes = glb.readUInt32LE(12);
  const { animations: _still, ...gltf } = JSON.parse(glb.subarray(20, 20 + jsonBytes).toString()) as {
    animations: unknown;
  };
  const humanBones = Object.fromEntries(
    [...vrmNames].map(([ours, theirs]) => [theirs, { node: joints.findIndex(({ name }) => name === ours) }]),
  );
  const meta = { name: "sticks", authors: ["Continuo"], licenseUrl: "https://vrm.dev/licenses/1.0/" };
  const extensions = { VRMC_vrm: { specVersion: "1.0", meta, humanoid: { humanBones } } };
  const json = Buffer.from(JSON.stringify({ ...gltf, extensions, extensionsUsed: ["VRMC_vrm"] }));
  const padded = Buffer.concat([json, Buffer.alloc((4 - (json.length & 3)) & 3, " ")]);
  const head = Buffer.from(glb.subarray(0, 20));
  head.writeUInt32LE(padded.length, 12);
  const file = Buffer.concat([head, padded, glb.subarray(20 + jsonBytes)]);
  file.writeUInt32LE(file.length, 8);
  return file;
}
