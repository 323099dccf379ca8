import { J } from "../../../shared/skeleton.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { norm, subtract, unit, type Vector } from "../../motion/vectors.ts";
import type { Basis } from "../import/bvh/basis.ts";
import type { Side } from "../import/bvh/joint-names.ts";
import { FOOT_AT_REST, sided } from "./armature.ts";
import { into, outOf, swung } from "./bases.ts";
import { type HingedLimb, hinged } from "./hinges.ts";
import type { Bases } from "./trunk.ts";

/** The directions of a limb's three bones, of length 1. */
type Ways = readonly [upper: Vector, lower: Vector, end: Vector];

/** An arm or a leg on its way from places to rotations: first every frame is observed, then each is posed. */
export class Limb {
  readonly #names: readonly [above: string, upper: string, lower: string, end: string];
  readonly #joints: readonly [number, number, number, number];
  readonly #rest: HingedLimb["rest"];
  readonly #axis: HingedLimb["axis"];
  readonly #tip: Vector;
  /** Of the upper and of the lower bone, seen from what carries them. */
  readonly #upper: Vector[] = [];
  readonly #lower: Vector[] = [];
  #turns: readonly Basis[] = [];

  /** Of somebody in a T arms bend forward about an upright axis, and legs back about one to the left. */
  constructor(side: Side, kind: "arm" | "leg") {
    const out = side === "left" ? 1 : -1;
    if (kind === "arm") {
      this.#names = [
        sided(side, "Shoulder"),
        sided(side, "Arm"),
        sided(side, "ForeArm"),
        sided(side, "Hand"),
      ];
      this.#joints = [J[`${side}_shoulder`], J[`${side}_elbow`], J[`${side}_wrist`], J[`${side}_index`]];
      this.#rest = { x: out, y: 0, z: 0 };
      this.#axis = { x: 0, y: -out, z: 0 };
      this.#tip = this.#rest;
    } else {
      this.#names = ["Hips", sided(side, "UpLeg"), sided(side, "Leg"), sided(side, "Foot")];
      this.#joints = [J[`${side}_hip`], J[`${side}_knee`], J[`${side}_ankle`], J[`${side}_foot_index`]];
      this.#rest = { x: 0, y: -1, z: 0 };
      this.#axis = { x: 1, y: 0, z: 0 };
      this.#tip = FOOT_AT_REST;
    }
  }

  /** The next frame. @param bases of the trunk */
  observe(frame: MotionFrame, bases: Bases): void {
    const above = bases.get(this.#names[0])!;
    const [upper, lower] = this.#waysOf(frame);
    this.#upper.push(into(above, upper));
    this.#lower.push(into(above, lower));
  }

  /** After the last frame. */
  settle(fps: number): void {
    const [upper, lower, rest, axis] = [this.#upper, this.#lower, this.#rest, this.#axis];
    this.#turns = hinged({ upper, lower, rest, axis }, fps);
  }

  /** Adds its own to the trunk's bases of a frame. */
  pose(f: number, frame: MotionFrame, bases: Bases): void {
    const [above, upper, lower, end] = this.#names;
    const [, shin, foot] = this.#waysOf(frame);
    const carrier = bases.get(above)!;
    const [x, y, z] = this.#turns[f]!;
    const first: Basis = [outOf(carrier, x), outOf(carrier, y), outOf(carrier, z)];
    const second = swung(first, outOf(first, this.#rest), shin);
    bases.set(upper, first);
    bases.set(lower, second);
    bases.set(end, swung(second, outOf(second, this.#tip), foot));
  }

  #waysOf({ body }: MotionFrame): Ways {
    const way = (bone: 0 | 1 | 2) => {
      const found = subtract(body[this.#joints[bone + 1]!]!, body[this.#joints[bone]!]!);
      return norm(found) > 1e-9 ? unit(found) : this.#rest;
    };
    return [way(0), way(1), way(2)];
  }
}
