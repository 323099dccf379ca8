import type { Status } from "../../shared/messages.ts";

const zero = { p50: 0, p95: 0 };

/** Of a show that runs well, with the demo. */
export const STATUS: Status = {
  ...{ tag: "status", engine: "running", source: "demo", cameras: [], detector: "none", model: "first" },
  ...{ modelName: "first", models: ["first"], record: false, memory: { host: 2e8, engine: null } },
  hours: { open: true, byHand: false, next: null, zone: "UTC" },
  ...{ backend: "wasm", styles: [], cameraFps: 30, engineFps: 30, dropped: 0, frameAge: null, latency: null },
  ...{
    ignored: "",
    generator: "model",
    missingGenerators: {},
    missingModes: {},
    foreseen: "",
    detect: zero,
    predict: zero,
    total: zero,
    music: "",
    recording: "",
    osc: [],
    desk: [],
    operatorMessages: [],
  },
};
