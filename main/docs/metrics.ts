import { METRIC_TABLE, type MetricLine } from "../monitoring/metric-table.ts";
import { code, markdownTable } from "./markdown.ts";

/** Everything that `GET /metrics` tells, as Markdown. */
export function metricTable(): string {
  const rows = Object.values<MetricLine>(METRIC_TABLE).map(({ name, kind, unit, help, labels = [] }) => {
    return [code(name), kind, unit, labels.map((label) => code(label)).join(", "), help];
  });
  return markdownTable(["metric", "kind", "unit", "labels", "what it is"], rows);
}
