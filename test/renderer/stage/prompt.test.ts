import { describe, expect, test } from "vitest";
import { PromptDebouncer, type PromptState, promptFor } from "../../../renderer/stage/prompt.ts";

const dancing: PromptState = {
  connected: true,
  engine: "running",
  cameraMode: "pixels",
  camera: "on",
  empty: false,
  reason: null,
  wantsReference: false,
  wantsKey: false,
  sinceLastFrame: 0,
};

describe("promptFor", () => {
  test("says nothing while somebody dances", () => {
    expect(promptFor(dancing)).toBeNull();
  });

  test("says the nearest cause first: host, engine, camera, picture", () => {
    const all = {
      ...dancing,
      connected: false,
      engine: "restarting",
      camera: "denied",
      empty: true,
      reason: "too-dark",
    } as const;
    expect(promptFor(all)).toBe("noHost");
    expect(promptFor({ ...all, connected: true })).toBe("oneMoment");
    expect(promptFor({ ...all, connected: true, engine: "running" })).toBe("cameraDenied");
    expect(promptFor({ ...all, connected: true, engine: "running", camera: "on" })).toBe("tooDark");
  });

  test("is silent about a camera that the host does not want", () => {
    expect(promptFor({ ...dancing, cameraMode: "off", camera: "none" })).toBeNull();
  });

  test("tells why nobody is seen, where that is known", () => {
    const empty = { ...dancing, empty: true };
    expect(promptFor({ ...empty, reason: "nobody" })).toBe("stepIn");
    expect(promptFor({ ...empty, reason: "too-dark" })).toBe("tooDark");
    expect(promptFor({ ...empty, reason: "camera-gone" })).toBe("cameraGone");
    expect(promptFor({ ...empty, reason: "frames-late" })).toBe("framesLate");
  });

  test("says how to choose what is practised, to whoever is there and to whoever comes", () => {
    expect(promptFor({ ...dancing, wantsReference: true })).toBe("choosePractice");
    expect(promptFor({ ...dancing, empty: true, reason: "nobody", wantsReference: true })).toBe(
      "choosePractice",
    );
    expect(promptFor({ ...dancing, empty: true, reason: "too-dark", wantsReference: true })).toBe("tooDark");
  });

  test("asks for a moment when frames stop", () => {
    expect(promptFor({ ...dancing, sinceLastFrame: 2 })).toBe("oneMoment");
  });
});

describe("PromptDebouncer", () => {
  test("does not say what needed saying for a moment only", () => {
    const prompt = new PromptDebouncer();
    expect(prompt.update("oneMoment", 10)).toBeNull();
    expect(prompt.update("oneMoment", 11)).toBeNull();
    expect(prompt.update(null, 11.5)).toBeNull();
    expect(prompt.update("oneMoment", 12)).toBeNull();
    expect(prompt.update("oneMoment", 13.3)).toBe("oneMoment");
  });

  test("leaves a line long enough to be read", () => {
    const prompt = new PromptDebouncer();
    prompt.update("stepIn", 0);
    expect(prompt.update("stepIn", 1.3)).toBe("stepIn");
    expect(prompt.update(null, 1.4)).toBe("stepIn");
    expect(prompt.update(null, 3.7)).toBe("stepIn");
    expect(prompt.update(null, 3.9)).toBeNull();
  });
});
