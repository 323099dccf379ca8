import { LEAVES, showDefault } from "../config/describe.ts";
import { code, markdownTable } from "./markdown.ts";

/** All settings as Markdown. */
export function settingsReference(): string {
  const rows = LEAVES.map((info) => {
    const usual = showDefault(info);
    return [code(info.path.join(".")), info.description, info.expected, usual && code(usual)];
  });
  return markdownTable(["setting", "what it is", "what it may be", "default"], rows);
}
