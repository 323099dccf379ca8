import type { NetworkRuntime, PoseNetwork } from "../../main/engine/pose/blazepose/runtime.ts";

const BOXES = 2254;
const VIEW = 256;

/** What the networks say from now on, whatever they are shown. */
export interface Script {
  /** Whether the person finder sees somebody in the middle of the picture. */
  found: boolean;
  /** How sure the landmark network is of a body; it never moves. */
  presence: number;
  searches: number;
}

/** BlazePose's networks as a script plays them: for what pictures cannot bring about at will. */
export function scriptedRuntime(script: Script): NetworkRuntime {
  const finder: PoseNetwork = {
    outputSizes: [BOXES * 12, BOXES],
    async run(_input, [boxes, logits]) {
      script.searches++;
      logits!.fill(-10);
      if (!script.found) return;
      logits![0] = 5;
      // Offsets from the first anchor, in pixels of 224: face, then hips in the middle, then rim above them.
      boxes!.set([108, 60, 20, 20, 108, 108, 108, 38]);
    },
    dispose() {},
  };
  const locator: PoseNetwork = {
    outputSizes: [39 * 5, 1, 64 * 64 * 39, 39 * 3],
    async run(_input, [points, presence, heatmap]) {
      heatmap!.fill(-20);
      presence![0] = script.presence;
      for (let k = 0; k < 39; k++) points!.set([VIEW / 2, VIEW / 2 + k, 0, 5, 5], 5 * k);
      // Hips in the middle and the rim where the same region comes out again.
      points!.set([VIEW / 2, VIEW / 2], 5 * 33);
      points!.set([VIEW / 2, VIEW / 2 - VIEW / 2.5], 5 * 34);
    },
    dispose() {},
  };
  return {
    description: "scripted",
    compile: async (name) => (name === "pose_detection" ? finder : locator),
    dispose() {},
  };
}
