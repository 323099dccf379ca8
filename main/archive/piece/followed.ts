import type { Pose } from "../../../shared/pose.ts";
import { J } from "../../../shared/skeleton.ts";

/**
 * Whoever is in a take first, through all of it: a tracker that lost her may have found her again under another id. When
 * she is gone, somebody who was never seen beside her is taken for her, the one who is nearest to where she was last.
 */
export class Followed {
  /** What she was called until now, the first name first. */
  #ids: readonly number[] = [];
  /** Who was seen beside her, and so is somebody else. */
  readonly #others = new Set<number>();
  #last: Pose | null = null;

  /** @param people of the next frame. @returns the one who is followed; null while she is not there. */
  of(people: readonly Pose[]): Pose | null {
    const known = this.#ids.flatMap((id) => people.find((pose) => pose.id === id) ?? []);
    const found = known[0] ?? this.#newcomer(people);
    if (!found) return null;
    for (const { id } of people) if (id !== found.id) this.#others.add(id);
    // Two of her names in one frame are two people: the older name is hers.
    const names = this.#ids.includes(found.id) ? this.#ids : [...this.#ids, found.id];
    this.#ids = names.filter((id) => !this.#others.has(id));
    this.#last = found;
    return found;
  }

  #newcomer(people: readonly Pose[]): Pose | null {
    const [first = null, ...more] = people.filter(({ id }) => !this.#others.has(id));
    const last = this.#last;
    if (!first || !last) return first;
    return more.reduce((best, one) => (apart(one, last) < apart(best, last) ? one : best), first);
  }
}

/** How far two people are from each other, in the room or else in the picture; infinite where nobody knows. */
function apart(a: Pose, b: Pose): number {
  if (a.root && b.root) return Math.hypot(a.root.x - b.root.x, a.root.z - b.root.z);
  const [from, to] = [a.image?.[J.left_hip], b.image?.[J.left_hip]];
  return from && to ? Math.hypot(from.x - to.x, from.y - to.y) : Number.POSITIVE_INFINITY;
}
