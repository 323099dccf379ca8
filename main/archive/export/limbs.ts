import { J } from "../../../shared/skeleton.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { norm, subtract, unit, type Vector } from "../../motion/vectors.ts";
import type { Basis } from "../import/bvh/basis.ts";
import type { Side } from "../import/bvh/joint-names.ts";
import { FOOT_AT_REST, sided } from "./armature.ts";
import { into, outOf, swung } from "./bases.ts";
import { type HingedLimb, hinged, LiveHinge } from "./hinges.ts";
import type { Bases } from "./trunk.ts";

/** The directions of a limb's three bones, of length 1. */
type Ways = readonly [upper: Vector, lower: Vector, end: Vector];

/** The bones of an arm or a leg, and how they are at rest. */
interface LimbBones extends Pick<HingedLimb, "rest" | "axis"> {
  readonly names: readonly [above: string, upper: string, lower: string, end: string];
  readonly joints: readonly [number, number, number, number];
  readonly tip: Vector;
}

/** Of somebody in a T arms bend forward about an upright axis, and legs back about one to the left. */
function bonesOf(side: Side, kind: "arm" | "leg"): LimbBones {
  const out = side === "left" ? 1 : -1;
  const rest = { x: out, y: 0, z: 0 };
  return kind === "arm"
    ? {
        names: [sided(side, "Shoulder"), sided(side, "Arm"), sided(side, "ForeArm"), sided(side, "Hand")],
        joints: [J[`${side}_shoulder`], J[`${side}_elbow`], J[`${side}_wrist`], J[`${side}_index`]],
        ...{ rest, axis: { x: 0, y: -out, z: 0 }, tip: rest },
      }
    : {
        names: ["Hips", sided(side, "UpLeg"), sided(side, "Leg"), sided(side, "Foot")],
        joints: [J[`${side}_hip`], J[`${side}_knee`], J[`${side}_ankle`], J[`${side}_foot_index`]],
        ...{ rest: { x: 0, y: -1, z: 0 }, axis: { x: 1, y: 0, z: 0 }, tip: FOOT_AT_REST },
      };
}

function waysOf({ joints, rest }: LimbBones, { body }: MotionFrame): Ways {
  const way = (bone: 0 | 1 | 2) => {
    const found = subtract(body[joints[bone + 1]!]!, body[joints[bone]!]!);
    return norm(found) > 1e-9 ? unit(found) : rest;
  };
  return [way(0), way(1), way(2)];
}

/** Adds a limb's own to the trunk's bases of a frame. @param turn of its upper bone, seen from what carries it */
function pose(limb: LimbBones, [, shin, foot]: Ways, bases: Bases, [x, y, z]: Basis): void {
  const [above, upper, lower, end] = limb.names;
  const carrier = bases.get(above)!;
  const first: Basis = [outOf(carrier, x), outOf(carrier, y), outOf(carrier, z)];
  const second = swung(first, outOf(first, limb.rest), shin);
  bases.set(upper, first);
  bases.set(lower, second);
  bases.set(end, swung(second, outOf(second, limb.tip), foot));
}

/** An arm or a leg on its way from places to rotations: first every frame is observed, then each is posed. */
export class Limb {
  readonly #bones: LimbBones;
  /** Of the upper and of the lower bone, seen from what carries them. */
  readonly #upper: Vector[] = [];
  readonly #lower: Vector[] = [];
  #turns: readonly Basis[] = [];

  constructor(side: Side, kind: "arm" | "leg") {
    this.#bones = bonesOf(side, kind);
  }

  /** The next frame. @param bases of the trunk */
  observe(frame: MotionFrame, bases: Bases): void {
    const above = bases.get(this.#bones.names[0])!;
    const [upper, lower] = waysOf(this.#bones, frame);
    this.#upper.push(into(above, upper));
    this.#lower.push(into(above, lower));
  }

  /** After the last frame. */
  settle(fps: number): void {
    this.#turns = hinged({ upper: this.#upper, lower: this.#lower, ...this.#bones }, fps);
  }

  /** Adds its own to the trunk's bases of a frame. */
  pose(f: number, frame: MotionFrame, bases: Bases): void {
    pose(this.#bones, waysOf(this.#bones, frame), bases, this.#turns[f]!);
  }
}

/** An arm or a leg that is posed while she dances. */
export class LiveLimb {
  readonly #bones: LimbBones;
  readonly #hinge: LiveHinge;

  constructor(side: Side, kind: "arm" | "leg") {
    this.#bones = bonesOf(side, kind);
    this.#hinge = new LiveHinge(this.#bones);
  }

  /** Adds its own to the trunk's bases of the next frame. @param dt seconds since the one before */
  pose(frame: MotionFrame, bases: Bases, dt: number): void {
    const above = bases.get(this.#bones.names[0])!;
    const ways = waysOf(this.#bones, frame);
    const turn = this.#hinge.next(into(above, ways[0]), into(above, ways[1]), dt);
    pose(this.#bones, ways, bases, turn);
  }
}
