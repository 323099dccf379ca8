/** ENTRY of `npm run docs`: writes what the programs know about themselves into the texts for people. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../paths.ts";
import { DOCUMENTS, fillBlocks } from "./blocks.ts";

for (const document of DOCUMENTS) {
  const path = join(projectRoot, document.file);
  writeFileSync(path, fillBlocks(document, readFileSync(path, "utf8")));
}
