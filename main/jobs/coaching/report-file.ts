import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ConfigError } from "../../system/errors.ts";
import { checkFree } from "../export-options.ts";

/** @throws ConfigError where a report cannot be written, or would take another's place unasked. */
export function checkReportFile(output: string, force: boolean): void {
  if (!output.toLowerCase().endsWith(".html"))
    throw new ConfigError(`--output is ${output}, expected a name that ends in .html`);
  if (!existsSync(dirname(resolve(output))))
    throw new ConfigError(`--output is ${output}, expected a file in a folder that is there`);
  checkFree(output, force);
}
