import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** A process and what it has of the machine's memory. */
export interface Resident {
  readonly pid: number;
  readonly parent: number;
  /** Megabytes. */
  readonly megabytes: number;
  readonly command: string;
}

/** A process and all below it, parents first. Nothing waits meanwhile, so that what a test hears has its right time. */
export async function residentBelow(root: number): Promise<Resident[]> {
  const { stdout: table } = await promisify(execFile)("ps", ["-axo", "pid=,ppid=,rss=,args="], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  const all = table.split("\n").flatMap((line): Resident[] => {
    const [, pid, parent, kilobytes, command] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (command === undefined || kilobytes === "0") return [];
    return [{ pid: Number(pid), parent: Number(parent), megabytes: Number(kilobytes) / 1024, command }];
  });
  const found = all.filter(({ pid }) => pid === root);
  for (const { pid } of found) found.push(...all.filter(({ parent }) => parent === pid));
  return found;
}

/** What a process is, in a word or two. */
export function kindOf({ command }: Resident): string {
  const [, type] = /--type=(\S+)/.exec(command) ?? [];
  const [, service] = /--utility-sub-type=(\S+)/.exec(command) ?? [];
  if (type !== undefined) return `Chromium's ${service ?? type}`;
  if (/chrom/i.test(command)) return "Chromium";
  if (command.includes("engine-process")) return "engine";
  if (command.includes("cli.ts")) return command.includes("--supervise") ? "keeper" : "host";
  return command.split(" ", 1)[0]!;
}
