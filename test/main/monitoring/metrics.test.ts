import { expect, test } from "vitest";
import { METRIC_TABLE } from "../../../main/monitoring/metric-table.ts";
import { Metrics } from "../../../main/monitoring/metrics.ts";
import { judge } from "../../../main/monitoring/verdict.ts";
import type { Vitals } from "../../../main/monitoring/vitals.ts";
import { readPrometheusText, sampleOf } from "../../support/prometheus-text.ts";
import { STATUS } from "../../support/status.ts";
import { VITALS } from "../../support/vitals.ts";

const osc = (destination: string, sent: number, failed = 0, error: string | null = null) => ({
  ...{ destination, sent, failed, error },
});

async function read(metrics: Metrics, change: Partial<Vitals> = {}) {
  const vitals = { ...VITALS, ...change };
  return readPrometheusText(await metrics.text(vitals, judge(vitals)));
}

test("another reader finds every metric of the table, of its type and with its help", async () => {
  const families = await read(new Metrics());
  expect(families.map(({ name, type, help }) => [name, type, help]).sort()).toEqual(
    Object.values(METRIC_TABLE)
      .map(({ name, kind, help }) => [name, kind, help])
      .sort(),
  );
});

test("names follow Prometheus: counts end in _total, everything with a unit in its base unit", () => {
  for (const { name, kind, unit } of Object.values(METRIC_TABLE)) {
    expect(name).toMatch(/^(continuo|process)_[a-z_]+$/);
    expect(name.endsWith("_total")).toBe(kind === "counter");
    if (unit !== "") expect(name).toContain(`_${unit}`);
  }
});

test("what is known is told, and what is not is missing, not 0", async () => {
  const metrics = new Metrics();
  metrics.frame(0.04, 0.012);
  metrics.frame(0.4, 0.3);
  const status = { ...STATUS, latency: 80, memory: { host: 2e8, engine: 3e8 } };
  const first = await read(metrics, { status, standbyMemory: 1e8, frameAge: 0.5 });
  expect(sampleOf(first, "continuo_well")).toBe(1);
  expect(sampleOf(first, "continuo_frame_age_seconds")).toBe(0.5);
  expect(sampleOf(first, "continuo_stage_latency_seconds")).toBe(0.08);
  expect(sampleOf(first, "continuo_memory_bytes", { process: "standby" })).toBe(1e8);
  const latency = (le: string) => sampleOf(first, "continuo_frame_latency_seconds_bucket", { le });
  expect([latency("0.033"), latency("0.05"), latency("0.5"), latency("+Inf")]).toEqual([0, 1, 2, 2]);
  const second = await read(metrics, { cameraAge: null, visitorAge: null, frames: "resting" });
  expect(sampleOf(second, "continuo_well")).toBe(0);
  for (const gone of ["camera_picture_age_seconds", "last_visitor_age_seconds", "stage_latency_seconds"])
    expect(sampleOf(second, `continuo_${gone}`)).toBeUndefined();
  expect(sampleOf(second, "continuo_memory_bytes", { process: "standby" })).toBeUndefined();
});

test("a count never goes back, and goes on where a destination is opened anew", async () => {
  const metrics = new Metrics();
  const sent: (number | undefined)[] = [];
  // A packet that was refused is taken back; then the destination begins again.
  for (const count of [10, 9, 11, 0, 5]) {
    const families = await read(metrics, { status: { ...STATUS, osc: [osc("desk:9000", count)] } });
    sent.push(sampleOf(families, "continuo_osc_packets_sent_total", { destination: "desk:9000" }));
  }
  expect(sent).toEqual([10, 10, 12, 12, 17]);
});

test("destinations that have gone are forgotten, odd names are quoted, and there are never more than 64", async () => {
  const metrics = new Metrics();
  const name = 'a "desk"\\in\nthe hall';
  const odd = await read(metrics, { status: { ...STATUS, osc: [osc(name, 3, 1, "away")] } });
  expect(sampleOf(odd, "continuo_osc_packets_failed_total", { destination: name })).toBe(1);
  expect(sampleOf(odd, "continuo_osc_destination_reached", { destination: name })).toBe(0);
  for (let n = 0; n < 5; n++) {
    const many = Array.from({ length: 100 }, (_, i) => osc(`desk-${n}-${i}`, 1));
    const told = (await read(metrics, { status: { ...STATUS, osc: many } })).find(
      (family) => family.name === "continuo_osc_packets_sent_total",
    )!;
    expect(told.samples.map(({ labels }) => labels.destination)).toEqual(
      Array.from({ length: 64 }, (_, i) => `desk-${n}-${i}`),
    );
  }
});

test("two registries know nothing of each other", async () => {
  const [one, other] = [new Metrics(), new Metrics()];
  one.frame(0.1, 0.1);
  expect(sampleOf(await read(other), "continuo_frame_latency_seconds_count")).toBe(0);
});
