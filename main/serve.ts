/** ENTRY: the stage served by plain Node to any Chromium; `start` without looking for Electron. */
import { run } from "./commands/program.ts";

process.exitCode = await run(["start", "--host=browser", ...process.argv.slice(2)]);
