import { cpus } from "node:os";
import type { EngineSpeed } from "./engine-speed.ts";
import type { GeneratorSpeed } from "./generator-speed.ts";
import type { Latency } from "./latency.ts";
import type { OfficialSpeed } from "./official.ts";
import type { OscSpeed } from "./osc-speed.ts";

/** Everything that one run of `bench` measured; parts that could not be measured are null, and `missing` says why. */
export interface BenchReport {
  readonly machine: string;
  readonly clip: string | null;
  readonly engine: readonly EngineSpeed[];
  readonly official: readonly OfficialSpeed[];
  readonly latency: Latency | null;
  readonly generator: GeneratorSpeed;
  readonly osc: OscSpeed;
  readonly missing: readonly string[];
}

export function machineDescription(): string {
  const [first] = cpus();
  return `${first?.model.trim() ?? "unknown processor"}, ${cpus().length} cores, Node ${process.versions.node}`;
}

/** The report as a table for people. */
export function speedTable({
  clip,
  engine,
  official,
  latency,
  generator,
  osc,
  missing,
  ...rest
}: BenchReport): string {
  const lines = [rest.machine, ...(clip ? [`${clip}, decoded beforehand`] : []), ""];
  for (const { size, detector, framesPerSecond, detect, predict } of engine) {
    const other = official.find((speed) => speed.size === size);
    const ratio = other
      ? `${(framesPerSecond / other.framesPerSecond).toFixed(1)} times the official package`
      : "";
    lines.push(row(`engine, ${size}`, `${framesPerSecond.toFixed(1)} frames/s`, ratio));
    lines.push(row("", `detect ${detect.toFixed(1)} ms, predict ${predict.toFixed(1)} ms`, detector));
  }
  for (const { size, browser, framesPerSecond, frames } of official) {
    lines.push(
      row(
        `official package, ${size}`,
        `${framesPerSecond.toFixed(2)} frames/s`,
        `${browser}, ${frames} frames`,
      ),
    );
  }
  if (latency) {
    const { fps, p50, p95, frames, dropped, detector } = latency;
    lines.push(
      row(`latency at ${fps} frames/s`, `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`, detector),
    );
    lines.push(
      row(
        "",
        `${dropped} dropped of ${frames + dropped}`,
        "frame in to StageFrame out, process boundary included",
      ),
    );
    for (const { size, framesPerSecond } of official) {
      const share = (p95 * framesPerSecond) / 1000;
      lines.push(row("", `p95 ${share.toFixed(3)} of a frame`, `of the official package, ${size}`));
    }
  }
  lines.push(
    row(
      "generator",
      `observe ${generator.observe.toFixed(2)} ms`,
      `${generator.model}, ${generator.backend}`,
    ),
  );
  for (const { options, p50, p95 } of generator.steps) {
    lines.push(
      row(
        "",
        `step ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms`,
        `${options} option${options > 1 ? "s" : ""}`,
      ),
    );
  }
  lines.push(
    row(
      "OSC",
      `p50 ${osc.p50.toFixed(2)} ms, p95 ${osc.p95.toFixed(2)} ms`,
      `a frame of two people and partners to ${osc.destinations} destinations`,
    ),
  );
  return [...lines, ...missing.map((line) => `not measured: ${line}`)].join("\n");
}

const row = (what: string, value: string, note: string): string =>
  `${what.padEnd(24)}  ${value.padEnd(34)}  ${note}`.trimEnd();
