import * as v from "valibot";
import type { SettingLine } from "../../../shared/desk/settings.ts";
import { LEAVES, type SettingInfo } from "../../config/describe.ts";
import type { Settings } from "../../config/settings.ts";
import { printable } from "../../system/log/printable.ts";
import type { DeskHandlers } from "./requests.ts";

export interface DeskSettingsParts {
  /** Those in force. */
  readonly settings: () => Settings;
  /** Where they came from. */
  readonly file: string | undefined;
}

/** Shows the desk the settings of the installation. */
export function settingsRequests({ settings, file }: DeskSettingsParts): Pick<DeskHandlers, "settings/read"> {
  return {
    "settings/read": {
      schema: v.null(),
      answer: async () => ({
        file: file === undefined ? null : printable(file),
        settings: LEAVES.map((info) => lineOf(info, settings())),
      }),
    },
  };
}

function lineOf(info: SettingInfo, settings: Settings): SettingLine {
  const { path, type, expected, each, byDefault, description } = info;
  const value = path.reduce<unknown>((holder, key) => (holder as Record<string, unknown>)[key], settings);
  return {
    ...{ path, expected: each ?? expected, description, byDefault, value },
    // A group is none of the leaves.
    type: type as SettingLine["type"],
  };
}
