import { utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatFrame, formatHeader, type TakeFrame } from "../../main/archive/take.ts";
import { JOINT_COUNT } from "../../shared/skeleton.ts";

const DANCERS = ["Ada", "Bintou", "陈", "Dora", "Emil"];
const STYLES = ["salsa", "waltz", "break", "ballet"];
/** When the first of them was danced: milliseconds since 1970. */
export const FIRST_DATE = Date.UTC(2025, 0, 1);

const frameAt = (take: number, frame: number): TakeFrame => ({
  t: frame / 4,
  people: [
    {
      id: 1,
      image: null,
      body: Array.from({ length: JOINT_COUNT }, (_, joint) => ({
        x: 0.4 * Math.sin(joint + take + frame / 3),
        y: 0.8 - joint / 12 + 0.05 * Math.cos(frame + take),
        z: 0,
      })),
      root: { x: 0, y: 0.9, z: 0 },
    },
  ],
});

export const takeName = (index: number): string => `dance-${String(index).padStart(5, "0")}.take.ndjson`;

/** A small take, each its own dance. */
export const smallTake = (index: number, frames = 3 + (index % 8)): string =>
  formatHeader({
    ...{ fps: 4, source: "made for a test", licence: "", dancer: DANCERS[index % DANCERS.length]! },
    tags: [STYLES[index % STYLES.length]!, `evening-${index % 40}`],
  }) + Array.from({ length: frames }, (_, frame) => formatFrame(frameAt(index, frame))).join("");

/** Writes so many small takes, an hour of date apart; ten thousand within seconds. @returns their names. */
export function fillWithTakes(folder: string, count: number, first = 0): string[] {
  return Array.from({ length: count }, (_, n) => {
    const index = first + n;
    const name = takeName(index);
    writeFileSync(join(folder, name), smallTake(index));
    const date = new Date(FIRST_DATE + index * 3_600_000);
    utimesSync(join(folder, name), date, date);
    return name;
  });
}
