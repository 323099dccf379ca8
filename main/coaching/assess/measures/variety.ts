import { ROOT_AT } from "../../../motion/clip.ts";
import { RATE, type SmoothDance } from "../smooth-dance.ts";
import { meanOf, medianOf } from "../statistics.ts";
import { directly, type Measure, NOT_NEGATIVE } from "./measure.ts";

/** Poses are compared so many times a second. */
const POSES = 6;
/** Seconds of a figure that may come again, and how much later it is another one, at most and at least. */
const FIGURE = 2;
const LATEST = 12;
/** A figure is looked for every so many poses. */
const EVERY = 3;

interface Poses {
  readonly count: number;
  /** Mean distance of the joints of two poses, as seen from the dancer, metres. */
  distance(a: number, b: number): number;
  /** Mean square of the distances, square metres: noise raises it by twice its own variance, however far apart they are. */
  squared(a: number, b: number): number;
}

function posesOf({ bodies, frames }: SmoothDance): Poses {
  const apart = RATE / POSES;
  const mean = (a: number, b: number, of: (square: number) => number): number => {
    const [from, to] = [a * apart * ROOT_AT, b * apart * ROOT_AT];
    let sum = 0;
    for (let i = 0; i < ROOT_AT; i += 3)
      sum += of(
        (bodies[from + i]! - bodies[to + i]!) ** 2 +
          (bodies[from + i + 1]! - bodies[to + i + 1]!) ** 2 +
          (bodies[from + i + 2]! - bodies[to + i + 2]!) ** 2,
      );
    return (3 * sum) / ROOT_AT;
  };
  return {
    count: Math.floor((frames - 1) / apart) + 1,
    distance: (a, b) => mean(a, b, Math.sqrt),
    squared: (a, b) => mean(a, b, (square) => square),
  };
}

/** Mean square distance of the joints of poses that lie up to 12 s apart, square metres. */
function varietyOf(dance: SmoothDance): number {
  const { count, squared } = posesOf(dance);
  const all: number[] = [];
  for (let a = 0; a < count; a += EVERY)
    for (let b = a + EVERY; b < Math.min(count, a + LATEST * POSES); b += EVERY) all.push(squared(a, b));
  return meanOf(all);
}

/**
 * For every figure of 2 s the most alike one that begins 2 to 12 s later: 1 - its distance over that of all of them
 * (a self-similarity matrix's diagonals, Foote 1999; of poses as Kovar and Gleicher 2004 compare them).
 */
function repetitionOf(dance: SmoothDance): number {
  const { count, distance } = posesOf(dance);
  const length = FIGURE * POSES;
  const alike: number[] = [];
  for (let a = 0; a + 2 * length <= count; a += EVERY) {
    const distances: number[] = [];
    for (let b = a + length; b <= Math.min(count - length, a + LATEST * POSES); b++) {
      let sum = 0;
      for (let i = 0; i < length; i++) sum += distance(a + i, b + i);
      distances.push(sum);
    }
    if (distances.length > 1) alike.push(1 - Math.min(...distances) / meanOf(distances));
  }
  return medianOf(alike);
}

export const VARIETY: readonly Measure[] = [
  {
    name: "repetition",
    group: "variety",
    what: "how alike she comes back to a figure within 12 seconds: 1 exactly, 0 never",
    unit: "",
    source: "Foote 1999, self-similarity; figures of 2 s",
    needs: ["arms", "legs"],
    bounds: [0, 1],
    ...directly(repetitionOf),
  },
  {
    name: "variety",
    group: "variety",
    what: "how much her poses differ from each other",
    unit: "cm",
    source:
      "root mean square distance of the joints of two poses, facing as she does (Kovar & Gleicher 2004)",
    needs: ["arms", "legs"],
    bounds: NOT_NEGATIVE,
    gather: (dance) => [varietyOf(dance)],
    value: ({ 0: square }) => 100 * Math.sqrt(Math.max(0, square!)),
  },
];
