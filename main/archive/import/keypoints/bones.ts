import { BONES } from "../../../../shared/skeleton.ts";
import { distance } from "../../../motion/vectors.ts";
import { TakeFault } from "../../take.ts";
import { type FoundFrame, placesOf } from "./identities.ts";
import { medianOf } from "./settle.ts";

/**
 * By what share of their length half of the bones may change from one frame to the next: those of somebody whom a detector
 * hardly sees by 0.1, points at random by 0.4.
 */
const MOST_CHANGE = 0.25;
/** From fewer nothing can be told. */
const FEWEST = 50;

/** @throws TakeFault where keypoints are nobody's, since their bones have another length in every frame. */
export function checkBones(found: readonly FoundFrame[], ids: readonly (readonly number[])[]): void {
  const changes: number[] = [];
  for (let frame = 1; frame < found.length; frame++)
    for (const [index, person] of found[frame]!.people.entries()) {
      const before = found[frame - 1]!.people[ids[frame - 1]!.indexOf(ids[frame]![index]!)];
      if (before) changes.push(...changesBetween(...placesOf(before, person)));
    }
  if (changes.length < FEWEST) return;
  const usual = medianOf(changes);
  if (usual <= MOST_CHANGE) return;
  throw new TakeFault(
    `bones whose length changes by ${Math.round(100 * usual)} % from frame to frame, expected the keypoints of somebody`,
  );
}

type Places = ReturnType<typeof placesOf>;

/** Of each bone, its change of length as a share of it. */
const changesBetween = (...[before, now]: Places): readonly number[] =>
  BONES.flatMap(([from, to]) => {
    const [a, b, c, d] = [before[from], before[to], now[from], now[to]];
    if (!a || !b || !c || !d) return [];
    const [earlier, later] = [distance(a, b), distance(c, d)];
    return [Math.abs(later - earlier) / Math.max((earlier + later) / 2, 1e-9)];
  });
