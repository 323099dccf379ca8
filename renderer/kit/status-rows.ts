import type { PageReport, Percentiles, Status } from "../../shared/messages.ts";

/** One line of the operator's readout. */
export type StatusRow = readonly [name: string, value: string];

/** The operator's readout as rows of text; `alerts` are what this page itself has to say. */
export function statusRows(
  status: Status | null,
  page: PageReport,
  alerts: readonly string[],
): readonly StatusRow[] {
  const own: StatusRow[] = [
    ["camera", `${page.cameraFps.toFixed(1)} fps`],
    ["drawing", `${page.drawFps.toFixed(1)} fps`],
  ];
  if (page.detect !== null) own.push(["detect in page", `${page.detect.toFixed(0)} ms`]);
  if (!status) return [...own, ...alerts.map((alert): StatusRow => ["page", alert])];
  return [
    ["engine", `${status.engine}, ${status.engineFps.toFixed(1)} fps`],
    ["source", `${status.source}, ${status.cameraFps.toFixed(1)} fps`],
    ["age of frame", status.frameAge === null ? "no frame yet" : `${status.frameAge.toFixed(0)} ms`],
    ["dropped", `${status.dropped} frames`],
    ["detect", milliseconds(status.detect)],
    ["predict", milliseconds(status.predict)],
    ["total", milliseconds(status.total)],
    ["detector", status.detector],
    ["model", status.model],
    ["backend", status.backend],
    ...own,
    ...status.osc.map((line): StatusRow => ["osc", osc(line)]),
    ...alerts.map((alert): StatusRow => ["page", alert]),
    ...status.notices.map((notice): StatusRow => ["notice", notice]),
  ];
}

function milliseconds({ p50, p95 }: Percentiles): string {
  return `p50 ${p50.toFixed(1)} ms   p95 ${p95.toFixed(1)} ms`;
}

function osc({ destination, sent, failed, error }: Status["osc"][number]): string {
  const trouble = failed > 0 ? `, ${failed} failed` : "";
  return `${destination}: ${sent} sent${trouble}${error ? ` (${error})` : ""}`;
}
