/** The state of one thing that the show needs. */
export interface Finding {
  readonly about: string;
  /** `limited`: the show runs, but not all of it. `broken`: it cannot run as configured. */
  readonly state: "ok" | "limited" | "broken";
  readonly found: string;
  /** What to do about it; null where nothing need be done. */
  readonly advice: string | null;
  /** Shown below it, as it is. */
  readonly lines?: readonly string[];
}

export type CheckResult = Omit<Finding, "about">;

/** A check of one thing. Whatever `run` throws means that it is broken; the message says how. */
export interface Check {
  readonly about: string;
  /** The signal aborts when time is up: the result is no longer used. */
  run(signal: AbortSignal): Promise<CheckResult> | CheckResult;
}

export function ok(found: string): CheckResult {
  return { state: "ok", found, advice: null };
}

export function limited(found: string, advice: string): CheckResult {
  return { state: "limited", found, advice };
}

export function broken(found: string, advice: string): CheckResult {
  return { state: "broken", found, advice };
}

/** Runs one check after the other, each with a time limit in milliseconds. */
export async function diagnose(checks: readonly Check[], limit: number): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) findings.push({ about: check.about, ...(await runWithin(check, limit)) });
  return findings;
}

async function runWithin(check: Check, limit: number): Promise<CheckResult> {
  const timeout = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<CheckResult>((resolve) => {
    timer = setTimeout(() => {
      const found = `no answer within ${limit / 1000} s`;
      resolve(broken(found, "close what may hold it, or restart the machine"));
      timeout.abort();
    }, limit);
  });
  try {
    return await Promise.race([late, check.run(timeout.signal)]);
  } catch (error) {
    return brokenFrom(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Splits our one-line errors into what was found and, behind ";" or ", expected", the advice. */
export function brokenFrom(error: unknown): CheckResult {
  const line = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ");
  const [, found, advice] = /^(.*?)[;,] (expected .*)$/.exec(line) ?? /^(.*?); (.*)$/.exec(line) ?? [];
  return broken(found ?? line, advice ?? "mend what the line says");
}
