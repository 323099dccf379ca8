/** What was found of one thing that the show uses. */
export interface Finding {
  readonly about: string;
  /** `limited`: the show runs, but not all of it. `broken`: it cannot run as configured. */
  readonly state: "ok" | "limited" | "broken";
  readonly found: string;
  /** What to do about it; null where nothing need be done. */
  readonly advice: string | null;
}

export type CheckResult = Omit<Finding, "about">;

/** Looks at one thing. Whatever `look` throws is a broken thing, and the message says how. */
export interface Check {
  readonly about: string;
  /** Nobody waits any longer once `signal` aborts. */
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

/** Looks at one thing after the other, at none for longer than `patience` milliseconds. */
export async function diagnose(checks: readonly Check[], patience: number): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) findings.push({ about: check.about, ...(await runWithin(check, patience)) });
  return findings;
}

async function runWithin(check: Check, patience: number): Promise<CheckResult> {
  const impatience = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<CheckResult>((resolve) => {
    timer = setTimeout(() => {
      const found = `no answer within ${patience / 1000} s`;
      resolve(broken(found, "close what may hold it, or restart the machine"));
      impatience.abort();
    }, patience);
  });
  try {
    return await Promise.race([late, check.run(impatience.signal)]);
  } catch (error) {
    return brokenFrom(error);
  } finally {
    clearTimeout(timer);
  }
}

/** A line of ours says what was found, and at its end what was expected or what to do. */
export function brokenFrom(error: unknown): CheckResult {
  const line = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ");
  const [, found, advice] = /^(.*?)[;,] (expected .*)$/.exec(line) ?? /^(.*?); (.*)$/.exec(line) ?? [];
  return broken(found ?? line, advice ?? "mend what the line says");
}
