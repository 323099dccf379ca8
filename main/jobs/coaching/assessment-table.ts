import type { Assessed } from "../../coaching/assess/assess.ts";
import type { Measure, MeasureGroup } from "../../coaching/assess/measures/measure.ts";
import { MEASURES } from "../../coaching/assess/measures/measures.ts";
import { type MeasureScale, percentileIn, stylesWith } from "../../coaching/assess/scale.ts";
import type { Score } from "../../coaching/assess/score.ts";
import { printable } from "../../system/log/printable.ts";
import type { TakeAssessment } from "./take-assessment.ts";

/** A measure of a take, with all that is said of it. */
export interface MeasureLine extends Assessed {
  readonly measure: Measure;
  readonly scale: MeasureScale;
  /** Of what she is laid beside, from least to largest; null where the archive has no range. */
  readonly deciles: readonly number[] | null;
  /** Which percent of those have less. */
  readonly percentile: number | null;
  /** Styles in which her value is usual. */
  readonly like: readonly string[];
}

/** What was measured, in the order of the measures. */
export function linesOf({ assessment, scale, style }: TakeAssessment): readonly MeasureLine[] {
  return MEASURES.flatMap((measure) => {
    const [assessed, own] = [assessment.get(measure.name), scale.measures[measure.name]];
    if (!assessed || !own) return [];
    const deciles = style === null ? own.all : (own.styles[style] ?? null);
    const percentile = deciles && percentileIn(deciles, assessed.value);
    return [{ ...assessed, measure, scale: own, deciles, percentile, like: stylesWith(own, assessed.value) }];
  });
}

/** Three digits, which is more than a camera can tell. */
export const numberInWords = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3).replace(/^(-?0\.\d\d)\d+$/, "$1");

const NAME = 14;
const VALUE = 9;
const INTERVAL = 20;
const UNIT = 13;
const AMONG = 11;

/** For people: a line for each measure, and what is not said. */
export function assessmentTable(result: TakeAssessment): string {
  const { take, dancer, seconds, noise, leftOut, score, scale, style } = result;
  const centimetres = (metres: number) => (100 * metres).toFixed(1);
  const beside = style ?? "all styles";
  const lines = [
    `${printable(take, 200)}${dancer === "" ? "" : `, ${printable(dancer, 100)}`}: ${seconds.toFixed(1)} s measured`,
    `camera noise, by her bones: ${centimetres(noise.inPlane)} cm in the picture, ${centimetres(noise.depth)} cm in depth`,
    `beside ${beside}: ${scale.seconds} s of dance in ${Object.values(scale.stretches).reduce((a, b) => a + b, 0)} stretches`,
    "",
    `${"".padEnd(NAME)}${"value".padStart(VALUE)}${"95 % by the camera".padStart(INTERVAL)} ${"unit".padEnd(UNIT)}${"less than it".padStart(AMONG)}  usual in`,
  ];
  let group: MeasureGroup | null = null;
  for (const line of linesOf(result)) {
    if (line.measure.group !== group) lines.push(line.measure.group);
    group = line.measure.group;
    lines.push(`  ${lineOf(line)}`);
  }
  if (leftOut.length > 0)
    lines.push("", "not said:", ...leftOut.map(({ measure, why }) => `  ${measure}: ${why}`));
  if (score) lines.push("", scoreInWords(score));
  return lines.join("\n");
}

function lineOf({ measure, value, low, high, percentile, like }: MeasureLine): string {
  const interval = `${numberInWords(low)} to ${numberInWords(high)}`;
  const among = percentile === null ? "" : `${percentile.toFixed(0)} %`;
  return `${measure.name.padEnd(NAME - 2)}${numberInWords(value).padStart(VALUE)}${interval.padStart(INTERVAL)} ${measure.unit.padEnd(UNIT)}${among.padStart(AMONG)}  ${like.join(", ")}`.trimEnd();
}

export function scoreInWords({ value, style, missing }: Score): string {
  const without = missing.length > 0 ? `, without ${missing.join(", ")}` : "";
  return `By your own weights ${value.toFixed(0)} of 100 among dances of ${style}${without}.`;
}

/** For programs. */
export function assessmentDocument(result: TakeAssessment): object {
  const { take, dancer, seconds, noise, leftOut, score, scale, style } = result;
  return {
    ...{ take, dancer, seconds, noise, style },
    measures: linesOf(result).map(({ measure, value, low, high, deciles, percentile, like, scale: own }) => ({
      name: measure.name,
      group: measure.group,
      ...{ value, low, high, unit: measure.unit, what: measure.what, source: measure.source },
      ...{ percentile, deciles, like, repeatability: own.repeatability },
    })),
    ...{ leftOut, score },
    scale: {
      source: scale.source,
      licence: scale.licence,
      seconds: scale.seconds,
      stretches: scale.stretches,
    },
  };
}
