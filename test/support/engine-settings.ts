import type { EngineSettings } from "../../main/engine/settings.ts";

/** The defaults of the configuration, for tests that start an engine without one. */
export const ENGINE_SETTINGS: EngineSettings = {
  mode: "shadow",
  blend: [],
  maxPeople: 1,
  ignore: [],
  holdSeconds: 0.8,
  answerSeconds: { min: 2, max: 8 },
  shadowLead: 0.5,
  smoothing: { enabled: true, minCutoff: 1, beta: 10 },
  temperature: 1,
  answerLength: 0,
  options: 9,
  tempo: 1,
  mirror: false,
  echoDelay: 2,
  echoRecall: 0,
  duet: "each",
  gestures: true,
  latencyCompensation: true,
  partnerSide: "auto",
  partnerDistance: 1.2,
  partnerWander: 2,
  partnerSize: 1,
  look: "line",
};
