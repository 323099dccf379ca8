import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { UserError } from "../system/errors.ts";
import { projectRoot } from "../system/files/paths.ts";
import { printableLines } from "../system/log/printable.ts";
import { Interruption } from "../system/processes/interruption.ts";
import { assessCommand } from "./assess.ts";
import { benchCommand } from "./bench.ts";
import { compareCommand } from "./compare.ts";
import { continueCommand } from "./continue.ts";
import { danceLineCommand } from "./dance-line.ts";
import { doctorCommand } from "./doctor.ts";
import { evaluateCommand } from "./evaluate.ts";
import { exportCommand } from "./export.ts";
import { importCommand } from "./import.ts";
import { ingestCommand } from "./ingest.ts";
import { mapCommand } from "./map.ts";
import { oscCommand } from "./osc.ts";
import { restyleCommand } from "./restyle.ts";
import { scaleCommand } from "./scale.ts";
import { searchCommand } from "./search.ts";
import { serviceCommand } from "./service.ts";
import { startCommand } from "./start.ts";
import { trackCommand } from "./track.ts";
import { trainCommand } from "./train.ts";
import { blendCommand, varyCommand } from "./vary.ts";
import { workCommand } from "./work.ts";

/** In the order in which `--help` lists them. Each loads what it needs when it runs, so that `--help` is quick. */
const COMMANDS = [
  startCommand,
  serviceCommand,
  trackCommand,
  importCommand,
  ingestCommand,
  workCommand,
  trainCommand,
  continueCommand,
  varyCommand,
  blendCommand,
  restyleCommand,
  exportCommand,
  compareCommand,
  evaluateCommand,
  assessCommand,
  scaleCommand,
  searchCommand,
  mapCommand,
  danceLineCommand,
  oscCommand,
  benchCommand,
  doctorCommand,
];

/** Runs one command; the result is the exit code, 0 only when it did what it says. */
export async function run(args: readonly string[]): Promise<number> {
  const onLost = args[0] === "start" ? goOnUnread : endUnread;
  for (const stream of [process.stdout, process.stderr]) stream.on("error", onLost);
  try {
    await createProgram().parseAsync(args, { from: "user" });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    // commander has printed it already.
    if (error instanceof CommanderError) return error.exitCode;
    process.stderr.write(`${describe(error)}\n`);
    return error instanceof Interruption ? error.exitCode : 1;
  }
}

function createProgram(): Command {
  const program = new Command("continuo")
    .description("A live AI dance partner: watches a dancer through a webcam and dances on.")
    .version(version())
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`${text.trim().replace(/\s*\n\s*/g, " ")}\n`) });
  for (const create of COMMANDS) inherit(program, create());
  return program;
}

function inherit(parent: Command, command: Command): void {
  parent.addCommand(command.copyInheritedSettings(parent));
  for (const child of command.commands) child.copyInheritedSettings(command);
}

/** One line for a mistake that the user can correct; the stack for a bug. */
function describe(error: unknown): string {
  if (error instanceof Interruption) return error.message;
  if (error instanceof UserError) return `error: ${printableLines(error.message)}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function version(): string {
  const found: unknown = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"));
  return (found as { version: string }).version;
}

/** A show goes on, whoever reads its log, and whether there is room for it. */
function goOnUnread(): void {}

/** As a shell has it for a program whose reader has ended: 128 and the number of SIGPIPE. The work is not done. */
const UNREAD = 141;

/** Work whose result nobody can read any more ends. */
function endUnread({ code }: NodeJS.ErrnoException): void {
  process.exit(code === "EPIPE" ? UNREAD : 1);
}
