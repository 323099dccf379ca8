import type { Vitals } from "../../main/monitoring/vitals.ts";
import { STATUS } from "./status.ts";

/** Of a show that runs well, with a camera and somebody before it. */
export const VITALS: Vitals = {
  ...{ status: STATUS, frames: "well", closed: false, stage: true, missingCamera: null },
  ...{ framesLeft: 100, framesDropped: 2, uptime: 60, frameAge: 0.02, cameraAge: 0.05, visitorAge: 0 },
  ...{ people: 1, visitors: 1, engineEnds: { active: 0, standby: 0 }, faults: 0, standbyMemory: null },
};
