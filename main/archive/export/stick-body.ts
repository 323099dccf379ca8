import { add, cross, distance, scaled, subtract, unit, type Vector } from "../../motion/vectors.ts";
import { FACE_JOINTS } from "../import/bvh/skeletons.ts";
import type { ArmatureJoint } from "./armature.ts";

/** Which half of the body: each has its colour. */
export type Half = "left" | "right" | "middle";

/** Round sticks, each on one bone, in the zero pose. */
export interface StickBody {
  /** vertices x 3, metres. */
  readonly positions: Float32Array;
  readonly normals: Float32Array;
  /** vertices x 4: the joint that moves it, and nothing else. */
  readonly joints: Uint8Array;
  readonly weights: Float32Array;
  /** Three a triangle, counterclockwise from outside. */
  readonly indices: Uint16Array;
}

/** Radii, metres. */
const STICK = 0.03;
const HAND = 0.02;
const NOSE = 0.02;
/** How much of the way between the ears is head, and how much farther it reaches than they do. */
const SKULL = { width: 0.35, radius: 1.15 };
/** Corners around a stick, and rings of the half ball at each of its ends. */
const CORNERS = 12;
const RINGS = 4;

/** Where each joint is in the zero pose, from the hips. */
export function restPlaces(joints: readonly ArmatureJoint[]): readonly Vector[] {
  const places: Vector[] = [];
  for (const { parent, offset } of joints) places.push(parent < 0 ? offset : add(places[parent]!, offset));
  return places;
}

/** A stick body for a skeleton, by halves. */
export function stickBody(joints: readonly ArmatureJoint[]): Readonly<Record<Half, StickBody>> {
  const places = restPlaces(joints);
  const builders = { left: new Sticks(), right: new Sticks(), middle: new Sticks() };
  const face = new Set<string>(Object.values(FACE_JOINTS));
  for (const [j, { name, parent, end }] of joints.entries()) {
    // A clavicle begins where the neck does: the way there is the spine's.
    if (parent < 0 || face.has(name) || name.endsWith("Shoulder")) continue;
    const half = halfOf(name);
    builders[half].add(places[parent]!, places[j]!, STICK, parent);
    if (end) builders[half].add(places[j]!, add(places[j]!, end), half === "middle" ? STICK : HAND, j);
  }
  const at = (name: string) => joints.findIndex((joint) => joint.name === name);
  const head = at("Head");
  const [nose, left, right] = [FACE_JOINTS.nose, FACE_JOINTS.left_ear, FACE_JOINTS.right_ear].map(
    (name) => places[at(name)]!,
  ) as [Vector, Vector, Vector];
  const middle = scaled(add(left, right), 0.5);
  const aside = scaled(subtract(left, middle), SKULL.width);
  const radius = distance(left, middle) * (SKULL.radius - SKULL.width);
  builders.middle.add(subtract(middle, aside), add(middle, aside), radius, head);
  builders.middle.add(middle, nose, NOSE, head);
  return { left: builders.left.body, right: builders.right.body, middle: builders.middle.body };
}

const halfOf = (name: string): Half =>
  name.startsWith("Left") ? "left" : name.startsWith("Right") ? "right" : "middle";

class Sticks {
  readonly #positions: number[] = [];
  readonly #normals: number[] = [];
  readonly #joints: number[] = [];
  readonly #indices: number[] = [];

  get body(): StickBody {
    return {
      positions: Float32Array.from(this.#positions),
      normals: Float32Array.from(this.#normals),
      joints: Uint8Array.from(this.#joints.flatMap((joint) => [joint, 0, 0, 0])),
      weights: Float32Array.from(this.#joints.flatMap(() => [1, 0, 0, 0])),
      indices: Uint16Array.from(this.#indices),
    };
  }

  /** A capsule from one place to another. */
  add(from: Vector, to: Vector, radius: number, joint: number): void {
    const way = distance(from, to) > 1e-6 ? unit(subtract(to, from)) : { x: 0, y: 1, z: 0 };
    const side = unit(cross(way, Math.abs(way.y) < 0.9 ? { x: 0, y: 1, z: 0 } : { x: 1, y: 0, z: 0 }));
    const third = cross(way, side);
    const first = this.#joints.length;
    // From the pole at the beginning to that at the end; the two equators bound the stick itself.
    for (let ring = 0; ring <= 2 * RINGS + 1; ring++) {
      const isBegin = ring <= RINGS;
      const latitude = ((ring - (isBegin ? RINGS : RINGS + 1)) / RINGS) * (Math.PI / 2);
      for (let corner = 0; corner < CORNERS; corner++) {
        const angle = (2 * Math.PI * corner) / CORNERS;
        const around = add(scaled(side, Math.cos(angle)), scaled(third, Math.sin(angle)));
        const normal = add(scaled(way, Math.sin(latitude)), scaled(around, Math.cos(latitude)));
        const place = add(isBegin ? from : to, scaled(normal, radius));
        this.#positions.push(place.x, place.y, place.z);
        this.#normals.push(normal.x, normal.y, normal.z);
        this.#joints.push(joint);
      }
    }
    for (let ring = 0; ring <= 2 * RINGS; ring++)
      for (let corner = 0; corner < CORNERS; corner++) {
        const next = (corner + 1) % CORNERS;
        const [a, b] = [first + ring * CORNERS + corner, first + ring * CORNERS + next];
        const [c, d] = [a + CORNERS, b + CORNERS];
        // At a pole one of the two triangles has no surface.
        if (ring > 0) this.#indices.push(a, b, d);
        if (ring < 2 * RINGS) this.#indices.push(a, d, c);
      }
  }
}
