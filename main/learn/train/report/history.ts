import * as v from "valibot";
import { plot } from "../../../pictures/plot.ts";
import { meanOf, type StepReport } from "../optimiser/trainer.ts";

/** How learning went between two checkpoints: means of the losses, and how good the model was at the end. */
export const ChapterSchema = v.strictObject({
  step: v.number(),
  total: v.number(),
  position: v.number(),
  velocity: v.number(),
  foresight: v.number(),
  amends: v.number(),
  divergence: v.number(),
  liveliness: v.number(),
  style: v.number(),
  /** Mean error ratio on the validation takes, where there are any. */
  ratio: v.nullable(v.number()),
});
export type Chapter = v.InferOutput<typeof ChapterSchema>;

/** Means over the steps since the last chapter. */
export function chapterOf(reports: readonly StepReport[], ratio: number | null): Chapter {
  return { step: reports.at(-1)!.step, ...meanOf(reports.map(({ losses }) => losses)), ratio };
}

const PANELS: readonly (readonly [Exclude<keyof Chapter, "step">, string])[] = [
  ["total", "loss"],
  ["ratio", "error ratio on validation takes"],
  ["position", "off by, metres"],
  ["velocity", "velocity off by, metres a frame"],
  ["foresight", "velocity off by, one frame ahead"],
  ["amends", "off by where a dance goes on, units"],
  ["divergence", "divergence, nats"],
  ["liveliness", "liveliness off by, share"],
  ["style", "style, nats"],
];

/** The losses over the steps, as SVG: a panel each. */
export function plotHistory(chapters: readonly Chapter[]): Promise<string> {
  const panels = PANELS.filter(([key]) => chapters.some((chapter) => chapter[key] !== null));
  return plot({
    data: { values: chapters.map((chapter) => ({ ...chapter })) },
    columns: 2,
    concat: panels.map(([key, title]) => ({
      width: 380,
      height: 140,
      mark: { type: "line", point: chapters.length === 1, color: "#4aa3ff" },
      encoding: {
        x: { field: "step", type: "quantitative" },
        y: { field: key, type: "quantitative", title, scale: { zero: false } },
      },
    })),
  });
}
