import type { Random } from "../../shared/random.ts";
import { BONE_COUNT, lengthsOf, stretch } from "../engine/phrase/bones.ts";
import { gaussian } from "../engine/predict/gaussian.ts";
import { POINTS } from "../engine/predict/moment.ts";

/** Standard deviations, metres, of a poor camera's joints: across its picture, and in depth, which it only guesses. */
const ACROSS = 0.02;
const DEPTH = 0.05;
/** Share of bones that are out of sight for a while, and for how many frames at most. */
const HIDDEN = 0.1;
const LONGEST_HIDDEN = 9;

/**
 * What a camera makes of a dance, in place: joints tremble, in depth more than across, and bones out of sight stay as
 * they were seen last. From which side it looks, and how poor it is, is drawn once for all of the stills.
 */
export function disturb(stills: readonly Float32Array[], random: Random): void {
  const poor = random();
  const from = 2 * Math.PI * random();
  const [x, z] = [Math.cos(from), Math.sin(from)];
  for (const still of stills) {
    const lengths = lengthsOf(still);
    for (let point = 0; point < POINTS; point++) {
      const depth = poor * (DEPTH - ACROSS) * gaussian(random);
      still[3 * point]! += poor * ACROSS * gaussian(random) + depth * x;
      still[3 * point + 1]! += poor * ACROSS * gaussian(random);
      still[3 * point + 2]! += poor * ACROSS * gaussian(random) + depth * z;
    }
    const trembling = lengthsOf(still);
    stretch(still, (bone) => lengths[bone]! / Math.max(trembling[bone]!, 1e-6));
  }
  for (let bone = 0; bone < BONE_COUNT; bone++) {
    if (random() < HIDDEN) hide(stills, bone, random);
  }
}

function hide(stills: readonly Float32Array[], bone: number, random: Random): void {
  const first = 1 + Math.floor(random() * (stills.length - 1));
  const end = Math.min(stills.length, first + 1 + Math.floor(random() * LONGEST_HIDDEN));
  const seen = stills[first - 1]!.slice(3 * bone, 3 * bone + 3);
  for (let frame = first; frame < end; frame++) stills[frame]!.set(seen, 3 * bone);
}
