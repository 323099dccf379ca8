import { spawn } from "node:child_process";
import { once } from "node:events";
import { basename } from "node:path";
import type { Notice } from "./notice.ts";

/** A way in which somebody is told. */
export interface Way {
  /** For the log: nothing that is secret, as paths of addresses and arguments are. */
  readonly name: string;
  /** @throws Error saying in a line what stood in the way, without anything secret */
  tell(notice: Notice, patienceMs: number): Promise<void>;
}

/** Runs a program without a shell: what is wrong is in its arguments, its environment and, as JSON, its stdin. */
export function byCommand([program = "", ...args]: readonly string[]): Way {
  return {
    name: `alert by ${basename(program)}`,
    tell: (notice, patienceMs) => inPlainWords(() => run(program, args, notice, patienceMs)),
  };
}

async function run(
  program: string,
  args: readonly string[],
  notice: Notice,
  patienceMs: number,
): Promise<void> {
  const child = spawn(
    program,
    args.map((arg) => arg.replaceAll("{text}", () => notice.text)),
    {
      stdio: ["pipe", "ignore", "ignore"],
      windowsHide: true,
      env: { ...process.env, CONTINUO_WELL: notice.well ? "1" : "0", CONTINUO_TEXT: notice.text },
    },
  );
  const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  try {
    child.stdin.on("error", () => {});
    child.stdin.end(`${JSON.stringify(notice)}\n`);
    const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
    if (code !== 0) throw new Error(signal === null ? `exit code ${code}` : `signal ${signal}`);
  } finally {
    clearTimeout(timer);
  }
}

/** Posts the notice as JSON. Nobody is followed elsewhere, and nothing of the answer is read. */
export function byPost(url: string): Way {
  return {
    name: `alert to ${new URL(url).host}`,
    tell: (notice, patienceMs) => inPlainWords(() => post(url, notice, patienceMs)),
  };
}

async function post(url: string, notice: Notice, patienceMs: number): Promise<void> {
  const answer = await fetch(url, {
    ...{ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(notice) },
    ...{ redirect: "error", signal: AbortSignal.timeout(patienceMs) },
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`status ${answer.status}`);
}

async function inPlainWords(tell: () => Promise<void>): Promise<void> {
  try {
    await tell();
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such program",
  EACCES: "it is not permitted",
  ECONNREFUSED: "nobody listens there",
};

/** What the system says names the program with its arguments, and what fetch says the address: their codes are enough. */
function reasonOf(error: unknown): string {
  const { name, code, cause, message } = error as NodeJS.ErrnoException;
  if (name === "TimeoutError") return "no answer in time";
  const known = typeof code === "string" ? code : (cause as NodeJS.ErrnoException | undefined)?.code;
  if (typeof known === "string") return REASONS[known] ?? known;
  return /^(status|exit code|signal) \w+$/.test(message) ? message : "it could not be reached";
}
