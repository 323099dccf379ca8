import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

/** A dark theme, as on the stage. */
const THEME = {
  background: "#111",
  font: "DejaVu Sans",
  axis: { labelColor: "#aaa", titleColor: "#ccc", gridColor: "#333", domainColor: "#666", tickColor: "#666" },
  legend: { labelColor: "#aaa", titleColor: "#ccc" },
  title: { color: "#eee" },
  view: { stroke: null },
} satisfies TopLevelSpec["config"];

/** A Vega-Lite plot as SVG. */
export async function plot(spec: TopLevelSpec): Promise<string> {
  const { spec: full } = compile(spec, { config: THEME });
  const view = new View(parse(full), { renderer: "none" });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
