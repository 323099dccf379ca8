import { SIDES, type Side } from "./joint-names.ts";

export type Tip = `${Side}_${"index" | "foot_index"}`;

/** Arms and legs from the trunk outwards, without their tips. */
export const LIMBS = SIDES.flatMap((side) => [
  [`${side}_hip`, `${side}_knee`, `${side}_ankle`] as const,
  [`${side}_shoulder`, `${side}_elbow`, `${side}_wrist`] as const,
]);
export type Limb = (typeof LIMBS)[number];
export const isHand = (limb: Limb): boolean => limb[2].endsWith("wrist");
export const tipOf = (limb: Limb): Tip =>
  (isHand(limb) ? limb[2].replace("wrist", "index") : limb[2].replace("ankle", "foot_index")) as Tip;
