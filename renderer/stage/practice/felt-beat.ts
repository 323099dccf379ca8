import type { BeatShare } from "../../../shared/languages/practice.ts";
import type { Seconds } from "../../../shared/pose.ts";

const SHARES: readonly (readonly [share: BeatShare, size: number])[] = [
  ["eighth", 1 / 8],
  ["quarter", 1 / 4],
  ["third", 1 / 3],
  ["half", 1 / 2],
  ["whole", 1],
];
/** Within this factor of a share it is felt as that share. */
const NEAR = 1.35;

/** The share of a beat that so many seconds of the room feel like; null where there is none that is near. */
export function feltBeat(late: Seconds, tempo: number): BeatShare | null {
  const beats = (Math.abs(late) * tempo) / 60;
  const away = SHARES.map(([name, size]) => ({ share: name, factor: Math.abs(Math.log(beats / size)) }));
  const { share, factor } = away.reduce((best, one) => (one.factor < best.factor ? one : best));
  return factor <= Math.log(NEAR) ? share : null;
}
