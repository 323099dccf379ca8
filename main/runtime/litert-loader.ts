import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compileFunction } from "node:vm";

const require = createRequire(import.meta.url);

/** Folder of LiteRT's WebAssembly builds, each with its loader script. */
export const wasmFolder: string = join(dirname(require.resolve("@litertjs/core/package.json")), "wasm");

/** The build with threads; its workers run the same script. */
export const threadedLoader: string = join(wasmFolder, "litert_wasm_threaded_internal.js");

/**
 * Runs one of LiteRT's loader scripts and returns the factory that it defines. They are CommonJS in a package of type
 * "module", so Node cannot import them; here they get the variables of CommonJS. @param replaced globals that they read.
 */
export function runLoader(file: string, replaced: Readonly<Record<string, unknown>> = {}): unknown {
  const given = { require, __filename: file, __dirname: dirname(file), ...replaced };
  const source = `${readFileSync(file, "utf8")}\nreturn ModuleFactory;`;
  return compileFunction(source, Object.keys(given), { filename: file })(...Object.values(given));
}
