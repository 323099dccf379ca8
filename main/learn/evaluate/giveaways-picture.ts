import { plot } from "../../pictures/plot.ts";
import type { Giveaway } from "./giveaways.ts";

/** So many features are drawn. */
const SHOWN = 12;
const MORE = "#ff9a4a";
const LESS = "#4aa3ff";

/** The strongest features by which a model's dance is told from real dance, as an SVG: a bar each, with both means. */
export function drawGiveaways(model: string, giveaways: readonly Giveaway[]): Promise<string> {
  const values = giveaways.slice(0, SHOWN).map(({ feature, unit, share, ...means }) => ({
    feature,
    share: 100 * share,
    side: means.model > means.real ? "more than real dance" : "less than real dance",
    means: `${short(means.model)} ${unit}, real ${short(means.real)}`,
  }));
  return plot({
    title: `What tells ${model} from real dance`,
    data: { values },
    width: 360,
    height: { step: 22 },
    encoding: {
      y: { field: "feature", type: "nominal", sort: null, title: null, axis: { labelLimit: 320 } },
      x: { field: "share", type: "quantitative", title: "share of what a classifier tells them apart by, %" },
    },
    layer: [
      {
        mark: { type: "bar" },
        encoding: {
          color: {
            field: "side",
            type: "nominal",
            title: null,
            scale: { domain: ["more than real dance", "less than real dance"], range: [MORE, LESS] },
            legend: { orient: "bottom", labelLimit: 320 },
          },
        },
      },
      {
        mark: { type: "text", align: "left", dx: 4, color: "#ccc" },
        encoding: { text: { field: "means" } },
      },
    ],
  });
}

/** Adding 0 turns -0 into 0. */
const short = (value: number): string =>
  Math.abs(value) >= 10 ? value.toFixed(1) : (Math.round(100 * value) / 100 + 0).toFixed(2);
