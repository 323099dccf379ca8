import { join } from "node:path";
import { projectRoot } from "../../main/system/files/paths.ts";

/** Path of a picture or motion that comes with the tests: see test/clips/README.md. */
export const clip = (name: string): string => join(projectRoot, "test/clips", name);
