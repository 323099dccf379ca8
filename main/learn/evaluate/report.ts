import type { Estimate } from "./bootstrap.ts";
import type { Share } from "./training.ts";

/** One line of the quality table: one figure, of every generator that it can be measured on. */
export interface Metric {
  /** The figure's family, for example "error". */
  readonly of: MetricName;
  readonly what: string;
  readonly unit: string;
  /** Samples behind each number. */
  readonly samples: number;
  /** By the generator's name, or "real". */
  readonly values: Readonly<Record<string, Estimate>>;
}

export const METRICS = [
  "error",
  "camera",
  "options",
  "alive",
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
  /** What could not be measured, and why. */
  readonly missing: readonly string[];
}

const CELL = 19;
const COLUMNS = ["model", "repeat", "damped", "ridge", "nearest", "real"];

/** The report as a table for people: each number with its interval. */
export function qualityTable(report: QualityReport): string {
  const { model, backend, judgedOn, figures, missing } = report;
  const width = Math.max(...figures.map(({ what, unit }) => label(what, unit).length), 10);
  const columns = COLUMNS.filter((name) => figures.some(({ values }) => values[name]));
  const lines = [
    `${model}, ${backend}`,
    `judged on ${judgedOn}; baselines from ${trainingOf(report)}; seed ${report.seed}${report.quick ? "; quick" : ""}`,
  ];
  for (const family of METRICS) {
    const own = figures.filter((figure) => figure.of === family);
    if (own.length === 0) continue;
    lines.push("", row(`${family}`, columns, width));
    for (const { what, unit, values, samples } of own) {
      const cells = columns.map((name) => (values[name] ? shown(values[name]) : ""));
      lines.push(`${row(label(what, unit), cells, width)}  ${samples}`);
    }
  }
  return [...lines, "", ...missing.map((line) => `not measured: ${line}`)].join("\n").trimEnd();
}

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
