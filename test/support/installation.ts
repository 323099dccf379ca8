import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFailed, onTestFinished } from "vitest";
import { projectRoot } from "../../main/system/files/paths.ts";

/** A process that is asleep whenever one looks, for so many times, so long apart, has nothing to do. */
const IDLE_LOOKS = 15;
const LOOK_MS = 100;

/** The whole installation, started from the command line as a person would, in processes of its own. */
export class Installation {
  /** Everything that it wrote, by line. */
  readonly lines: string[] = [];
  readonly #listeners: (() => void)[] = [];
  readonly #process: ChildProcess;
  readonly #exited: Promise<number | null>;

  /** @param lives until its test is over; one for all tests of a file has to be stopped */
  constructor(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    lives: "for a test" | "for a file" = "for a test",
  ) {
    const cli = join(projectRoot, "main/cli.ts");
    this.#process = spawn(process.execPath, [cli, "start", ...args], {
      cwd: projectRoot,
      env: { ...process.env, BROWSER: "none", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.#process.stdout!, this.#process.stderr!]) {
      createInterface({ input: stream }).on("line", (line) => {
        this.lines.push(line);
        for (const listen of this.#listeners) listen();
      });
    }
    this.#exited = once(this.#process, "close").then(([code]) => code as number | null);
    if (lives === "for a file") return;
    onTestFinished(() => void this.#process.kill("SIGKILL"));
    onTestFailed(() => console.error(this.lines.join("\n")));
  }

  /** Resolves with the rest of the first line that begins so, after its time; rejects when the installation ends before. */
  async said(beginning: string): Promise<string> {
    const line = await new Promise<string | undefined>((resolve) => {
      const find = () => {
        const found = this.lines.map(withoutTime).find((each) => each.startsWith(beginning));
        if (found !== undefined) resolve(found);
      };
      this.#listeners.push(find);
      find();
      void this.#exited.then(() => resolve(undefined));
    });
    if (line === undefined) throw new Error(`ended without saying "${beginning}":\n${this.lines.join("\n")}`);
    return line.slice(beginning.length);
  }

  /** Address of the stage page. */
  async address(): Promise<string> {
    const address = await this.said("stage: ");
    await this.said("light: ");
    return address;
  }

  /** Process ids of its engines: the one that plays and, once it is started, its standby. */
  engines(): number[] {
    return this.#engines().map(({ pid }) => pid);
  }

  get pid(): number {
    return this.#process.pid!;
  }

  /** The engine that plays and its standby, once that has loaded: then it has nothing to do until it is needed. */
  async engineAndStandby(): Promise<[active: number, standby: number]> {
    let [idle, before] = [0, ""];
    for (;;) {
      const [active, standby] = this.#engines();
      const now = standby ? `${standby.state} ${standby.time}` : "";
      // Who waits for the processor is not asleep.
      idle = now === before && now.startsWith("S") ? idle + 1 : 0;
      if (active && standby && idle === IDLE_LOOKS) return [active.pid, standby.pid];
      if (this.#process.exitCode !== null) throw new Error(`ended:\n${this.lines.join("\n")}`);
      before = now;
      await sleep(LOOK_MS);
    }
  }

  #engines(): Process[] {
    return processes().filter(
      ({ parent, command }) => parent === this.#process.pid && command.includes("engine-process"),
    );
  }

  signal(name: NodeJS.Signals): void {
    this.#process.kill(name);
  }

  /** Exit code, once it has ended. */
  get exited(): Promise<number | null> {
    return this.#exited;
  }

  async stop(): Promise<number | null> {
    this.signal("SIGTERM");
    return this.#exited;
  }
}

export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** As `ps` prints it: S for asleep. */
  readonly state: string;
  /** Of the processor, that it has had. */
  readonly time: string;
  readonly command: string;
}

export function processes(): Process[] {
  const table = execFileSync("ps", ["-axo", "pid=,ppid=,stat=,time=,args="], { encoding: "utf8" });
  return table.split("\n").flatMap((line) => {
    const [, pid, parent, state = "", time = "", command] =
      /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (!command || state.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), state, time, command }];
  });
}

/** Whether a process with this id is there. */
export function isAlive(pid: number): boolean {
  return processes().some((each) => each.pid === pid);
}

/** What happens while the show runs is logged with date and time. */
function withoutTime(line: string): string {
  return line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d /, "");
}
