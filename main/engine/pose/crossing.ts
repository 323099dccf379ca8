import type { Pose, RoomPoint, Seconds } from "../../../shared/pose.ts";
import { approachFactor } from "../../../shared/smoothing.ts";

/** Time constant with which the room of another source becomes its own again: slower than anybody walks. */
const SETTLE: Seconds = 15;

/** Where somebody was last in the room, null where that is not known; undefined for whoever is not on the stage. */
type PlaceOf = (id: number) => RoomPoint | null | undefined;

/**
 * From one source to another. Whoever is seen first after a cut takes the part of whoever was on the stage first, and so
 * on, so that their partners dance on; and the room is moved to where she was, so that none of them is torn away.
 */
export class Crossing {
  #cuts: number | null = null;
  /** Ids on the stage by those of the source; null before the first cut, when they are the same. */
  #ids: Map<number, number> | null = null;
  /** Parts that nobody has taken yet. */
  #parts: number[] = [];
  /** How far the room is moved, and whether it is about to be. */
  #moved = { x: 0, z: 0 };
  #isCut = false;
  #at: Seconds = 0;

  /** @returns whether there was a cut between the frame before and this one. */
  follow(cuts: number): boolean {
    const isCut = this.#cuts !== null && cuts !== this.#cuts;
    this.#cuts = cuts;
    return isCut;
  }

  /** @param parts ids of those on the stage. */
  cut(parts: Iterable<number>): void {
    this.#ids = new Map();
    this.#parts = [...parts];
    this.#isCut = true;
  }

  /** The source's ids are others from now on, and nobody goes on as anybody. */
  forget(): void {
    this.#ids?.clear();
    this.#parts = [];
  }

  /** The same poses as those who are on the stage, where they are there. @param lastId the highest id of anybody. */
  pass(t: Seconds, poses: readonly Pose[], placeOf: PlaceOf, lastId: number): readonly Pose[] {
    if (!this.#ids) return poses;
    const isThere = (id: number) => placeOf(id) !== undefined;
    this.#forgetLeft(poses, isThere);
    const named: Pose[] = [];
    for (const pose of poses) {
      let id = this.#ids.get(pose.id);
      if (id === undefined) {
        this.#parts = this.#parts.filter(isThere);
        id = this.#parts.shift() ?? ++lastId;
        this.#ids.set(pose.id, id);
      }
      lastId = Math.max(lastId, id);
      named.push({ ...pose, id });
    }
    this.#move(t, named, placeOf);
    return named.map((pose) => (pose.root ? { ...pose, root: this.inRoom(pose.root) } : pose));
  }

  /** A place of the source's room in the one that the stage goes on in. */
  inRoom({ x, y, z }: RoomPoint): RoomPoint {
    return { x: x + this.#moved.x, y, z: z + this.#moved.z };
  }

  /** Whoever has left comes back as somebody else: a show of months has seen many. */
  #forgetLeft(poses: readonly Pose[], isThere: (id: number) => boolean): void {
    const seen = new Set(poses.map(({ id }) => id));
    for (const [id, part] of this.#ids ?? []) if (!seen.has(id) && !isThere(part)) this.#ids?.delete(id);
  }

  #move(t: Seconds, poses: readonly Pose[], placeOf: PlaceOf): void {
    const back = 1 - approachFactor(Math.max(0, t - this.#at), SETTLE);
    this.#at = t;
    this.#moved = { x: this.#moved.x * back, z: this.#moved.z * back };
    const [first] = poses;
    if (!this.#isCut || !first) return;
    this.#isCut = false;
    const before = placeOf(first.id);
    if (before && first.root) this.#moved = { x: before.x - first.root.x, z: before.z - first.root.z };
  }
}
