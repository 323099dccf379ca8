import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fillBlocks } from "../../../main/docs/blocks.ts";
import { TABLE } from "../../../main/outputs/osc/table.ts";
import { projectRoot } from "../../../main/paths.ts";

const EMPTY =
  "# A\n\n<!-- keys -->\n<!-- /keys -->\n\n<!-- osc table -->\n<!-- /osc table -->\n\nB\n\n<!-- settings -->\nSTALE\n<!-- /settings -->\nC\n";

test("blocks are filled from the address table and the schema, and nothing else is touched", () => {
  const filled = fillBlocks(EMPTY);
  for (const path of TABLE.flatMap(({ paths }) => paths)) expect(filled).toContain(`\`/continuo${path}\``);
  expect(filled).toContain("| `smoothing.beta` |");
  expect(filled).not.toContain("STALE");
  expect(filled.replace(/<!-- (keys|osc table|settings) -->[\s\S]*?<!-- \/\1 -->/g, "")).toBe(
    "# A\n\n\n\n\n\nB\n\n\nC\n",
  );
});

test("filling twice changes nothing more", () => {
  expect(fillBlocks(fillBlocks(EMPTY))).toBe(fillBlocks(EMPTY));
});

test("a text without a place for a block is refused by the block's name", () => {
  expect(() => fillBlocks("# A\n")).toThrow("README.md: no block found, expected <!-- keys -->");
});

const readme = join(projectRoot, "README.md");
test.skipIf(!existsSync(readme))(
  "the README agrees with the programs (`npm run docs` brings it up to date)",
  () => {
    const text = readFileSync(readme, "utf8");
    expect(text).toBe(fillBlocks(text));
  },
);
