import { momentInWords } from "../../shared/hours.ts";
import type { ListedCamera, PageReport, Percentiles, Status } from "../../shared/messages.ts";
import { messageText } from "../../shared/operator-message.ts";
import type { ListRow } from "./description-list.ts";

/** The newest, so that there is room for all else. */
const MESSAGES = 6;

/**
 * The operator's status as rows of text.
 * @param report of this page, where it is a stage
 * @param faults of this page's camera, detector and screen
 * @param cameras of the page that has the camera
 */
export function statusRows(
  status: Status | null,
  report: PageReport | null = null,
  faults: readonly string[] = [],
  cameras: readonly ListedCamera[] = status?.cameras ?? [],
): readonly ListRow[] {
  const own = report ? reportRows(report) : [];
  const faultRows = faults.map((fault): ListRow => ["page", fault]);
  const cameraRows = cameras.map(cameraRow);
  if (!status) return [...own, ...cameraRows, ...faultRows];
  return [
    ["engine", `${status.engine}, ${status.engineFps.toFixed(1)} fps`],
    ...hoursRows(status.hours),
    ["source", `${status.source}, ${status.cameraFps.toFixed(1)} fps`],
    ...cameraRows,
    ...(status.ignored ? [["ignored", status.ignored] satisfies ListRow] : []),
    ...(status.foreseen ? [["foreseen", status.foreseen] satisfies ListRow] : []),
    ["age of frame", status.frameAge === null ? "no frame yet" : `${status.frameAge.toFixed(0)} ms`],
    ...(status.latency === null ? [] : [latencyRow(status.latency)]),
    ["dropped", `${status.dropped} frames`],
    ["detect", milliseconds(status.detect)],
    ["predict", milliseconds(status.predict)],
    ["total", milliseconds(status.total)],
    ["detector", status.detector],
    ["model", status.model],
    ["generator", status.generator],
    ...Object.values(status.missingGenerators).map((why): ListRow => ["generator", why]),
    ...Object.values(status.missingModes).map((why): ListRow => ["mode", why]),
    ["backend", status.backend],
    ...own,
    ...(status.music ? [["music", status.music] satisfies ListRow] : []),
    ...(status.recording ? [["recording", status.recording] satisfies ListRow] : []),
    ...status.osc.map((line): ListRow => ["osc", osc(line)]),
    ...status.desk.map((link): ListRow => ["desk", link]),
    ...faultRows,
    ...status.operatorMessages
      .slice(-MESSAGES)
      .map((message): ListRow => ["message", messageText(message, new Date())]),
  ];
}

/** Where something is to be said of them. */
function hoursRows({ open, byHand, next, zone }: Status["hours"]): readonly ListRow[] {
  if (open && !byHand && next === null) return [];
  const until = next === null ? "" : ` until ${momentInWords(next.at, zone, "en-GB")}`;
  return [["hours", `${open ? "open" : "closed"}${byHand ? " by hand" : ""}${until}`]];
}

function reportRows({ cameraFps, drawFps, detect }: PageReport): readonly ListRow[] {
  const rows: ListRow[] = [
    ["camera", `${cameraFps.toFixed(1)} fps`],
    ["drawing", `${drawFps.toFixed(1)} fps`],
  ];
  if (detect !== null) rows.push(["detect in page", `${detect.toFixed(0)} ms`]);
  return rows;
}

function cameraRow({ label, used, fault }: ListedCamera, index: number): ListRow {
  const state = used ? "used" : (fault ?? "not used");
  return [`camera ${index + 1}`, `${label}: ${state}`];
}

function latencyRow(latency: number): ListRow {
  return ["latency", `${latency.toFixed(0)} ms from camera to drawing`];
}

function milliseconds({ p50, p95 }: Percentiles): string {
  return `p50 ${p50.toFixed(1)} ms   p95 ${p95.toFixed(1)} ms`;
}

function osc({ destination, sent, failed, error }: Status["osc"][number]): string {
  const failures = failed > 0 ? `, ${failed} failed` : "";
  return `${destination}: ${sent} sent${failures}${error ? ` (${error})` : ""}`;
}
