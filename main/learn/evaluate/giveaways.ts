import { DESCRIPTION_COLUMNS } from "../../motion/features/description.ts";
import { mean } from "./bootstrap.ts";

/** A feature by which continuations are told from real dance. Those of left and right limbs count as one. */
export interface Giveaway {
  readonly feature: string;
  readonly unit: string;
  /** How much of the distance between the two in the classifier's score it makes. */
  readonly share: number;
  /** Its mean in continuations and in real dance. */
  readonly model: number;
  readonly real: number;
}

/** What a classifier found in samples of continuations and of real dances that it did not learn from. */
export interface Gaps {
  /** By column of the description: how far continuations are above real dance in what it adds to the score. */
  readonly terms: Float64Array;
  /** Mean descriptions. */
  readonly model: Float64Array;
  readonly real: Float64Array;
}

/**
 * The strongest first. The classifier's score is a sum over the columns of a description, and so is the distance between
 * the mean scores of continuations and of real dances: each column's term is its share of what gives them away.
 */
export function giveawaysOf({ terms, model, real }: Gaps): readonly Giveaway[] {
  const whole = terms.reduce((sum, term) => sum + term, 0);
  const columns = DESCRIPTION_COLUMNS.map((column, index) => ({ ...column, index }));
  return [...Map.groupBy(columns, ({ what }) => what)]
    .map(([feature, sides]): Giveaway => {
      const meanOf = (values: Float64Array) =>
        mean(sides.map(({ index, sign, inUnit }) => sign * inUnit(values[index]!)));
      return {
        ...{ feature, unit: sides[0]!.unit },
        share: sides.reduce((sum, { index }) => sum + terms[index]!, 0) / whole,
        ...{ model: meanOf(model), real: meanOf(real) },
      };
    })
    .sort((a, b) => b.share - a.share);
}
