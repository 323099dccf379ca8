import { plot } from "../../pictures/plot.ts";
import { type BeatReport, labelOf } from "./beat-phases.ts";
import type { Giveaway } from "./giveaways.ts";

type UnitPlot = Parameters<typeof plot>[0];

/** So many features are drawn. */
const SHOWN = 12;
const MORE = "#ff9a4a";
const LESS = "#4aa3ff";

/**
 * The strongest features by which a model's dance is told from real dance, as an SVG: a bar each, with both means; below
 * them where in the music's beat the body's beats fall, where that was measured.
 */
export function drawGiveaways(
  model: string,
  giveaways: readonly Giveaway[],
  beats: BeatReport | null = null,
): Promise<string> {
  const away = awayPlot(model, giveaways);
  if (beats === null) return plot(away);
  return plot({ vconcat: [away, beatPlot(beats)], resolve: { scale: { color: "independent" } } });
}

function awayPlot(model: string, giveaways: readonly Giveaway[]) {
  const values = giveaways.slice(0, SHOWN).map(({ feature, unit, share, ...means }) => ({
    feature,
    share: 100 * share,
    side: means.model > means.real ? "more than real dance" : "less than real dance",
    means: `${short(means.model)} ${unit}, real ${short(means.real)}`,
  }));
  return {
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
  } satisfies UnitPlot;
}

/** A curve each over one beat of the music, from a beat to the next. */
function beatPlot({ phases }: BeatReport) {
  const values = phases.flatMap((one) =>
    [...one.shares, one.shares[0]!].map((share, eighth) => ({
      who: labelOf(one),
      eighth: eighth / one.shares.length,
      share: 100 * share,
    })),
  );
  return {
    title: "Where in the music's beat the body's beats fall",
    data: { values },
    width: 360,
    height: 160,
    mark: { type: "line", point: true },
    encoding: {
      x: {
        ...{ field: "eighth", type: "quantitative", title: "from one beat to the next" },
        axis: { values: [0, 0.5, 1] },
      },
      y: { field: "share", type: "quantitative", title: "of the body's beats, %" },
      color: {
        field: "who",
        type: "nominal",
        title: null,
        sort: null,
        legend: { orient: "bottom", columns: 3, labelLimit: 320 },
      },
    },
  } satisfies UnitPlot;
}

/** Adding 0 turns -0 into 0. */
const short = (value: number): string =>
  Math.abs(value) >= 10 ? value.toFixed(1) : (Math.round(100 * value) / 100 + 0).toFixed(2);
