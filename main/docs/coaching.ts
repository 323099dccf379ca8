import { readFileSync } from "node:fs";
import { parseScale, SHIPPED_SCALE } from "../archive/coaching/scale-file.ts";
import { MEASURES } from "../coaching/assess/measures/measures.ts";
import {
  isTold,
  type MeasureScale,
  MOST,
  type Repeatability,
  type Scale,
  SEEN_AS,
} from "../coaching/assess/scale.ts";
import { code, markdownTable } from "./markdown.ts";

const shipped = (): Scale =>
  parseScale(JSON.parse(readFileSync(SHIPPED_SCALE, "utf8")) as unknown, SHIPPED_SCALE);

/** What is measured, in what unit, and by whose definition. */
export const measureTable = (): string =>
  markdownTable(
    ["measure", "of", "says", "unit", "by"],
    MEASURES.map(({ name, group, what, unit, source }) => [code(name), group, what, unit, source]),
  );

/** How well a camera can tell each measure, as the shipped scale has it. */
export function repeatabilityTable(): string {
  const { measures } = shipped();
  return markdownTable(
    ["measure", "30 a second", "15", "recorded", "off at 30", "15", "recorded", "shown"],
    MEASURES.flatMap(({ name }) => {
      const own = measures[name];
      if (!own) return [];
      const each = (of: (seen: Repeatability) => number) =>
        SEEN_AS.map((as) => inBold(of(own.repeatability[as])));
      return [[code(name), ...each(({ spread }) => spread), ...each(({ off }) => off), shownIn(own)]];
    }),
  );
}

/** What the shipped scale was made of. */
export function scaleSource(): string {
  const { source, licence, seconds, stretches } = shipped();
  const styles = Object.entries(stretches).map(([style, count]) => `${style} ${count}`);
  return `The shipped scale, \`assets/coaching/scale.json\`, is of ${Math.round(seconds / 60)} minutes, in stretches of some 15 seconds: ${styles.join(", ")}.\n\n> ${source}\n> Terms: ${licence}.`;
}

const shownIn = (own: MeasureScale): string => (isTold(own) ? "yes" : "no");

const inBold = (value: number): string =>
  Math.abs(value) > MOST ? `**${value.toFixed(2)}**` : value.toFixed(2);
