import { expect, test } from "vitest";
import { loadSettings } from "../../../main/config/load-settings.ts";
import { diagnose } from "../../../main/doctor/finding.ts";
import { backendCheck, modelCheck, poseDetectorCheck } from "../../../main/doctor/inference.ts";

const settings = loadSettings({ overrides: { accelerator: "wasm", backend: "wasm", detectorSize: "lite" } });
const SLOW = 60_000;

test(
  "what loads is told in the library's own words",
  async () => {
    expect(await diagnose([poseDetectorCheck(settings), backendCheck(settings)], SLOW)).toEqual([
      {
        about: "pose detector",
        state: "ok",
        found: expect.stringMatching(/^LiteRT WASM, \d+ thread/),
        advice: null,
      },
      {
        about: "backend",
        state: "ok",
        found: expect.stringMatching(/^TensorFlow\.js on WASM/),
        advice: null,
      },
    ]);
  },
  SLOW,
);

test(
  "a model that is not there is broken, with what was expected",
  async () => {
    const [finding] = await diagnose([modelCheck({ ...settings, model: "/nowhere" })], SLOW);
    expect(finding).toMatchObject({
      state: "broken",
      found: expect.stringContaining("/nowhere"),
      advice: expect.stringContaining("expected the manifest of a model folder"),
    });
  },
  SLOW,
);

test("what takes too long is ended, and broken", async () => {
  const [finding] = await diagnose([backendCheck(settings)], 1);
  expect(finding).toMatchObject({ state: "broken", found: "no answer within 0.001 s" });
});
