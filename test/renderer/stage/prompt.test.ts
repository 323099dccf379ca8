import { describe, expect, test } from "vitest";
import { type Circumstances, sentenceFor, Words } from "../../../renderer/stage/prompt.ts";

const dancing: Circumstances = {
  connected: true,
  engine: "running",
  wanted: "pixels",
  camera: "on",
  empty: false,
  reason: null,
  silence: 0,
};

describe("choose", () => {
  test("says nothing while somebody dances", () => {
    expect(sentenceFor(dancing)).toBeNull();
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
    expect(sentenceFor(all)).toBe("noHost");
    expect(sentenceFor({ ...all, connected: true })).toBe("oneMoment");
    expect(sentenceFor({ ...all, connected: true, engine: "running" })).toBe("cameraDenied");
    expect(sentenceFor({ ...all, connected: true, engine: "running", camera: "on" })).toBe("tooDark");
  });

  test("is silent about a camera that the host does not want", () => {
    expect(sentenceFor({ ...dancing, wanted: "off", camera: "none" })).toBeNull();
  });

  test("tells why nobody is seen, where that is known", () => {
    const empty = { ...dancing, empty: true };
    expect(sentenceFor({ ...empty, reason: "nobody" })).toBe("stepIn");
    expect(sentenceFor({ ...empty, reason: "too-dark" })).toBe("tooDark");
    expect(sentenceFor({ ...empty, reason: "camera-gone" })).toBe("cameraGone");
    expect(sentenceFor({ ...empty, reason: "frames-late" })).toBe("framesLate");
  });

  test("asks for a moment when frames stop", () => {
    expect(sentenceFor({ ...dancing, silence: 2 })).toBe("oneMoment");
  });
});

describe("Words", () => {
  test("does not say what needed saying for a moment only", () => {
    const words = new Words();
    expect(words.consider("oneMoment", 10)).toBeNull();
    expect(words.consider("oneMoment", 11)).toBeNull();
    expect(words.consider(null, 11.5)).toBeNull();
    expect(words.consider("oneMoment", 12)).toBeNull();
    expect(words.consider("oneMoment", 13.3)).toBe("oneMoment");
  });

  test("leaves a line long enough to be read", () => {
    const words = new Words();
    words.consider("stepIn", 0);
    expect(words.consider("stepIn", 1.3)).toBe("stepIn");
    expect(words.consider(null, 1.4)).toBe("stepIn");
    expect(words.consider(null, 3.7)).toBe("stepIn");
    expect(words.consider(null, 3.9)).toBeNull();
  });
});
