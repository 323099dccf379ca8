import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ENGINE_FLAGS } from "../../main/process/child.ts";
import { projectRoot } from "../../main/system/files/paths.ts";
import type { EnduranceReport } from "../support/endurance.ts";
import { amount, LONG } from "../support/long.ts";

const SECONDS = amount({ everyday: 30, long: 300 });

async function endure(mode: string): Promise<EnduranceReport> {
  const script = join(projectRoot, "test/support/endurance.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--expose-gc",
    ...ENGINE_FLAGS,
    script,
    mode,
    String(SECONDS),
  ]);
  return JSON.parse(stdout);
}

test.each(["shadow", "answer"])(
  "a long dance in %s: never frozen, bones and numbers whole, memory flat",
  { timeout: 20 * 60_000 },
  async (mode) => {
    const report = await endure(mode);
    console.log(mode, report);
    expect(report.frames).toBeGreaterThan(29 * SECONDS);
    expect(report.withPartner).toBeGreaterThan(report.frames - 30);
    expect(report.answers > 0).toBe(mode === "answer");
    expect(report.frozen).toBe(0);
    expect(report.boneDeviation).toBeLessThan(0.1);
    expect(report.notNumbers).toBe(0);
    // What is loaded and compiled in the first minute would hide a leak in a shorter dance.
    if (LONG) expect(report.residentLate).toBeLessThan(1.05 * report.residentEarly);
  },
);
