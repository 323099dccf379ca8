import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { projectRoot } from "../../../../main/system/files/paths.ts";
import { amount } from "../../../support/long.ts";
import type { SoakReport } from "../../../support/soak.ts";

const seconds = amount({ everyday: 8, long: 1800 });
const AILING = /^(refuses|vanishes|stalls)/;

async function soak(): Promise<SoakReport> {
  const script = join(projectRoot, "test/support/soak.ts");
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", script, String(seconds)]);
  return JSON.parse(stdout) as SoakReport;
}

test(
  `${seconds} s to eight destinations, of which one refuses, one stalls, one vanishes and one loses its name: the others miss nothing`,
  async () => {
    const report = await soak();
    const healthy = report.destinations.filter(({ name }) => !AILING.test(name));
    expect(healthy).toHaveLength(5);
    expect(healthy.map(({ name, lost, broken, error }) => ({ name, lost, broken, error }))).toEqual(
      healthy.map(({ name }) => ({ name, lost: 0, broken: 0, error: null })),
    );
    expect(Math.max(...report.destinations.map(({ largest }) => largest))).toBeLessThanOrEqual(1432);

    const [refuses, vanishes, stalls] = ["refuses", "vanishes", "stalls"].map(
      (what) => report.destinations.find(({ name }) => name.startsWith(what))!,
    );
    expect(refuses).toMatchObject({ received: 0, error: "nobody listens there (ECONNREFUSED)" });
    expect(vanishes!.received).toBeGreaterThan(0.6 * report.frames);
    expect(vanishes!.failed).toBeGreaterThan(0);
    expect(stalls!.received).toBeGreaterThan(0.5 * report.frames);

    expect(report.logLines).toBeLessThanOrEqual(4 + seconds / 10);
    expect(report.late).toBeLessThan(report.early + 5);
  },
  1000 * (4 * seconds + 120),
);
