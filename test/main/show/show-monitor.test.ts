import { expect, test } from "vitest";
import { Metrics } from "../../../main/monitoring/metrics.ts";
import { ServedReports } from "../../../main/show/served-reports.ts";
import { ShowMonitor, type VitalParts } from "../../../main/show/show-monitor.ts";
import { readPrometheusText, sampleOf } from "../../support/prometheus-text.ts";
import { person, stageFrame } from "../../support/stage-frames.ts";
import { STATUS } from "../../support/status.ts";
import { VITALS } from "../../support/vitals.ts";

function monitored() {
  let now = 100;
  const parts: VitalParts & { -readonly [Key in keyof VitalParts]: VitalParts[Key] } = { ...VITALS };
  const clock = { now: () => now };
  const monitor = new ShowMonitor({ clock, parts: () => parts, metrics: new Metrics() });
  const reports = new ServedReports(clock);
  const health = async () => {
    const { status, body } = await reports.find("/health");
    return { status, said: JSON.parse(body) };
  };
  const pass = (seconds: number) => {
    now += seconds;
  };
  return { monitor, reports, parts, health, pass };
}

test("before there is a show it is starting: 503; a show that is well is 200, and one that is not says why", async () => {
  const { monitor, reports, parts, health, pass } = monitored();
  expect(await health()).toMatchObject({ status: 503, said: { well: false, state: "starting" } });
  expect(await reports.find("/metrics")).toMatchObject({ status: 503, body: "" });
  reports.serve({ "/health": () => monitor.health(), "/metrics": () => monitor.metrics() });
  expect(await health()).toMatchObject({ status: 503, said: { state: "starting" } });
  pass(1);
  monitor.see(STATUS);
  monitor.frameLeft(stageFrame(0), null, false);
  pass(0.3);
  expect(await health()).toMatchObject({
    status: 200,
    said: { well: true, state: "well", why: null, frameAge: 0.3, lastVisitor: null, cameraAge: null },
  });
  parts.stage = false;
  // However often somebody asks.
  expect((await health()).status).toBe(200);
  pass(0.3);
  expect(await health()).toMatchObject({ status: 503, said: { well: false, why: "no stage page is open" } });
});

test("no link with its token, and nothing that was told to the operator, is in what anybody may read", async () => {
  const { monitor } = monitored();
  const line = { line: "secret-of-the-operator", since: 0, count: 1, alike: false };
  monitor.see({ ...STATUS, desk: ["http://10.0.0.2:8081/?k=secret-token"], operatorMessages: [line] });
  const told = monitor.health().body + (await monitor.metrics()).body;
  expect(told).toContain("continuo_well");
  expect(told).not.toContain("secret");
});

test("frames, faults and visitors are counted; who dances in the camera's place is no visitor", async () => {
  const { monitor, pass } = monitored();
  monitor.see(STATUS);
  const somebody = stageFrame(0, { people: [person(1)], events: [{ event: "enter", id: 1 }] });
  monitor.frameLeft(somebody, null, true);
  monitor.picture();
  monitor.frameLeft(somebody, { t: 99.96 }, false);
  monitor.fault();
  pass(2);
  const families = readPrometheusText((await monitor.metrics()).body);
  for (const [name, value] of [
    ["continuo_frames_total", 2],
    ["continuo_visitors_total", 1],
    ["continuo_last_visitor_age_seconds", 2],
    ["continuo_camera_picture_age_seconds", 2],
    ["continuo_faults_total", 1],
    ["continuo_frame_latency_seconds_count", 1],
  ] as const)
    expect([name, sampleOf(families, name)]).toEqual([name, value]);
  expect(sampleOf(families, "continuo_frame_latency_seconds_sum")).toBeCloseTo(0.04, 6);
});
