import type { SettingLine } from "../../../shared/desk/settings.ts";

/** The lines that hold every word that is looked for, by the group of the file that they are in; "" for none. */
export function groupsOf(
  settings: readonly SettingLine[],
  wanted: string,
): readonly [group: string, lines: readonly SettingLine[]][] {
  const words = wanted.toLowerCase().split(/\s+/);
  const found = settings.filter(({ path, description, expected }) => {
    const text = [path.join("."), description, expected].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const groups = Map.groupBy(found, ({ path }) => (path.length > 1 ? path[0]! : ""));
  return [...groups].sort(([one], [other]) => Number(one !== "") - Number(other !== ""));
}

/** A value as a field of text shows it: of a list one a line, objects as JSON. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(shown).join("\n");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** What was typed as a value of that setting. What cannot be one is left to the host, which says why. */
export function typed(text: string, { type, nullable }: Pick<SettingLine, "type" | "nullable">): unknown {
  if (nullable && text.trim() === "") return null;
  if (type === "number") return text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
  if (type !== "array") return text;
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "").map(itemOf);
}

function itemOf(line: string): unknown {
  if (!line.startsWith("{")) return line;
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}
