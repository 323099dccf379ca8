import * as v from "valibot";
import { MEASURES } from "../../coaching/assess/measures/measures.ts";
import { isTold, type Scale } from "../../coaching/assess/scale.ts";
import type { ScoreWeights } from "../../coaching/assess/score.ts";
import { ConfigError, SourceError } from "../../system/errors.ts";
import { readJsonFile } from "../../system/files/json.ts";
import { printable } from "../../system/log/printable.ts";
import { checked } from "./scale-file.ts";

const WEIGHTS_FILE = {
  expected: "a style, and weights by the names of measures",
  mostBytes: 1 << 16,
  Fault: SourceError,
};
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const WeightsFile = v.strictObject({
  style: name,
  weights: v.record(name, v.pipe(v.number(), v.minValue(-1000), v.maxValue(1000))),
});

/**
 * The weights of a score, whose measures a camera can tell and whose style the scale has.
 * @throws SourceError, or ConfigError naming what is not known, and what is.
 */
export async function readWeights(file: string, scale: Scale): Promise<ScoreWeights> {
  const weights = checked(file, WeightsFile, await readJsonFile(file, WEIGHTS_FILE));
  const told = MEASURES.flatMap(({ name: one }) => {
    const own = scale.measures[one];
    return own?.all && isTold(own) ? [one] : [];
  });
  refuseUnknown(file, "weights", Object.keys(weights.weights), told);
  refuseUnknown(file, "style", [weights.style], Object.keys(scale.stretches));
  if (!Object.values(weights.weights).some((weight) => weight !== 0))
    throw new ConfigError(`${file}: no weight but 0, expected one at least`);
  return weights;
}

function refuseUnknown(file: string, what: string, given: readonly string[], known: readonly string[]): void {
  const unknown = given.find((one) => !known.includes(one));
  if (unknown !== undefined)
    throw new ConfigError(`${file}: ${what} has "${printable(unknown, 40)}", expected ${known.join(", ")}`);
}
