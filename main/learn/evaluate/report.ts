import { type BeatReport, beatLines } from "./beat-phases.ts";
import type { Estimate } from "./bootstrap.ts";
import type { Giveaway } from "./giveaways.ts";
import { GROUPINGS, type Group, type Grouped, type Grouping, type Values } from "./groups.ts";
import type { Share } from "./training.ts";

/** One line of the quality table: one figure, of every generator that it can be measured on. */
export interface Metric extends Partial<Pick<Grouped, "byStyle" | "byTake">> {
  /** The figure's family, for example "error". */
  readonly of: MetricName;
  readonly what: string;
  readonly unit: string;
  /** Samples behind each number. */
  readonly samples: number;
  /** By the generator's name, or "real"; or "random", what the real dance reaches to any music. */
  readonly values: Values;
}

export const METRICS = [
  "error",
  "calibrated",
  "camera",
  "options",
  "alive",
  "lively",
  "body",
  "likeness",
  "beat",
  "fidelity",
  "seam",
  "cost",
] as const;
export type MetricName = (typeof METRICS)[number];

export interface QualityReport {
  readonly model: string;
  /** What else was judged, by the names of its columns. */
  readonly beside: readonly { readonly name: string; readonly description: string }[];
  readonly backend: string;
  readonly judgedOn: string;
  readonly trainedOn: string | null;
  /** How much of it; null where nothing was fitted. */
  readonly share: Share | null;
  readonly seed: number;
  readonly quick: boolean;
  readonly seconds: number;
  readonly figures: readonly Metric[];
  /** What tells the model's continuations from real dance, the strongest first; empty where that was not measured. */
  readonly giveaways: readonly Giveaway[];
  /** What music was danced to, and where in its beat the body's beats fall; null where that was not measured. */
  readonly beats: BeatReport | null;
  /** What could not be measured, and why. */
  readonly missing: readonly string[];
}

const CELL = 19;
const BASELINES = ["repeat", "damped", "ridge", "nearest"];
/** Columns of the table: what fits beside the figures' names on a wide terminal. */
const COLUMNS = 6;

/** Of so many features the text says that they give the model away. */
const GIVEAWAYS = 12;
/** Columns of a table by style or take: what fits beside the figures' names on a wide terminal. */
const GROUP_COLUMNS = 8;
const GROUP_CELL = 14;

/** The report as tables for people: each number with its interval; then by style and by take, as is asked for. */
export function qualityTable(report: QualityReport, by: readonly Grouping[] = GROUPINGS): string {
  const { model, beside, backend, judgedOn, figures, missing } = report;
  const width = Math.max(...figures.map(({ what, unit }) => label(what, unit).length), 10);
  const judged = ["model", ...beside.map(({ name }) => name)];
  const columns = [...judged, ...BASELINES, "real", "random"];
  const lines = [
    `${model}, ${backend}`,
    ...beside.map(({ name, description }) => `${name}: ${description}`),
    `judged on ${judgedOn}; baselines from ${trainingOf(report)}; seed ${report.seed}${report.quick ? "; quick" : ""}`,
  ];
  for (const [family, own] of families(figures))
    for (const part of inParts(columnsOf(own, columns), COLUMNS))
      lines.push("", ...familyLines(family, own, part, width));
  lines.push(...beatLines(report.beats), ...giveawayLines(report));
  for (const name of judged)
    for (const grouping of by) lines.push(...groupLines(figures, name, grouping, width));
  return [...lines, "", ...missing.map((line) => `not measured: ${line}`)].join("\n").trimEnd();
}

const families = (figures: readonly Metric[]): readonly (readonly [MetricName, readonly Metric[]])[] =>
  METRICS.map((family) => [family, figures.filter(({ of }) => of === family)] as const).filter(
    ([, own]) => own.length > 0,
  );

/** Those columns that have any of the figures. */
const columnsOf = (figures: readonly Metric[], columns: readonly string[]): readonly string[] =>
  columns.filter((name) => figures.some(({ values }) => values[name]));

