import { J } from "../../../shared/skeleton.ts";
import type { Measure, Need } from "./measures/measure.ts";

/** Of each of what a measure may need, the share of a take in which it was seen: 0 to 1. */
export type Seen = Readonly<Record<Need, number>>;

/** The joints of each part that may be hidden. */
export const SEEN_JOINTS: Readonly<Record<"arms" | "legs" | "feet", readonly number[]>> = {
  arms: [J.left_elbow, J.right_elbow, J.left_wrist, J.right_wrist],
  legs: [J.left_knee, J.right_knee, J.left_ankle, J.right_ankle],
  feet: [J.left_ankle, J.right_ankle, J.left_foot_index, J.right_foot_index],
};

/** Less is not enough: what was hidden is held where it was seen last. */
const ENOUGH = 0.75;

const WHY: Readonly<Record<Need, (percent: number) => string>> = {
  room: (percent) => `where she is in the room is known in ${percent} % of it`,
  arms: (percent) => `her arms are seen in ${percent} % of it`,
  legs: (percent) => `her legs are seen in ${percent} % of it`,
  feet: (percent) => `her feet are seen in ${percent} % of it`,
  music: () => "no music with a beat is known",
};

/** Why a measure cannot be told of a take; null where it can. */
export function hiddenFrom(seen: Seen, { needs }: Measure): string | null {
  const need = needs.find((one) => seen[one] < ENOUGH);
  return need === undefined ? null : WHY[need](Math.round(100 * seen[need]));
}
