import { expect, test } from "vitest";
import { ParameterChanges } from "../../../renderer/stage/parameter-changes.ts";
import { stepped } from "../../../shared/commands/argument.ts";
import {
  PARAMETER_NAMES,
  PARAMETERS,
  type ParameterValues,
  parametersOf,
} from "../../../shared/commands/parameters.ts";
import { en } from "../../../shared/languages/en.ts";
import { zh } from "../../../shared/languages/zh.ts";
import { ENGINE_SETTINGS } from "../../support/engine-settings.ts";

const parameters = parametersOf(ENGINE_SETTINGS);
const show = { mode: "shadow" as const, parameters, blend: [] };

function described(changed: object, sentences = en): string | null {
  const changes = new ParameterChanges();
  changes.describe(show, sentences);
  return changes.describe({ ...show, ...changed }, sentences);
}

test("nothing is said at first, nor while nothing changes", () => {
  const changes = new ParameterChanges();
  expect(changes.describe(show, en)).toBeNull();
  expect(changes.describe({ ...show, parameters: { ...parameters } }, en)).toBeNull();
});

test("a mode, a parameter and a mixture of styles are said by name and value", () => {
  expect(described({ mode: "echo" })).toBe("echo");
  expect(described({ mode: "echo" }, zh)).toBe("回声");
  expect(described({ parameters: { ...parameters, tempo: 1.2 } })).toBe("tempo  1.2");
  expect(described({ parameters: { ...parameters, partnerWander: 2.25 } })).toBe("partner wander  2.25 m");
  expect(described({ parameters: { ...parameters, options: 12 } })).toBe("options  12");
  expect(described({ parameters: { ...parameters, mirror: true } })).toBe("mirror  on");
  expect(described({ parameters: { ...parameters, look: "ink" } }, zh)).toBe("画风  ink");
  const half = [
    { style: "salsa", weight: 0.5 },
    { style: "indian", weight: 0.5 },
  ];
  expect(described({ blend: half })).toBe("styles  salsa 50 %, indian 50 %");
});

test("no parameter is changed in silence", () => {
  for (const name of PARAMETER_NAMES) {
    const { argument } = PARAMETERS[name];
    const up = stepped(argument, parameters[name], 1);
    // What is as high as it may be goes down.
    const other = up === parameters[name] ? stepped(argument, up, -1) : up;
    expect(described({ parameters: { ...parameters, [name]: other } as ParameterValues }), name).toContain(
      "  ",
    );
  }
});
