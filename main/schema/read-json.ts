import { readFileSync } from "node:fs";
import { ConfigError } from "../system/errors.ts";

/** @throws ConfigError when the file is not there or is no JSON. */
export function readJson(file: string): unknown {
  try {
    // Some editors begin a file with a mark that is no part of JSON.
    return JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/\s+/g, " ") : String(error);
    throw new ConfigError(`${file}: ${reason}; expected a JSON file of settings`);
  }
}
