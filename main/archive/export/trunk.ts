import { J } from "../../../shared/skeleton.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import {
  add,
  cross,
  distance,
  mixPoints,
  norm,
  scaled,
  subtract,
  unit,
  type Vector,
} from "../../motion/vectors.ts";
import type { Basis } from "../import/bvh/basis.ts";
import { SIDES } from "../import/bvh/joint-names.ts";
import { sided } from "./armature.ts";
import { aligned, outOf, squareTo, swung, UNTURNED } from "./bases.ts";
import { type Bent, type Lengths, LOOK, type Measures } from "./measures.ts";

/** How joints are turned in the room, by their names. */
export type Bases = Map<string, Basis>;

/** Places that a frame's trunk is built on, metres in the room. */
export interface Trunk {
  readonly hips: Basis;
  /** Where the spine begins to bend. */
  readonly loin: Vector;
  /** From right to left through the shoulders. */
  readonly shoulders: Vector;
  readonly neck: Vector;
  readonly head: Basis;
  readonly skull: Vector;
}

/** Where hips, spine, neck and head of a frame are. @param before the frame before, for what a frame does not tell */
export function trunkOf({ body, root }: MotionFrame, her: Lengths, before: Trunk | undefined): Trunk {
  const at = (joint: number) => add(body[joint]!, root);
  const [left, right] = [at(J.left_shoulder), at(J.right_shoulder)];
  const between = mixPoints(left, right, 0.5);
  const upwards = unit(subtract(between, root));
  const hips = levelled(subtract(at(J.left_hip), at(J.right_hip)), upwards, before?.hips);
  const shoulders = unit(subtract(left, right));
  // The clavicles rise from the neck, by as much as shoulders are narrower than they are long.
  const length = norm(her.clavicle);
  const drop = Math.sqrt(Math.max(0, length ** 2 - (distance(left, right) / 2) ** 2));
  const rise = squareTo(upwards, shoulders);
  const neck = subtract(between, scaled(unit(norm(rise) > 1e-3 ? rise : squareTo(hips[1], shoulders)), drop));
  const ears = mixPoints(at(J.left_ear), at(J.right_ear), 0.5);
  const aside = subtract(at(J.left_ear), at(J.right_ear));
  const head = lookingAlong(subtract(at(J.nose), ears), aside, before?.head ?? hips);
  return {
    hips,
    loin: add(root, outOf(hips, { x: 0, y: her.loin, z: 0 })),
    shoulders,
    neck,
    head,
    skull: subtract(ears, outOf(head, her.ears)),
  };
}

/** The basis whose x is a way exactly, and whose y is near to another. */
function levelled(left: Vector, up: Vector, before: Basis = UNTURNED): Basis {
  const x = norm(left) > 1e-6 ? unit(left) : before[0];
  const rise = squareTo(up, x);
  const y = unit(norm(rise) > 1e-3 ? rise : squareTo(before[1], x));
  return [x, y, cross(x, y)];
}

/** How a head is turned whose nose is ahead of its ears, and a little below. */
function lookingAlong(ahead: Vector, left: Vector, before: Basis): Basis {
  const x = norm(left) > 1e-6 ? unit(left) : before[0];
  const forth = squareTo(ahead, x);
  const z = unit(norm(forth) > 1e-6 ? forth : squareTo(before[2], x));
  const y = cross(z, x);
  const [sine, cosine] = [Math.sin(LOOK), Math.cos(LOOK)];
  return [x, subtract(scaled(y, cosine), scaled(z, sine)), add(scaled(z, cosine), scaled(y, sine))];
}

/** Trunk, head and shoulders, each as it is turned in the room. */
export function poseTrunk(
  { body, root }: MotionFrame,
  { hips, loin, shoulders, neck, head, skull }: Trunk,
  her: Measures,
  before: Bases | undefined,
): Bases {
  const bases = new Map([["Hips", hips]]);
  const earlier = (name: string) => before?.get(name) ?? hips;
  const bend = (
    names: readonly [string, string],
    bent: Bent,
    from: Vector,
    to: Vector,
    ways: readonly [Vector, Vector],
  ) => {
    const way = subtract(to, from);
    const most = 2 * bent.half * (1 - 1e-6);
    const reach = Math.min(norm(way), most);
    const [along, left] = [unit(way), add(ways[0], ways[1])];
    // To the side of its joint at rest, forward or back.
    const side = scaled(unit(cross(left, along)), Math.sign(bent.lower.z));
    const aside = Math.sqrt(bent.half ** 2 - (reach / 2) ** 2);
    const lower = add(scaled(along, reach / 2), scaled(side, aside));
    const upper = subtract(scaled(along, reach), lower);
    bases.set(names[0], aligned(unit(bent.lower), unit(lower), ways[0], earlier(names[0])));
    bases.set(names[1], aligned(unit(bent.upper), unit(upper), ways[1], earlier(names[1])));
    return add(from, scaled(along, reach));
  };
  const base = bend(["Spine", "Spine1"], her.spine, loin, neck, [
    mixPoints(hips[0], shoulders, 0.5),
    shoulders,
  ]);
  bend(["Neck", "Neck1"], her.neck, base, skull, [
    mixPoints(shoulders, head[0], 1 / 3),
    mixPoints(shoulders, head[0], 2 / 3),
  ]);
  bases.set("Head", head);
  const chest = bases.get("Spine1")!;
  for (const side of SIDES) {
    const { x, y } = her.clavicle;
    const rest = unit({ x: side === "left" ? x : -x, y, z: 0 });
    const way = unit(subtract(add(body[J[`${side}_shoulder`]]!, root), base));
    bases.set(sided(side, "Shoulder"), swung(chest, outOf(chest, rest), way));
  }
  return bases;
}
