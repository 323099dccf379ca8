import type { Seconds } from "../../../shared/pose.ts";
import { Approach } from "../../../shared/smoothing.ts";
import type { Motion } from "../partner/inertializer.ts";
import type { Dancer } from "./dancer.ts";
import type { PartnerAssignment } from "./partner-place.ts";

/** Time constant of the mean of a dancer's energy. */
const SETTLE: Seconds = 1;
/** The partner changes to the other dancer when she has so many times the energy, but stays this long with each. */
const LIVELIER = 1.3;
const STAY: Seconds = 2;

/** One partner for two dancers: it stands between them and follows the one with more energy. */
export class Duet {
  readonly #energies = new Map<number, number>();
  #leader: number | null = null;
  #leaderSince: Seconds = 0;
  readonly #approach = new Approach(SETTLE);
  /** The leader's motion, and the same moved to where the first dancer stands. */
  #shared: { readonly motion: Motion; readonly moved: Motion } | null = null;

  /** The partner of each of the dancers at `t`; those after the second have one of their own. */
  assignments(t: Seconds, dancers: readonly Dancer[]): readonly PartnerAssignment[] {
    const [first, second] = dancers;
    if (!first?.figure || !second?.figure) {
      this.#leader = null;
      return dancers.map(() => "own");
    }
    const leader = this.#choose(t, first, second) === second.id ? second : first;
    const middle = (first.figure.centre.x + second.figure.centre.x) / 2;
    const shared = { motion: this.#sharedMotion(first, leader), middle };
    return dancers.map((_, index) => (index === 0 ? shared : index === 1 ? "none" : "own"));
  }

  #choose(t: Seconds, first: Dancer, second: Dancer): number {
    const share = this.#approach.share(t);
    for (const { id, figure } of [first, second]) {
      const before = this.#energies.get(id) ?? 0;
      this.#energies.set(id, before + ((figure?.energy ?? 0) - before) * share);
    }
    for (const id of this.#energies.keys()) {
      if (id !== first.id && id !== second.id) this.#energies.delete(id);
    }
    const known = this.#leader === first.id || this.#leader === second.id;
    const other = this.#leader === first.id ? second.id : first.id;
    const livelier = this.#energyOf(other) > LIVELIER * this.#energyOf(this.#leader ?? other);
    if (!known || (livelier && t - this.#leaderSince > STAY)) {
      this.#leader = known ? other : first.id;
      this.#leaderSince = t;
    }
    return this.#leader ?? first.id;
  }

  #energyOf(id: number): number {
    return this.#energies.get(id) ?? 0;
  }

  /** What the leader is about to do, moved to where the first dancer stands: the partner is placed from there. */
  #sharedMotion(first: Dancer, leader: Dancer): Motion | null {
    const motion = leader.partner.prediction;
    if (!motion || leader === first) return motion;
    if (this.#shared?.motion !== motion) {
      const [here, there] = [first.figure!.root, leader.figure!.root];
      const [dx, dz] = [here.x - there.x, here.z - there.z];
      const moved: Motion = (t) => {
        const { body, root } = motion(t);
        return { body, root: { x: root.x + dx, y: root.y, z: root.z + dz } };
      };
      this.#shared = { motion, moved };
    }
    return this.#shared.moved;
  }
}
