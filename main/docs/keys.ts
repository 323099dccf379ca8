import { KEYS, keyName } from "../../shared/commands/keys.ts";
import { en } from "../../shared/languages/en.ts";
import { code, markdownTable } from "./markdown.ts";

/** What every key of the stage's page does. */
export function keyTable(): string {
  const rows = KEYS.map(({ keys, says }) => [keys.map((key) => code(keyName(key))).join(" "), says(en)]);
  return markdownTable(["key", "does"], rows);
}
