import type { Seconds } from "../../../shared/pose.ts";
import type { Motion } from "../partner/inertializer.ts";
import type { Dancer } from "./dancer.ts";
import type { PartnerAssignment } from "./partner-assignment.ts";

/** Liveliness is a mean over about this long. */
const SETTLE: Seconds = 1;
/** The shared partner goes with the other one when she is so much livelier, and not sooner than this after the last time. */
const LIVELIER = 1.3;
const STAY: Seconds = 2;

/** One partner for two dancers: it stands between them and goes with the livelier one, now this one, now that one. */
export class Duet {
  readonly #lively = new Map<number, number>();
  #with: number | null = null;
  #since: Seconds = 0;
  #at: Seconds = 0;
  /** The motion that was last lent, and what it became in the first dancer's room. */
  #lent: { readonly motion: Motion; readonly moved: Motion } | null = null;

  /** The company of each of the dancers at `t`; those after the second have a partner of their own. */
  assignments(t: Seconds, dancers: readonly Dancer[]): readonly PartnerAssignment[] {
    const [first, second] = dancers;
    if (!first?.figure || !second?.figure) {
      this.#with = null;
      return dancers.map(() => "own");
    }
    const leader = this.#choose(t, first, second) === second.id ? second : first;
    const middle = (first.figure.centre.x + second.figure.centre.x) / 2;
    const shared = { motion: this.#lend(first, leader), middle };
    return dancers.map((_, index) => (index === 0 ? shared : index === 1 ? "none" : "own"));
  }

  #choose(t: Seconds, first: Dancer, second: Dancer): number {
    const share = 1 - Math.exp(-Math.max(0, t - this.#at) / SETTLE);
    this.#at = t;
    for (const { id, figure } of [first, second]) {
      const before = this.#lively.get(id) ?? 0;
      this.#lively.set(id, before + ((figure?.energy ?? 0) - before) * share);
    }
    for (const id of this.#lively.keys()) {
      if (id !== first.id && id !== second.id) this.#lively.delete(id);
    }
    const known = this.#with === first.id || this.#with === second.id;
    const other = this.#with === first.id ? second.id : first.id;
    const livelier = this.#livelinessOf(other) > LIVELIER * this.#livelinessOf(this.#with ?? other);
    if (!known || (livelier && t - this.#since > STAY)) {
      this.#with = known ? other : first.id;
      this.#since = t;
    }
    return this.#with ?? first.id;
  }

  #livelinessOf(id: number): number {
    return this.#lively.get(id) ?? 0;
  }

  /** What the leader is about to do, where the first one stands. */
  #lend(first: Dancer, leader: Dancer): Motion | null {
    const motion = leader.partner.prediction;
    if (!motion || leader === first) return motion;
    if (this.#lent?.motion !== motion) {
      const [here, there] = [first.figure!.root, leader.figure!.root];
      const [dx, dz] = [here.x - there.x, here.z - there.z];
      const moved: Motion = (t) => {
        const { body, root } = motion(t);
        return { body, root: { x: root.x + dx, y: root.y, z: root.z + dz } };
      };
      this.#lent = { motion, moved };
    }
    return this.#lent.moved;
  }
}
