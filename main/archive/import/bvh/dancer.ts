import { JOINT_COUNT } from "../../../../shared/skeleton.ts";
import { lowPassResample } from "../../../motion/low-pass-resample.ts";
import { restBasis } from "./basis.ts";
import { bridge, limbsOf, repairHead } from "./bridge.ts";
import {
  canBridge,
  type Fault,
  findFaults,
  isSlight,
  type Limb,
  lowestFoot,
  type Stretch,
} from "./faults.ts";
import { type JointMotion, jointMotionOf, PosedSkeleton } from "./kinematics.ts";
import { limbLengths, restoreLimbLengths } from "./limb-lengths.ts";
import type { Bvh } from "./parse.ts";
import { isOurs, type SkeletonMap } from "./skeletons.ts";
import { Stage19Retargeter } from "./stage-19.ts";

const WIDTH = JOINT_COUNT * 3;

/** One person of a file on her way to `stage-19`. */
export class Dancer {
  readonly body: Stage19Retargeter;
  /** Share of the frames in which the head was turned as no head can be. */
  readonly headRepaired: number;
  readonly #motion: JointMotion;
  /** Of each joint of the motion, the limb that it carries; null for what carries more. */
  readonly #limbs: readonly (Limb | null)[];
  /** Frames x 19 x 3, metres in the room; after `settle`. */
  #track = new Float64Array();

  /** @throws SourceError when the body has no size. */
  constructor(bvh: Bvh, map: SkeletonMap, file: string) {
    // Fingers, faces and clothes carry nothing: of a large skeleton that is most of the work.
    const joints = [...carriersOf(bvh, map)].sort((a, b) => a - b);
    const own = Object.entries(map).map(([placed, j]) => [placed, j === null ? null : joints.indexOf(j)]);
    const ownMap = Object.fromEntries(own) as SkeletonMap;
    this.#motion = jointMotionOf(bvh, joints);
    this.#limbs = limbsOf(this.#motion.parents, ownMap);
    const stands = restBasis(new PosedSkeleton(this.#motion), ownMap) !== null;
    this.headRepaired = isOurs(map) ? 0 : repairHead(this.#motion, ownMap.head, stands);
    this.body = new Stage19Retargeter(this.#motion, ownMap, file);
  }

  get track(): Float64Array {
    return this.#track;
  }

  /** Places every frame with y up, in metres. */
  settle(up: Parameters<Stage19Retargeter["settle"]>[0], scale: number): void {
    this.body.settle(up, scale);
    this.#track = new Float64Array(this.#motion.frameCount * WIDTH);
    this.#place(0, this.#motion.frameCount - 1);
  }

  /** The lowest foot's height in each frame. */
  get soles(): Float64Array {
    return Float64Array.from({ length: this.#motion.frameCount }, (_, f) => lowestFoot(this.#track, f));
  }

  /** Repairs what can be repaired. @returns how many faults these were, and the others, at which the dance is cut. */
  mend(fps: number, floor: number): { readonly bridged: number; readonly cuts: readonly Fault[] } {
    const faults = findFaults(this.#track, fps, floor);
    const cuts = faults.filter((fault) => !canBridge(this.#track, fps, fault));
    for (const fault of faults) {
      if (cuts.includes(fault)) continue;
      const wrong = isSlight(this.#track, fps, fault) ? { ...fault, limbs: null } : fault;
      bridge(this.#motion, wrong, this.#limbs);
      this.#place(fault.from, fault.to);
    }
    return { bridged: faults.length - cuts.length, cuts };
  }

  /** The frames from one to another, both included, at another rate, or as they are: frames x 19 x 3. */
  piece({ from, to }: Stretch, fps: number, rate: number | null): Float64Array {
    const own = this.#track.subarray(from * WIDTH, (to + 1) * WIDTH);
    if (rate === null) return own.slice();
    const piece = lowPassResample(own, WIDTH, fps, rate);
    restoreLimbLengths(piece, limbLengths(this.#track, 0));
    return piece;
  }

  #place(from: number, to: number): void {
    for (let f = from; f <= to; f++) this.body.place(f, this.#track, f * WIDTH);
  }
}

/** The joints of a body and all that carry them. */
function carriersOf({ joints }: Bvh, map: SkeletonMap): ReadonlySet<number> {
  const carriers = new Set<number>();
  for (const joint of Object.values(map))
    for (let j = joint ?? -1; j >= 0; j = joints[j]!.parent) carriers.add(j);
  return carriers;
}
