/** ENTRY of `npm run docs`: writes what the programs know about themselves into the README. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../paths.ts";
import { fillBlocks } from "./blocks.ts";

const readme = join(projectRoot, "README.md");
writeFileSync(readme, fillBlocks(readFileSync(readme, "utf8")));
