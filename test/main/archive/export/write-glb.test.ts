import validator from "gltf-validator";
import { expect, test } from "vitest";
import { rigged } from "../../../../main/archive/export/rig.ts";
import { glbOf } from "../../../../main/archive/export/write-glb.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { J } from "../../../../shared/skeleton.ts";
import { STANDING } from "../../../support/bodies.ts";
import { sineDance } from "../../../support/dances.ts";
import { Glb } from "../../../support/glb.ts";
import { jobContext } from "../../../support/job-context.ts";

const WORDS = { name: "swing", copyright: "Ann; CC0" };

async function glbFrom(frames: readonly MotionFrame[], fps = 30): Promise<Buffer> {
  const pieces = glbOf(await rigged(frames, fps, jobContext()), WORDS, jobContext());
  return Buffer.concat(await Array.fromAsync(pieces));
}

const STILL = { body: STANDING, root: { x: 0, y: 0.88, z: 0 } };

test.each([
  ["a dance", sineDance({ seconds: 3 }), 30],
  ["one frame", [STILL], 25],
  ["somebody who stands still", [STILL, STILL, STILL], 0.1],
  ["a child at 1000 frames a second", sineDance({ seconds: 0.5, fps: 1000, scale: 0.5 }), 1000],
] as const)("%s is valid glTF, without errors, warnings, infos or hints", async (_, frames, fps) => {
  const { issues } = await validator.validateBytes(await glbFrom(frames, fps), { maxIssues: 100 });
  expect(issues.messages).toEqual([]);
});

test("its nodes are where her joints are, at her times", async () => {
  const frames = sineDance({ seconds: 2, fps: 25 });
  const glb = new Glb(await glbFrom(frames, 25));
  expect(glb.times).toHaveLength(frames.length);
  expect(glb.times.at(-1)).toBeCloseTo(49 / 25, 5);
  const nodes = { LeftHand: J.left_wrist, RightFoot: J.right_ankle, Nose: J.nose, LeftUpLeg: J.left_hip };
  for (const [f, places] of glb.places().entries()) {
    const { body, root } = frames[f]!;
    for (const [name, joint] of Object.entries(nodes)) {
      const [x, y, z] = places.get(name)!;
      const point = body[joint]!;
      expect(Math.hypot(x - point.x - root.x, y - point.y - root.y, z - point.z - root.z)).toBeLessThan(1e-3);
    }
  }
  expect(glb.document.asset).toEqual({ version: "2.0", generator: "Continuo", copyright: "Ann; CC0" });
});

test("its body is closed, turned outwards, on the floor, and each part moves with one joint that is bound where it is", async () => {
  const glb = new Glb(await glbFrom(sineDance({ seconds: 1 })));
  const { meshes, skins } = glb.document;
  const joints = skins[0]!.joints.length;
  expect(meshes[0]!.primitives).toHaveLength(3);
  let lowest = Number.POSITIVE_INFINITY;
  for (const { attributes, indices } of meshes[0]!.primitives) {
    const [places, normals] = [glb.rows(attributes.POSITION!), glb.rows(attributes.NORMAL!)];
    for (const [own] of glb.rows(attributes.JOINTS_0!)) expect(own!).toBeLessThan(joints);
    lowest = Math.min(lowest, ...places.map(([, y]) => y!));
    const triangles = glb.rows(indices).map(([index]) => index!);
    const edges = new Map<string, number>();
    const key = (index: number) => places[index]!.map((value) => Math.round(value * 1e5)).join(" ");
    for (let i = 0; i < triangles.length; i += 3) {
      const corners = triangles.slice(i, i + 3);
      const [a, b, c] = corners.map((index) => places[index]!) as [number[], number[], number[]];
      const [u, v] = [b.map((value, k) => value - a[k]!), c.map((value, k) => value - a[k]!)];
      const out = [0, 1, 2].map((k) => u[(k + 1) % 3]! * v[(k + 2) % 3]! - u[(k + 2) % 3]! * v[(k + 1) % 3]!);
      const way = corners.reduce(
        (sum, index) => sum + normals[index]!.reduce((all, value, k) => all + value * out[k]!, 0),
        0,
      );
      expect(way).toBeGreaterThan(0);
      for (const [from, to] of [
        [0, 1],
        [1, 2],
        [2, 0],
      ] as const) {
        const [one, other] = [key(corners[from]!), key(corners[to]!)];
        if (one === other) continue;
        edges.set(`${one}|${other}`, (edges.get(`${one}|${other}`) ?? 0) + 1);
      }
    }
    // Every edge has a triangle on its other side.
    for (const [edge, count] of edges) expect(edges.get(edge.split("|").toReversed().join("|"))).toBe(count);
  }
  expect(lowest).toBeLessThan(0);
  expect(lowest).toBeGreaterThan(-0.04);
});
