import type { BodyPoint } from "../../shared/pose.ts";
import { JOINTS } from "../../shared/skeleton.ts";
import type { Figure, StageFrame, StagePerson } from "../../shared/stage.ts";
import { person, stageFrame } from "./stage-frames.ts";

/** Somebody 1.7 m tall who stands upright, arms down: [x, y] of each joint in metres, hips at the origin. */
const UPRIGHT: Readonly<Record<string, readonly [number, number]>> = {
  nose: [0, 0.72],
  ear: [0.08, 0.74],
  shoulder: [0.18, 0.5],
  elbow: [0.22, 0.22],
  wrist: [0.24, -0.04],
  index: [0.24, -0.12],
  hip: [0.1, 0],
  knee: [0.1, -0.43],
  ankle: [0.1, -0.83],
  foot_index: [0.12, -0.89],
};

/** The standing body, with some joints elsewhere. The dancer faces the camera: her left is to the picture's right. */
export function body(
  changes: Readonly<Record<string, readonly [number, number, number?]>> = {},
): BodyPoint[] {
  return JOINTS.map((joint) => {
    const [, side = "", part = joint] = /^(left|right)_(.*)$/.exec(joint) ?? [];
    const [x, y] = UPRIGHT[part]!;
    const [cx, cy, cz = 0] = changes[joint] ?? [side === "right" ? -x : x, y];
    return { x: cx, y: cy, z: cz };
  });
}

/** A figure whose body stands in the middle of a picture that is 2.5 m high. */
export function bodily(joints: readonly BodyPoint[], changes: Partial<Figure> = {}): Figure {
  const image = joints.map(({ x, y }) => ({ x: 0.5 + x / 2.5 / (16 / 9), y: 0.55 - y / 2.5, score: 1 }));
  return {
    ...{ image, body: joints, root: { x: 0, y: 0.89, z: 0 }, centre: { x: 0.5, y: 0.55 } },
    ...{ velocity: { x: 0, y: 0 }, energy: 0 },
    ...changes,
  };
}

export function dancer(live: Figure, changes: Partial<StagePerson> = {}): StagePerson {
  return person(1, { live, partner: null, ...changes });
}

/** Frames at 60 a second of so many people who sway, each with a partner; deterministic. */
export function swaying(frame: number, count: number): StageFrame {
  const t = frame / 60;
  const people = Array.from({ length: count }, (_, n) => {
    const sway = 0.1 * Math.sin(2 * Math.PI * (t + n / 7));
    const arms = 0.4 * Math.sin(2 * Math.PI * 2 * t + n);
    const joints = body({ left_wrist: [0.5, arms], right_wrist: [-0.5, -arms] });
    const at = { x: (n + 1) / (count + 1) + sway / 5, y: 0.55 };
    const root = { x: sway + n, y: 0.89, z: 0.2 * sway };
    const energy = 0.4 + 0.3 * Math.cos(2 * Math.PI * 2 * t);
    const live = bodily(joints, { centre: at, root, energy, velocity: { x: sway, y: 0 } });
    const partner = bodily(body({ left_wrist: [0.3, -arms] }), {
      centre: { ...at, x: at.x + 0.2 },
      root,
      energy,
    });
    return dancer(live, { id: n + 1, partner });
  });
  const events = frame === 0 ? people.map(({ id }) => ({ event: "enter", id }) as const) : [];
  return stageFrame(frame, { t, people, events });
}
