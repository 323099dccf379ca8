/** Centimetres from the parent at rest: a T-pose that faces +z, so that the dancer's left is +x. */
const REST: readonly (readonly [name: string, parent: string | null, x: number, y: number, z: number])[] = [
  ["Hips", null, 0, 0, 0],
  ["Spine", "Hips", 0, 50, 0],
  ["Head", "Spine", 0, 12, 0],
  ["LeftArm", "Spine", 18, 0, 0],
  ["LeftForeArm", "LeftArm", 28, 0, 0],
  ["LeftHand", "LeftForeArm", 25, 0, 0],
  ["RightArm", "Spine", -18, 0, 0],
  ["RightForeArm", "RightArm", -28, 0, 0],
  ["RightHand", "RightForeArm", -25, 0, 0],
  ["LeftUpLeg", "Hips", 10, -2, 0],
  ["LeftLeg", "LeftUpLeg", 0, -42, 0],
  ["LeftFoot", "LeftLeg", 0, -40, 0],
  ["RightUpLeg", "Hips", -10, -2, 0],
  ["RightLeg", "RightUpLeg", 0, -42, 0],
  ["RightFoot", "RightLeg", 0, -40, 0],
];

/** Where bones end that have no child: hands 9 cm out, feet 6 down and 14 ahead, the head 20 up. */
const ENDS: Readonly<Record<string, string>> = {
  Head: "0 20 0",
  LeftHand: "9 0 0",
  RightHand: "-9 0 0",
  LeftFoot: "0 -6 14",
  RightFoot: "0 -6 14",
};

/** Degrees Z, X, Y by joint; "at" is where the hips are, centimetres. */
export interface BvhFrame {
  readonly at?: readonly [number, number, number];
  readonly turned?: Readonly<Record<string, readonly [number, number, number]>>;
}

/** Writes the text of a BVH file; `rename` gives the joints other names. */
export function bvhText(frames: readonly BvhFrame[], fps: number, rename = (name: string) => name): string {
  const joint = (name: string, depth: number): string => {
    const [, parent, ...offset] = REST.find(([own]) => own === name)!;
    const children = REST.filter(([, of]) => of === name);
    const positions = parent === null ? "Xposition Yposition Zposition " : "";
    return [
      `${parent === null ? "ROOT" : "JOINT"} ${rename(name)}`,
      "{",
      `OFFSET ${offset.join(" ")}`,
      `CHANNELS ${parent === null ? 6 : 3} ${positions}Zrotation Xrotation Yrotation`,
      ...children.map(([child]) => joint(child, depth + 1)),
      ...(ENDS[name] === undefined ? [] : [`End Site\n{\nOFFSET ${ENDS[name]}\n}`]),
      "}",
    ].join("\n");
  };
  const rows = frames.map(({ at = [0, 90, 0], turned = {} }) =>
    [...at, ...order("Hips").flatMap((name) => turned[name] ?? [0, 0, 0])].join(" "),
  );
  return [
    ...["HIERARCHY", joint("Hips", 0), "MOTION", `Frames: ${frames.length}`],
    ...[`Frame Time: ${1 / fps}`, ...rows, ""],
  ].join("\n");
}

/** Joints in the order in which the file has them. */
function order(name: string): readonly string[] {
  return [name, ...REST.filter(([, parent]) => parent === name).flatMap(([child]) => order(child))];
}
