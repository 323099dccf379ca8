import { MEASURE_GROUPS, type MeasureGroup } from "../../coaching/assess/measures/measure.ts";
import { paragraphs, reportPage } from "../../pictures/report/page.ts";
import { scaleStrip } from "../../pictures/report/scale-strip.ts";
import { escaped } from "../../pictures/stick-figure.ts";
import { linesOf, type MeasureLine, numberInWords, scoreInWords } from "./assessment-table.ts";
import type { TakeAssessment } from "./take-assessment.ts";

const HEADINGS: Readonly<Record<MeasureGroup, string>> = {
  rhythm: "Rhythm",
  fluency: "Fluency",
  range: "Range of motion",
  space: "Use of space",
  levels: "Levels",
  balance: "Balance",
  symmetry: "Symmetry",
  variety: "Repetition and variety",
  effort: "Efforts",
};

/** For people, as one page: each measure on the scale of the styles. */
export function assessmentPage(result: TakeAssessment): string {
  const { take, dancer, seconds, noise, leftOut, score, scale, style } = result;
  const lines = linesOf(result);
  const centimetres = (metres: number) => (100 * metres).toFixed(1);
  const lead = [
    `${dancer === "" ? "" : `${dancer}, `}${seconds.toFixed(0)} seconds of dance.`,
    ...(score ? [scoreInWords(score)] : []),
  ];
  const how = [
    "The bright line is her value, the shade about it what the camera leaves open (95 %). Each row is a style: the thin line holds the middle eight tenths of its dances, the thick one the middle four, the stroke is its median.",
    `Her bones say how much noise the camera has: ${centimetres(noise.inPlane)} cm in the picture, ${centimetres(noise.depth)} cm in depth. No value is good or bad by itself: a style asks for what it asks for.`,
  ];
  const groups = MEASURE_GROUPS.flatMap((group) => {
    const own = lines.filter(({ measure }) => measure.group === group);
    if (own.length === 0) return [];
    const content = `<div class="cards wide">${own.map((line) => cardOf(line, style)).join("\n")}</div>`;
    return [{ id: group, heading: HEADINGS[group], content }];
  });
  const about = [
    ...leftOut.map(({ measure, why }) => `Not said: ${measure}, since ${why}.`),
    `The styles' ranges are of ${Math.round(scale.seconds / 60)} minutes of dance. ${scale.source} Terms: ${scale.licence}.`,
  ];
  return reportPage({
    title: `${take}, measured`,
    lead: `${paragraphs(lead, "lead")}${paragraphs(how, "dim")}`,
    sections: [
      ...groups,
      { id: "about", heading: "What is not said, and beside whom", content: paragraphs(about) },
    ],
  });
}

function cardOf({ measure, value, low, high, scale, like }: MeasureLine, style: string | null): string {
  const { name, unit, what, source } = measure;
  const rows = Object.entries(scale.styles).map(([group, deciles]) => ({
    name: group,
    deciles,
    isChosen: group === style,
  }));
  const told = `${numberInWords(value)}${unit === "" ? "" : ` ${unit}`}`;
  const interval = `${numberInWords(low)} to ${numberInWords(high)}`;
  const title = `${name}: ${told}, ${interval}; usual in ${like.join(", ") || "none of the styles"}`;
  return `<figure class="card"><h3>${escaped(name)} <span class="value">${escaped(told)}</span> <small class="dim">${escaped(interval)}</small></h3>
<p>${escaped(what)}</p>
${scaleStrip(title, rows, { value, low, high }, numberInWords)}
<figcaption><small>${escaped(source)}</small></figcaption></figure>`;
}
