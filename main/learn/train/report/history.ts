import * as v from "valibot";
import { plot } from "../../../pictures/plot.ts";
import { meanLosses, type StepReport } from "../optimiser/trainer.ts";

/** Mean losses since the checkpoint before, and the quality of the model at the end. */
export const HistoryEntrySchema = v.strictObject({
  step: v.number(),
  total: v.number(),
  position: v.number(),
  velocity: v.number(),
  oneStep: v.number(),
  refinement: v.number(),
  divergence: v.number(),
  motionStatistics: v.number(),
  meanPose: v.number(),
  style: v.number(),
  /** Mean error ratio on the validation takes, where there are any. */
  ratio: v.nullable(v.number()),
});
export type HistoryEntry = v.InferOutput<typeof HistoryEntrySchema>;

/** @param reports of the steps since the entry before. */
export function historyEntry(reports: readonly StepReport[], ratio: number | null): HistoryEntry {
  return { step: reports.at(-1)!.step, ...meanLosses(reports.map(({ losses }) => losses)), ratio };
}

const PANELS: readonly (readonly [Exclude<keyof HistoryEntry, "step">, string])[] = [
  ["total", "total loss"],
  ["ratio", "error ratio on validation takes"],
  ["position", "position error, metres"],
  ["velocity", "velocity error, metres a frame"],
  ["oneStep", "one-step error, metres a frame"],
  ["refinement", "refinement error, units"],
  ["divergence", "KL divergence, nats"],
  ["motionStatistics", "motion statistics error, share"],
  ["meanPose", "mean pose error, squares of 0.3 units"],
  ["style", "style cross entropy, nats"],
];

/** The losses over the steps, as SVG: a panel each. */
export function plotHistory(entries: readonly HistoryEntry[]): Promise<string> {
  const panels = PANELS.filter(([key]) => entries.some((entry) => entry[key] !== null));
  return plot({
    data: { values: entries.map((entry) => ({ ...entry })) },
    columns: 2,
    concat: panels.map(([key, title]) => ({
      width: 380,
      height: 140,
      mark: { type: "line", point: entries.length === 1, color: "#4aa3ff" },
      encoding: {
        x: { field: "step", type: "quantitative" },
        y: { field: key, type: "quantitative", title, scale: { zero: false } },
      },
    })),
  });
}
