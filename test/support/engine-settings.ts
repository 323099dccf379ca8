import type { EngineSettings } from "../../main/engine/settings.ts";

/** The defaults of the configuration, for tests that start an engine without one. */
export const ENGINE_SETTINGS: EngineSettings = {
  mode: "shadow",
  maxPeople: 1,
  temperature: 1,
  holdSeconds: 0.8,
  answerSeconds: { min: 2, max: 8 },
  shadowLead: 0.5,
  smoothing: { enabled: true, minCutoff: 1, beta: 10 },
  partnerSide: "auto",
  partnerDistance: 1.2,
};
