/** ENTRY of `npm run docs`: writes what the programs know about themselves into the texts and pictures for people. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../system/files/paths.ts";
import { DOCUMENTS, fillBlocks, SIGNAL_PICTURE } from "./blocks.ts";
import { demoSignals } from "./demo-signals.ts";
import { signalPicture } from "./signal-picture.ts";

for (const document of DOCUMENTS) {
  const path = join(projectRoot, document.file);
  writeFileSync(path, fillBlocks(document, readFileSync(path, "utf8")));
}
writeFileSync(join(projectRoot, SIGNAL_PICTURE), signalPicture(await demoSignals(40)));
process.exit(0);
