import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../main/system/files/paths.ts";
import { isHere } from "./is-here.ts";

/**
 * Path of a file of the reference data, which lies beside the checkout on our machines and may be missing on others:
 * then null, and one line says what will not be tested.
 */
export function sharedData(path: string): string | null {
  const file = join(projectRoot, "..", "shared", "data", path);
  return isHere(`../shared/data/${path}`, existsSync(file)) ? file : null;
}
