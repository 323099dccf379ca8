import { J, JOINT_COUNT } from "../../../shared/skeleton.ts";
import type { Figure, StageFrame, StagePerson } from "../../../shared/stage.ts";
import { stageFrame as anyFrame, person as anyPerson } from "../../support/stage-frames.ts";

/** Somebody who stands straight and looks at us: metres, y up, middle of the hips at the origin. */
const STANDING: Readonly<Record<keyof typeof J, readonly [number, number, number]>> = {
  nose: [0, 0.68, 0.12],
  left_ear: [0.08, 0.7, 0],
  right_ear: [-0.08, 0.7, 0],
  left_shoulder: [0.18, 0.5, 0],
  right_shoulder: [-0.18, 0.5, 0],
  left_elbow: [0.22, 0.22, 0],
  right_elbow: [-0.22, 0.22, 0],
  left_wrist: [0.24, -0.02, 0.05],
  right_wrist: [-0.24, -0.02, 0.05],
  left_index: [0.25, -0.12, 0.07],
  right_index: [-0.25, -0.12, 0.07],
  left_hip: [0.1, 0, 0],
  right_hip: [-0.1, 0, 0],
  left_knee: [0.11, -0.42, 0.02],
  right_knee: [-0.11, -0.42, 0.02],
  left_ankle: [0.12, -0.82, 0],
  right_ankle: [-0.12, -0.82, 0],
  left_foot_index: [0.15, -0.88, 0.12],
  right_foot_index: [-0.15, -0.88, 0.12],
};

export interface Where {
  /** Middle of the hips, 0..1 of the picture. */
  readonly x?: number;
  readonly y?: number;
  /** Picture heights a metre. */
  readonly scale?: number;
  readonly score?: number;
  readonly aspect?: number;
}

export function standing({ x = 0.5, y = 0.55, scale = 0.4, score = 1, aspect = 16 / 9 }: Where = {}): Figure {
  const points = Object.entries(STANDING).sort(([a], [b]) => J[a as keyof typeof J] - J[b as keyof typeof J]);
  const body = points.map(([, [bx, by, bz]]) => ({ x: bx, y: by, z: bz }));
  if (body.length !== JOINT_COUNT) throw new Error("a joint is missing");
  return {
    body,
    image: body.map((point) => ({ x: x + (scale * point.x) / aspect, y: y - scale * point.y, score })),
    root: { x: 0, y: 0.9, z: 0 },
    centre: { x, y },
    velocity: { x: 0, y: 0 },
    energy: 0,
  };
}

/** The same figure without the joints that are named. */
export function without(figure: Figure, ...names: (keyof typeof J)[]): Figure {
  const hidden = new Set(names.map((name) => J[name]));
  return { ...figure, image: figure.image.map((point, joint) => (hidden.has(joint) ? null : point)) };
}

export function person(id: number, live: Figure, partner: Figure | null = null): StagePerson {
  return anyPerson(id, { live, partner, phraseSeconds: 0, progress: 0 });
}

export function stageFrame(
  t: number,
  people: readonly StagePerson[],
  more: Partial<StageFrame> = {},
): StageFrame {
  return { ...anyFrame(Math.round(t * 30), { people }), t, ...more };
}
