import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CUE_NAMES } from "../../../main/cues/cue.ts";
import { DOCUMENTS, fillBlocks, OSC_REFERENCE, SETTINGS_REFERENCE } from "../../../main/docs/blocks.ts";
import { SIGNAL_NAMES } from "../../../main/motion/signals/signal.ts";
import { presetNames } from "../../../main/outputs/osc/destination/preset.ts";
import { TABLE } from "../../../main/outputs/osc/table/table.ts";
import { projectRoot } from "../../../main/system/files/paths.ts";

const EMPTY =
  "# A\n\n<!-- keys -->\n<!-- /keys -->\n\nB\n\n<!-- settings -->\nSTALE\n<!-- /settings -->\nC\n";

const filledIn = (text: string) => fillBlocks(SETTINGS_REFERENCE, text);

test("blocks are filled from the command table and the schema, and nothing else is touched", () => {
  const filled = filledIn(EMPTY);
  expect(filled).toContain("| `space` |");
  expect(filled).toContain("| `smoothing.beta` |");
  expect(filled).not.toContain("STALE");
  expect(filled.replace(/<!-- (keys|settings) -->[\s\S]*?<!-- \/\1 -->/g, "")).toBe("# A\n\n\n\nB\n\n\nC\n");
});

test("filling twice changes nothing more", () => {
  expect(filledIn(filledIn(EMPTY))).toBe(filledIn(EMPTY));
});

test("a text without a place for a block is refused by the block's name", () => {
  expect(() => filledIn("# A\n")).toThrow("main/docs/SETTINGS.md: no block found, expected <!-- keys -->");
});

test.each(DOCUMENTS)("$file agrees with the programs (`npm run docs` brings it up to date)", (document) => {
  const text = readFileSync(join(projectRoot, document.file), "utf8");
  expect(text).toBe(fillBlocks(document, text));
});

test("the OSC reference tells of every address, signal, preset and cue", () => {
  const text = readFileSync(join(projectRoot, OSC_REFERENCE.file), "utf8");
  for (const path of TABLE.flatMap(({ paths }) => paths)) expect(text).toContain(`\`/continuo${path}\``);
  for (const name of SIGNAL_NAMES) expect(text).toContain(`| \`${name}\` |`);
  for (const name of presetNames()) expect(text).toContain(`#### \`${name}\``);
  for (const name of CUE_NAMES) expect(text).toContain(`| \`/continuo/cue/${name}\` |`);
});
