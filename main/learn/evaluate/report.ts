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
  /** By the generator's name, or "real". */
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
  "fidelity",
  "seam",
  "cost",
] as const;
export type MetricName = (typeof METRICS)[number];

export interface QualityReport {
  readonly model: string;
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
  /** What could not be measured, and why. */
  readonly missing: readonly string[];
}

const CELL = 19;
const COLUMNS = ["model", "repeat", "damped", "ridge", "nearest", "real"];

/** Of so many features the text says that they give the model away. */
const GIVEAWAYS = 12;
/** Columns of a table by style or take: what fits beside the figures' names on a wide terminal. */
const GROUP_COLUMNS = 8;
const GROUP_CELL = 14;

/** The report as tables for people: each number with its interval; then by style and by take, as is asked for. */
export function qualityTable(report: QualityReport, by: readonly Grouping[] = GROUPINGS): string {
  const { model, backend, judgedOn, figures, missing } = report;
  const width = Math.max(...figures.map(({ what, unit }) => label(what, unit).length), 10);
  const columns = COLUMNS.filter((name) => figures.some(({ values }) => values[name]));
  const lines = [
    `${model}, ${backend}`,
    `judged on ${judgedOn}; baselines from ${trainingOf(report)}; seed ${report.seed}${report.quick ? "; quick" : ""}`,
  ];
  for (const [family, own] of families(figures)) {
    lines.push("", row(family, columns, width));
    for (const { what, unit, values, samples } of own) {
      const cells = columns.map((name) => (values[name] ? shown(values[name]) : ""));
      lines.push(`${row(label(what, unit), cells, width)}  ${samples}`);
    }
  }
  lines.push(...giveawayLines(report));
  for (const grouping of by) lines.push(...groupLines(figures, grouping, width));
  return [...lines, "", ...missing.map((line) => `not measured: ${line}`)].join("\n").trimEnd();
}

const families = (figures: readonly Metric[]): readonly (readonly [MetricName, readonly Metric[]])[] =>
  METRICS.map((family) => [family, figures.filter(({ of }) => of === family)] as const).filter(
    ([, own]) => own.length > 0,
  );

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

/** The model's figures of each style or take, and after a stroke those of real dance, where they have a unit. */
function groupLines(figures: readonly Metric[], grouping: Grouping, width: number): readonly string[] {
  const groupsOf = ({ byStyle, byTake }: Metric): readonly Group[] =>
    (grouping === "style" ? byStyle : byTake) ?? [];
  const names = [...new Set(figures.flatMap((figure) => groupsOf(figure).map(({ name }) => name)))].sort();
  if (names.length < 2) return [];
  const lines: string[] = [];
  for (let at = 0; at < names.length; at += GROUP_COLUMNS) {
    const columns = names.slice(at, at + GROUP_COLUMNS);
    lines.push("", `by ${grouping}: the model, and real dance after a stroke`);
    for (const [family, own] of families(figures.filter((figure) => groupsOf(figure).length > 0))) {
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
          if (!values?.model) return "";
          return values.real
            ? `${number(values.model.value)} / ${number(values.real.value)}`
            : number(values.model.value);
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
