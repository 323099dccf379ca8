import {
  acrossX,
  CARRIERS,
  type HumanoidBone,
  type Quaternion,
  turnedAcrossX,
} from "../../motion/humanoid.ts";
import type { Vector } from "../../motion/vectors.ts";
import { type OscMessage, type OscValue, readPacket } from "../../system/osc/read-packet.ts";

/** How a bone is against what carries it, or the root in the room: our right-handed axes, metres. */
export interface Transform {
  readonly at: Vector;
  readonly turn: Quaternion;
}

/** What a sender tells: of a bone, or whether it has any to tell of. */
export type VmcMessage =
  | ({ readonly tag: "bone"; readonly bone: HumanoidBone | "root" } & Transform)
  | { readonly tag: "loaded"; readonly loaded: boolean };

/** Farther from what carries it nothing is, metres, and shorter or longer no rotation's quaternion. */
const FARTHEST = 100;
const [SHORTEST, LONGEST] = [0.5, 2];

/**
 * What an untrusted packet says by VMC (protocol.vmc.info, 2.0 and later). What is not of the protocol, of another kind
 * than it says or of nobody's body is passed over, as the protocol asks; further arguments are too.
 * @throws OscFault where it is no OSC.
 */
export function readVmc(packet: Uint8Array): readonly VmcMessage[] {
  return readPacket(packet).flatMap((message): VmcMessage[] => {
    switch (message.address) {
      case "/VMC/Ext/Bone/Pos":
        return CARRIERS.has(message.args[0] as HumanoidBone)
          ? transformOf(message, message.args[0] as HumanoidBone)
          : [];
      case "/VMC/Ext/Root/Pos":
        return transformOf(message, "root");
      case "/VMC/Ext/OK":
        return loadedOf(message.args);
      default:
        return [];
    }
  });
}

/** Senders that guess types write whole numbers as such: they are meant as floats. */
function transformOf({ types, args }: OscMessage, bone: HumanoidBone | "root"): VmcMessage[] {
  if (!/^s[fid]{7}/.test(types)) return [];
  const [x, y, z, ...turn] = args.slice(1, 8) as [number, number, number, number, number, number, number];
  const length = Math.hypot(...turn);
  // What is not a number is in no range either.
  if (!(Math.hypot(x, y, z) <= FARTHEST && length >= SHORTEST && length <= LONGEST)) return [];
  const [a, b, c, d] = turn.map((value) => value / length) as [number, number, number, number];
  return [{ tag: "bone", bone, at: acrossX({ x, y, z }), turn: turnedAcrossX([a, b, c, d]) }];
}

/** Whether a model is loaded, and since 2.7 whether it is tracked. */
function loadedOf([loaded, , , tracked]: readonly OscValue[]): VmcMessage[] {
  return typeof loaded === "number" ? [{ tag: "loaded", loaded: loaded !== 0 && tracked !== 0 }] : [];
}
