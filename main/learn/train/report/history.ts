import * as v from "valibot";
import { plot } from "../../../pictures/plot.ts";
import { meanLosses, type StepReport } from "../optimiser/trainer.ts";
import type { LossTitles } from "../trainable-type.ts";

/** Mean losses since the checkpoint before, by name, and the quality of the model at the end. */
export const HistoryEntrySchema = v.objectWithRest(
  {
    step: v.number(),
    /** Error ratio on the validation takes, where there are any. */
    ratio: v.nullable(v.number()),
  },
  v.nullable(v.number()),
);
export type HistoryEntry = v.InferOutput<typeof HistoryEntrySchema>;

/** @param reports of the steps since the entry before. */
export function historyEntry(reports: readonly StepReport[], ratio: number | null): HistoryEntry {
  return { step: reports.at(-1)!.step, ...meanLosses(reports.map(({ losses }) => losses)), ratio };
}

/**
 * The losses over the steps, as SVG: a panel each, and one of the error ratio after the total.
 * @param ratioTitle what the ratio is called
 */
export function plotHistory(
  entries: readonly HistoryEntry[],
  { total, ...others }: LossTitles,
  ratioTitle: string,
): Promise<string> {
  const titles = Object.entries({ total, ratio: ratioTitle, ...others });
  const known = (key: string) => entries.filter((entry) => (entry[key] ?? null) !== null).length;
  const panels = titles.filter(([key]) => known(key) > 0);
  return plot({
    data: { values: entries.map((entry) => ({ ...entry })) },
    columns: 2,
    concat: panels.map(([key, title]) => ({
      width: 380,
      height: 140,
      mark: { type: "line", point: known(key) === 1, color: "#4aa3ff" },
      encoding: {
        x: { field: "step", type: "quantitative" },
        y: { field: key, type: "quantitative", title, scale: { zero: false } },
      },
    })),
  });
}
