import {
  type Compared,
  differencesOf,
  letterOf,
  sectionsOf,
} from "../../pictures/report/compare/compared.ts";
import {
  FIGURES,
  figureRows,
  LIMITS,
  most,
  say,
  sayDetails,
  saySection,
  title,
  verdict,
} from "../../pictures/report/compare/words.ts";

/** Differences that a terminal is told. */
const MOST_TOLD = 10;

/** A comparison as lines of text, for a terminal: what is asked first comes first. */
export function comparisonSummary(compared: Compared): string {
  const sections = sectionsOf(compared).map((section, n) => `  ${letterOf(n)}  ${saySection(section)}`);
  const differences = differencesOf(compared)
    .slice(0, MOST_TOLD)
    .map((one, n) => `  ${n + 1}  ${say(one)}. ${sayDetails(one)}`);
  return [
    title(compared),
    verdict(compared),
    most(compared),
    ...(sections.length > 0 ? ["", ...sections] : []),
    ...(differences.length > 0 ? ["", ...differences] : []),
    "",
    ...aligned([FIGURES.columns, ...figureRows(compared)]),
    "",
    ...LIMITS,
  ].join("\n");
}

/** Rows whose columns stand below each other. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join("  ")
      .trimEnd(),
  );
}
