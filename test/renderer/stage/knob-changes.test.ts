import { expect, test } from "vitest";
import { KnobChanges } from "../../../renderer/stage/knob-changes.ts";
import { DIALS, KNOBS, type Knobs, knobsOf } from "../../../shared/knobs.ts";
import { en } from "../../../shared/languages/en.ts";
import { zh } from "../../../shared/languages/zh.ts";
import { ENGINE_SETTINGS } from "../../support/engine-settings.ts";

const knobs = knobsOf(ENGINE_SETTINGS);
const show = { mode: "shadow" as const, knobs, blend: [] };

function described(change: object, sentences = en): string | null {
  const changes = new KnobChanges();
  changes.describe(show, sentences);
  return changes.describe({ ...show, ...change }, sentences);
}

test("nothing is said at first, nor while nothing changes", () => {
  const changes = new KnobChanges();
  expect(changes.describe(show, en)).toBeNull();
  expect(changes.describe({ ...show, knobs: { ...knobs } }, en)).toBeNull();
});

test("a mode, a knob and a mixture of styles are said by name and standing", () => {
  expect(described({ mode: "echo" })).toBe("echo");
  expect(described({ mode: "echo" }, zh)).toBe("回声");
  expect(described({ knobs: { ...knobs, tempo: 1.2 } })).toBe("tempo  1.2");
  expect(described({ knobs: { ...knobs, partnerWander: 2.25 } })).toBe("partner wander  2.25 m");
  expect(described({ knobs: { ...knobs, options: 12 } })).toBe("options  12");
  expect(described({ knobs: { ...knobs, mirror: true } })).toBe("mirror  on");
  expect(described({ knobs: { ...knobs, look: "ink" } }, zh)).toBe("画风  ink");
  const half = [
    { style: "salsa", weight: 0.5 },
    { style: "indian", weight: 0.5 },
  ];
  expect(described({ blend: half })).toBe("styles  salsa 50 %, indian 50 %");
});

test("no knob is turned in silence", () => {
  for (const knob of KNOBS) {
    const value = knobs[knob];
    const other =
      typeof value === "boolean"
        ? !value
        : typeof value === "number"
          ? value + DIALS[knob as keyof typeof DIALS].step
          : "other";
    expect(described({ knobs: { ...knobs, [knob]: other } as Knobs })).toContain("  ");
  }
});
