import { readFileSync } from "node:fs";
import type { MotionFrame } from "../../main/motion/motion-frame.ts";
import { LiveRig } from "../../main/outputs/avatar/live-rig.ts";
import { noTurns, vmcPackets } from "../../main/outputs/avatar/vmc-messages.ts";
import { writeBundle, writeMessage } from "../../main/outputs/osc/write-packet.ts";
import type { OscMessage } from "../../main/system/osc/read-packet.ts";
import type { BodyPoint } from "../../shared/pose.ts";
import { JOINTS } from "../../shared/skeleton.ts";

/** The bytes of a file of hexadecimal numbers with comments. */
export const hexFile = (file: string | URL): Buffer =>
  Buffer.from(readFileSync(file, "utf8").replace(/#.*$/gm, "").replace(/\s/g, ""), "hex");

/** [x, y, z] of the joints of somebody in a T, from the middle of the hips; her left towards +x. */
const T_POSE: Readonly<Record<string, readonly [number, number, number]>> = {
  ...{ nose: [0, 0.65, 0.1], ear: [0.07, 0.66, 0], shoulder: [0.18, 0.5, 0], elbow: [0.45, 0.5, 0] },
  ...{ wrist: [0.65, 0.5, 0], index: [0.75, 0.5, 0], hip: [0.1, 0, 0], knee: [0.1, -0.45, 0] },
  ...{ ankle: [0.1, -0.85, 0], foot_index: [0.1, -0.9, 0.159] },
};
export const tPose = (): BodyPoint[] =>
  JOINTS.map((joint) => {
    const [, side = "", part = joint] = /^(left|right)_(.*)$/.exec(joint) ?? [];
    const [x, y, z] = T_POSE[part]!;
    return { x: side === "right" ? -x : x, y, z };
  });

/** Sends frames by VMC, one after another. */
export function vmcSender(): (frame: MotionFrame, t: number) => readonly Buffer[] {
  const [rig, turns] = [new LiveRig(), noTurns()];
  return (frame, t) => vmcPackets(rig.pose(frame, t), frame.root, t, turns);
}

/** Messages as one packet. */
export const packetOf = (messages: readonly OscMessage[]): Buffer => writeBundle(messages.map(writeMessage));

/** A bone as Unity has it: where it is against what carries it, and how it is turned. */
export const bone = (
  name: string,
  at: readonly [number, number, number],
  turn: readonly [number, number, number, number] = [0, 0, 0, 1],
): OscMessage => ({ address: "/VMC/Ext/Bone/Pos", types: "sfffffff", args: [name, ...at, ...turn] });
