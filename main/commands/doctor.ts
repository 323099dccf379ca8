import { Command } from "commander";
import { addSettings, settingsOf } from "../config/options.ts";
import type { Finding } from "../doctor/finding.ts";

/** Milliseconds for one check: a large library takes seconds to load on a slow machine. */
const CHECK_TIMEOUT = 60_000;

export function doctorCommand(): Command {
  const command = new Command("doctor")
    .description("Says what works here, and what to do about each thing that does not")
    .option("--json", "print one JSON document");
  return addSettings(command).action(async ({ json }: { json?: true }) => {
    const { checksFor } = await import("../doctor/checks.ts");
    const { diagnose } = await import("../doctor/finding.ts");
    const findings = await diagnose(checksFor(await settingsOf(command)), CHECK_TIMEOUT);
    const ok = findings.every(({ state }) => state !== "broken");
    process.stdout.write(json ? `${JSON.stringify({ ok, findings }, null, 2)}\n` : report(findings, ok));
    if (!ok) process.exitCode = 1;
  });
}

function report(findings: readonly Finding[], ok: boolean): string {
  const width = Math.max(...findings.map(({ about }) => about.length));
  const lines = findings.flatMap(({ about, state, found, advice, lines: more = [] }) => [
    `${MARK[state]} ${about.padEnd(width)}  ${found}`,
    ...(advice === null ? [] : [`  ${" ".repeat(width)}  -> ${advice}`]),
    ...more.map((line) => `  ${" ".repeat(width)}  ${line}`),
  ]);
  return `${lines.join("\n")}\n\n${ok ? "The show can run." : "The show cannot run until what is marked x is mended."}\n`;
}

const MARK: Readonly<Record<Finding["state"], string>> = { ok: "+", limited: "o", broken: "x" };
