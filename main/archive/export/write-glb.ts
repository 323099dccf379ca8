import { scaled } from "../../motion/vectors.ts";
import { type JobContext, step } from "../../system/job.ts";
import { GlbNumbers } from "./glb.ts";
import type { RiggedDance } from "./rig.ts";
import { type Half, restPlaces, stickBody } from "./stick-body.ts";

/** What the file says of itself. */
export interface GlbWords {
  readonly name: string;
  /** Credit and terms; empty where nobody knows. */
  readonly copyright: string;
}

/** Colours of the halves, as in contact sheets: linear red, green, blue. */
const COLOURS: Readonly<Record<Half, readonly [number, number, number]>> = {
  left: [0.07, 0.37, 1],
  right: [1, 0.32, 0.07],
  middle: [0.81, 0.81, 0.81],
};
/** Below this half angle, as a quaternion's part, a joint never turns. */
const STILL = 1e-6;

/** A dance as binary glTF, piece by piece: metres, y up, a skeleton and a stick body that it moves. */
export async function* glbOf(
  dance: RiggedDance,
  words: GlbWords,
  context: JobContext,
): AsyncGenerator<Uint8Array> {
  const { joints, fps, frameCount, rotations, hips } = dance;
  const numbers = new GlbNumbers();
  const places = restPlaces(joints);
  const standing = -Math.min(...places.map(({ y }) => y));
  const nodes = joints.map(({ name: called, parent, offset: { x, y, z } }, j) => {
    const children = joints.flatMap((one, child) => (one.parent === j ? [child] : []));
    const translation = [x, parent < 0 ? standing : y, z];
    return { name: called, translation, ...(children.length > 0 && { children }) };
  });
  const times = numbers.add(
    Float32Array.from({ length: frameCount }, (_, f) => f / fps),
    "SCALAR",
    { bounds: true },
  );
  const channels: object[] = [];
  const samplers: object[] = [];
  const animate = (node: number, path: "translation" | "rotation", output: number) => {
    channels.push({ sampler: samplers.length, target: { node, path } });
    samplers.push({ input: times, output, interpolation: "LINEAR" });
  };
  animate(0, "translation", numbers.add(Float32Array.from(hips), "VEC3"));
  for (const j of joints.keys()) {
    const turns = turnsOf(rotations, j, joints.length, frameCount);
    if (turns) animate(j, "rotation", numbers.add(turns, "VEC4"));
    await step(context, { phase: "exporting", unit: "joint", done: j + 1, total: joints.length });
  }
  const inverse = Float32Array.from(
    places.flatMap((place) => {
      const { x, y, z } = scaled(place, -1);
      return [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, x, y - standing, z, 1];
    }),
  );
  const skin = { joints: [...joints.keys()], inverseBindMatrices: numbers.add(inverse, "MAT4"), skeleton: 0 };
  const body = stickBody(joints);
  const halves = Object.keys(COLOURS) as Half[];
  const primitives = halves.map((half, material) => {
    const { positions, normals, joints: own, weights, indices } = body[half];
    const lifted = positions.map((value, i) => (i % 3 === 1 ? value + standing : value));
    return {
      attributes: {
        POSITION: numbers.add(lifted, "VEC3", { target: "vertices", bounds: true }),
        NORMAL: numbers.add(normals, "VEC3", { target: "vertices" }),
        JOINTS_0: numbers.add(own, "VEC4", { target: "vertices" }),
        WEIGHTS_0: numbers.add(weights, "VEC4", { target: "vertices" }),
      },
      indices: numbers.add(indices, "SCALAR", { target: "indices" }),
      material,
    };
  });
  const { name, copyright } = words;
  yield* numbers.file({
    asset: { version: "2.0", generator: "Continuo", ...(copyright !== "" && { copyright }) },
    scene: 0,
    scenes: [{ name, nodes: [0, joints.length] }],
    nodes: [...nodes, { name: "Body", mesh: 0, skin: 0 }],
    meshes: [{ name: "Body", primitives }],
    skins: [skin],
    materials: halves.map((half) => ({
      name: half,
      pbrMetallicRoughness: {
        baseColorFactor: [...COLOURS[half], 1],
        metallicFactor: 0,
        roughnessFactor: 0.8,
      },
    })),
    animations: [{ name, channels, samplers }],
  });
}

/** A joint's rotations as x, y, z, w; null where it never turns. */
function turnsOf(
  rotations: Float64Array,
  joint: number,
  joints: number,
  frames: number,
): Float32Array | null {
  const turns = new Float32Array(frames * 4);
  let turned = false;
  for (let f = 0; f < frames; f++) {
    const [w, x, y, z] = rotations.subarray((f * joints + joint) * 4) as unknown as readonly [
      number,
      number,
      number,
      number,
    ];
    turns.set([x, y, z, w], f * 4);
    turned ||= Math.hypot(x, y, z) > STILL;
  }
  return turned ? turns : null;
}
