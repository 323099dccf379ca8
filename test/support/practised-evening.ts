import { seededRandom } from "../../main/motion/random.ts";
import { BODY_PARTS, type BodyPart } from "../../shared/body-parts.ts";
import type { PracticePass } from "../../shared/practice.ts";

/** What she begins with and comes to: seconds late, share of the size, metres off. */
const COURSE: Readonly<Record<BodyPart, readonly [late: number, size: number, off: number]>> = {
  head: [0.06, 0.95, 0.08],
  trunk: [0.09, 0.9, 0.07],
  left_arm: [0.14, 0.86, 0.16],
  right_arm: [0.24, 0.72, 0.24],
  left_leg: [0.11, 1.08, 0.12],
  right_leg: [0.12, 1.12, 0.13],
};
const MINUTE_MS = 60_000;
/** Twenty past seven in the evening, wherever this runs. */
const BEGIN = new Date(2026, 10, 28, 19, 20).getTime();

/**
 * Passes of one dancer who becomes better, but not evenly: four at half speed, then faster as they are good. The left leg
 * hardly moves in some, so that how late it is is not known.
 * @param days later than the first evening
 */
export function practisedEvening(count: number, days = 0, reference = "phrase.take.ndjson"): PracticePass[] {
  const random = seededRandom(31 + days);
  const about = (value: number, spread: number) => value * (1 + spread * (2 * random() - 1));
  let at = BEGIN + days * 1440 * MINUTE_MS;
  return Array.from({ length: count }, (_, index): PracticePass => {
    at += Math.round(about(2.6, 0.4) * MINUTE_MS);
    const left = Math.exp(-index / 9) * 0.8 + 0.2;
    const towards = (from: number, to: number) => to + (from - to) * left;
    const speed = Math.min(1, 0.5 + 0.1 * Math.floor(Math.max(0, index - 1) / 3));
    const of = <T>(value: (part: BodyPart) => T) =>
      Object.fromEntries(BODY_PARTS.map((part) => [part, value(part)])) as Record<BodyPart, T>;
    const late = of((part) => towards(COURSE[part][0], 0.02) + 0.03 * (2 * random() - 1));
    const good = index % 3 === 0 && index > 0;
    return {
      at,
      ...{ reference, stretch: { begin: 2, end: 14.5 }, pass: index + 1, speed, mirrored: index < 8, good },
      figures: {
        late: {
          ...late,
          left_leg: index % 6 === 4 ? null : late.left_leg,
          whole: towards(0.15, 0.02) + 0.02 * (2 * random() - 1),
        },
        size: of((part) => about(towards(COURSE[part][1], 1), 0.05)),
        off: {
          ...of((part) => about(towards(COURSE[part][2], 0.06), 0.15)),
          weight: about(towards(0.11, 0.05), 0.15),
        },
      },
      findings: good
        ? []
        : [
            {
              difference: {
                ...{ kind: "timing", late: late.right_arm, part: "right_arm", weight: 3 },
                ...{ stretch: { begin: 5, end: 7 }, at: 5.8 },
              },
              ...{ passes: Math.max(1, index - 1), beat: 9 },
            },
            {
              difference: {
                ...{ kind: "place", off: 0.12, towards: "down", part: "left_arm", weight: 2 },
                ...{ stretch: { begin: 8, end: 9 }, at: 8.4 },
              },
              ...{ passes: 1, beat: 14 },
            },
          ],
    };
  });
}
