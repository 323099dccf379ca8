import { keysReference } from "../../shared/keys.ts";
import { en } from "../../shared/languages/en.ts";
import { settingsReference } from "../config/reference.ts";
import { UserError } from "../errors.ts";
import { oscReference } from "../outputs/osc/reference.ts";

/** What the programs know about themselves, by the name of the block in the README that shows it. */
const BLOCKS: Readonly<Record<string, () => string>> = {
  keys: () => keysReference(en),
  "osc table": oscReference,
  settings: settingsReference,
};

/**
 * The text with each block between `<!-- name -->` and `<!-- /name -->` brought up to date.
 * @throws UserError when a block has no place in the text.
 */
export function fillBlocks(text: string): string {
  return Object.entries(BLOCKS).reduce((filled, [name, content]) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [from, to] = [filled.indexOf(begin), filled.indexOf(end)];
    if (from < 0 || to < from) throw new UserError(`README.md: no block found, expected ${begin} and ${end}`);
    return `${filled.slice(0, from + begin.length)}\n\n${content()}\n\n${filled.slice(to)}`;
  }, text);
}