/** Figures of one family, in the columns of these names. */
function familyLines(
  family: MetricName,
  own: readonly Metric[],
  names: readonly string[],
  width: number,
): readonly string[] {
  return [
    row(family, names, width),
    ...own.map(({ what, unit, values, samples }) => {
      const cells = names.map((name) => (values[name] ? shown(values[name]) : ""));
      return `${row(label(what, unit), cells, width)}  ${samples}`;
    }),
  ];
}

/** One after the other, each of at most `size`. */
function inParts<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** The strongest features, in words. */
function giveawayLines({ giveaways }: QualityReport): readonly string[] {
  if (giveaways.length === 0) return [];
  const strongest = giveaways.slice(0, GIVEAWAYS);
  const width = Math.max(...strongest.map(({ feature, unit }) => label(feature, unit).length));
  return [
    "",
    "what gives the model away: share of the classifier's distance, the model's mean and real dance's",
    ...strongest.map(({ feature, unit, share, model, real }) => {
      const cells = [`${Math.round(100 * share)} %`, number(model), number(real)];
      return [label(feature, unit).padEnd(width), ...cells.map((cell) => cell.padStart(8))].join(" ");
    }),
  ];
}

/** One generator's figures of each style or take, and after a stroke those of real dance, where they have a unit. */
function groupLines(
  figures: readonly Metric[],
  judged: string,
  grouping: Grouping,
  width: number,
): readonly string[] {
  const groupsOf = ({ byStyle, byTake }: Metric): readonly Group[] =>
    (grouping === "style" ? byStyle : byTake) ?? [];
  const known = figures.filter((figure) => groupsOf(figure).some(({ values }) => values[judged]));
  const names = [...new Set(known.flatMap((figure) => groupsOf(figure).map(({ name }) => name)))].sort();
  if (names.length < 2) return [];
  const lines: string[] = [];
  const whose = judged === "model" ? "the model" : judged;
  for (const columns of inParts(names, GROUP_COLUMNS)) {
    lines.push("", `by ${grouping}: ${whose}, and real dance after a stroke`);
    for (const [family, own] of families(known)) {
      lines.push(
        "",
        groupRow(
          family,
          columns.map((name) => shortened(name)),
          width,
        ),
      );
      for (const figure of own) {
        const cells = columns.map((name) => {
          const values = groupsOf(figure).find((group) => group.name === name)?.values;
          const value = values?.[judged];
          if (!value) return "";
          return values.real ? `${number(value.value)} / ${number(values.real.value)}` : number(value.value);
        });
        lines.push(groupRow(label(figure.what, figure.unit), cells, width));
      }
    }
  }
  return lines;
}

const shortened = (name: string): string =>
  name.length < GROUP_CELL ? name : `${name.slice(0, GROUP_CELL - 2)}…`;
const groupRow = (first: string, cells: readonly string[], width: number): string =>
  [first.padEnd(width), ...cells.map((cell) => cell.padStart(GROUP_CELL))].join(" ").trimEnd();

/** What the baselines were fitted to. */
function trainingOf({ trainedOn, share }: QualityReport): string {
  if (trainedOn === null) return "no training takes";
  if (share === null || share.learnt === share.of) return trainedOn;
  const hours = (seconds: number) => `${(seconds / 3600).toFixed(1)} h`;
  return `${hours(share.learnt)} of the ${hours(share.of)} in ${trainedOn}, spread evenly`;
}

const label = (what: string, unit: string): string => (unit ? `${what}, ${unit}` : what);
const row = (first: string, cells: readonly string[], width: number): string =>
  [first.padEnd(width), ...cells.map((cell) => cell.padStart(CELL))].join(" ");

function shown({ value, low, high }: Estimate): string {
  if (low === high) return number(value);
  return `${number(value)} ${`${number(low)}-${number(high)}`.padStart(11)}`;
}

/** Three digits are all that the samples allow. */
function number(value: number): string {
  if (!Number.isFinite(value)) return "inf";
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.01 || size === 0 ? 2 : 4);
}
