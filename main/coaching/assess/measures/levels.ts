import { floorAt } from "../floor.ts";
import type { SmoothDance } from "../smooth-dance.ts";
import { medianOf, quantilesOf } from "../statistics.ts";
import { directly, type Measure, NOT_NEGATIVE, PERCENT } from "./measure.ts";

/** Hips lower than this share of the leg's length are low: a deep knee bend, or the floor. */
const LOW = 0.7;

/** Height of the hips over what carries her, in lengths of thigh and shank: [frames]. Upright is about 1.1, with the foot. */
const heightsOf = ({ slow, leg }: SmoothDance): Float64Array =>
  Float64Array.from(
    { length: slow.frames },
    (_, frame) => (slow.roots[3 * frame + 1]! - floorAt(slow, frame).y) / leg,
  );

/** The same in the room, from wherever it counts: [frames]. A jump is in it, where a take has it. */
const roomHeightsOf = ({ roots, frames, leg }: SmoothDance): Float64Array =>
  Float64Array.from({ length: frames }, (_, frame) => roots[3 * frame + 1]! / leg);

const SOURCE = "Aristidou et al. 2015, height of the hips; in lengths of thigh and shank";

export const LEVELS: readonly Measure[] = [
  {
    name: "height",
    group: "levels",
    what: "how high her hips are; standing upright is about 110",
    unit: "% of leg",
    source: `${SOURCE}, median`,
    needs: ["room", "legs"],
    bounds: NOT_NEGATIVE,
    ...directly((dance) => 100 * medianOf(heightsOf(dance))),
  },
  {
    name: "levels",
    group: "levels",
    what: "how far her hips go up and down",
    unit: "% of leg",
    source: `${SOURCE}, 5th to 95th percentile`,
    needs: ["room", "legs"],
    bounds: NOT_NEGATIVE,
    ...directly((dance) => {
      const [low, high] = quantilesOf(roomHeightsOf(dance), [0.05, 0.95]);
      return 100 * (high! - low!);
    }),
  },
  {
    name: "low",
    group: "levels",
    what: "how much of the time she is low: hips below 70 % of her leg",
    unit: "% of time",
    source: `${SOURCE}, share below 0.7`,
    needs: ["room", "legs"],
    bounds: PERCENT,
    ...directly((dance) => {
      const heights = heightsOf(dance);
      return (100 * heights.filter((height) => height < LOW).length) / heights.length;
    }),
  },
];
