import { isWell, type Verdict } from "./verdict.ts";
import type { Vitals } from "./vitals.ts";

/** What `GET /health` says: to people in one line, to programs in seconds and bytes. */
export function healthReport(vitals: Vitals, verdict: Verdict) {
  const { status } = vitals;
  return {
    well: isWell(verdict),
    ...verdict,
    uptime: rounded(vitals.uptime),
    engine: status.engine,
    engineRestarts: vitals.engineEnds.active,
    framesPerSecond: rounded(status.engineFps),
    frameAge: rounded(vitals.frameAge),
    source: status.source,
    camera: status.cameras.find(({ used }) => used)?.label ?? null,
    cameraAge: rounded(vitals.cameraAge),
    stage: vitals.stage,
    people: vitals.people,
    lastVisitor: rounded(vitals.visitorAge),
    latency: status.latency === null ? null : rounded(status.latency / 1000),
    memory: { ...status.memory, standby: vitals.standbyMemory },
    recording: status.recording === "" ? null : status.recording,
    osc: status.osc,
  };
}

function rounded<T extends number | null>(value: T): T {
  return (value === null ? null : Math.round(1000 * value) / 1000) as T;
}
