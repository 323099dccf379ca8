import * as v from "valibot";
import type { SettingRange } from "../../shared/desk/settings.ts";
import { expectedOf } from "../schema/parse.ts";
import { SettingsSchema } from "./settings.ts";

/** One setting as `--help` and the documentation show it. */
export interface SettingInfo {
  /** Keys from the top of the file, for example ["smoothing", "beta"]. */
  readonly path: readonly string[];
  readonly type: "string" | "number" | "boolean" | "array" | "group";
  /** What it must be, in words. */
  readonly expected: string;
  /** What each of a list must be; null for anything but a list. */
  readonly each: string | null;
  readonly byDefault: unknown;
  readonly description: string;
  /** What a number or a choice may be; null for anything else. */
  readonly range: SettingRange | null;
  /** Whether null is a value of it: none. */
  readonly nullable: boolean;
  /** A list of objects cannot be given on the command line. */
  readonly inFileOnly: boolean;
  /** What a group holds; empty for anything else. */
  readonly members: readonly SettingInfo[];
}

/** A valibot schema made by `setting` from one of the kinds. */
interface Entry extends v.GenericSchema {
  readonly default: unknown;
  readonly wrapped: v.GenericSchema & {
    readonly entries?: Readonly<Record<string, Entry>>;
    readonly item?: v.GenericSchema;
    readonly wrapped?: v.GenericSchema;
  };
}

/** The parts of a number's or a choice's schema that are read here. */
interface Ranged extends v.GenericSchema {
  readonly pipe?: readonly { readonly type: string; readonly requirement?: unknown }[];
  readonly options?: readonly string[];
}

/** A default as it is written on the command line. */
export function showDefault({ byDefault }: SettingInfo): string {
  if (byDefault === null) return "none";
  return Array.isArray(byDefault) ? byDefault.join(", ") : String(byDefault);
}

/** All settings in the order of the schema; a group holds its members. */
export const SETTINGS: readonly SettingInfo[] = describe(
  SettingsSchema.entries as unknown as Readonly<Record<string, Entry>>,
  [],
);

/** The settings that hold a value: the members of groups, and all that are not in a group. */
export const LEAVES: readonly SettingInfo[] = SETTINGS.flatMap((info) =>
  info.type === "group" ? info.members : [info],
);

function describe(entries: Readonly<Record<string, Entry>>, parent: readonly string[]): SettingInfo[] {
  return Object.entries(entries).map(([key, entry]) => {
    const { wrapped } = entry;
    const path = [...parent, key];
    return {
      path,
      type: typeOf(wrapped),
      expected: expectedOf(wrapped),
      each: wrapped.item ? expectedOf(wrapped.item) : null,
      byDefault: entry.default,
      inFileOnly: wrapped.item?.type === "strict_object",
      description: v.getDescription(entry) ?? "",
      range: rangeOf(wrapped),
      nullable: wrapped.type === "nullable",
      members: wrapped.entries ? describe(wrapped.entries, path) : [],
    };
  });
}

function rangeOf(schema: Entry["wrapped"]): SettingRange | null {
  const { type, pipe = [], options = [] } = (schema.wrapped ?? schema) as Ranged;
  if (type !== "number" && type !== "picklist") return null;
  const limit = (action: string) => pipe.find((each) => each.type === action)?.requirement;
  return {
    least: (limit("min_value") as number | undefined) ?? null,
    most: (limit("max_value") as number | undefined) ?? null,
    whole: pipe.some((each) => each.type === "integer"),
    names: type === "picklist" ? options : [],
  };
}

function typeOf(schema: Entry["wrapped"]): SettingInfo["type"] {
  switch (schema.type) {
    case "strict_object":
      return "group";
    case "array":
    case "number":
    case "boolean":
      return schema.type;
    case "nullable":
      return schema.wrapped?.type === "number" ? "number" : "string";
    default:
      return "string";
  }
}
