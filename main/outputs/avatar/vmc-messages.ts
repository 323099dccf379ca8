import type { RoomPoint, Seconds } from "../../../shared/pose.ts";
import { into, localRotation, UNTURNED } from "../../archive/export/bases.ts";
import { keepHemisphere } from "../../archive/export/rig.ts";
import {
  acrossX,
  CARRIERS,
  type HumanoidBone,
  type Quaternion,
  turnedAcrossX,
} from "../../motion/humanoid.ts";
import { subtract, type Vector } from "../../motion/vectors.ts";
import type { OscMessage } from "../../system/osc/read-packet.ts";
import { packetsOf } from "../osc/bundles.ts";
import type { PosedHumanoid } from "./live-rig.ts";

/*
 * The Virtual Motion Capture protocol 2.7 (protocol.vmc.info), as a performer sends it to a marionette: OSC over UDP,
 * metres, Unity's left-handed axes, every bone against what carries it.
 */

/** Where marionettes listen, and where performers do. */
export const MARIONETTE_PORT = 39_539;
/** A float has no hundredths of a second left after some days: the sender's time begins again each day. */
const DAY: Seconds = 86_400;
const CALIBRATED = 3;

/** Whether bones are sent, and since when there is a sender. */
export const aliveMessages = (loaded: boolean, t: Seconds): readonly OscMessage[] => [
  { address: "/VMC/Ext/OK", types: "iiii", args: [loaded ? 1 : 0, CALIBRATED, 0, loaded ? 1 : 0] },
  { address: "/VMC/Ext/T", types: "f", args: [t % DAY] },
];

/** Local rotations as w, x, y, z side by side, in the order of the humanoid's bones: those of the frame before. */
export type Turns = Float64Array;
export const noTurns = (): Turns => new Float64Array(4 * CARRIERS.size);

/**
 * A frame as packets. The root goes over the floor under the hips, so that an avatar that takes rotations alone goes
 * there too.
 * @param root the middle of the hips in the room. @param turns of the frame before, overwritten
 */
export function vmcPackets(
  posed: PosedHumanoid,
  root: RoomPoint,
  t: Seconds,
  turns: Turns,
): readonly Buffer[] {
  const floor = { x: root.x, y: 0, z: root.z };
  const bones: OscMessage[] = [];
  let at = -4;
  for (const [bone, above] of CARRIERS) {
    at += 4;
    const own = posed.get(bone);
    if (!own) continue;
    const carrier = posed.get(above.find((one) => posed.has(one))!);
    // Its own, and that of the frame before.
    const turn = new Float64Array(8);
    turn.set(turns.subarray(at, at + 4), 4);
    localRotation(carrier?.basis ?? UNTURNED, own.basis, turn, 0);
    keepHemisphere(turn, 0, 4);
    turns.set(turn.subarray(0, 4), at);
    const [w, x, y, z] = turn as unknown as readonly [number, number, number, number];
    const way = subtract(own.at, carrier?.at ?? floor);
    const place = carrier ? into(carrier.basis, way) : way;
    bones.push(transform("/VMC/Ext/Bone/Pos", bone, place, [x, y, z, w]));
  }
  const head = [...aliveMessages(true, t), transform("/VMC/Ext/Root/Pos", "root", floor, [0, 0, 0, 1])];
  return packetsOf({ head: [], units: [head, ...bones.map((message) => [message])] }, true);
}

function transform(
  address: string,
  name: HumanoidBone | "root",
  place: Vector,
  turn: Quaternion,
): OscMessage {
  const { x, y, z } = acrossX(place);
  // Plus 0: there is no -0 for people who read packets.
  const numbers = [x, y, z, ...turnedAcrossX(turn)].map((value) => value + 0);
  return { address, types: "sfffffff", args: [name, ...numbers] };
}
