import { expect, test } from "vitest";
import { parseValue } from "../../../shared/commands/argument.ts";
import { PARAMETER_NAMES, PARAMETERS, parametersOf } from "../../../shared/commands/parameters.ts";
import { ENGINE_SETTINGS } from "../../support/engine-settings.ts";

test("every parameter is a setting too, by default within its range", () => {
  const values = parametersOf(ENGINE_SETTINGS);
  expect(Object.keys(values)).toEqual(PARAMETER_NAMES);
  for (const name of PARAMETER_NAMES)
    expect(parseValue(PARAMETERS[name].argument, values[name]), name).toBe(values[name]);
});
