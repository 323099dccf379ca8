import { readFileSync } from "node:fs";
import { ConfigError } from "../system/errors.ts";

/** Reads a JSON file of settings. @throws ConfigError when it is missing or not JSON. */
export function readJson(file: string): unknown {
  try {
    // Some editors begin a file with a byte order mark, which is not JSON.
    return JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/\s+/g, " ") : String(error);
    throw new ConfigError(`${file}: ${reason}; expected a JSON file of settings`);
  }
}
