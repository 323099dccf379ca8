import { expect, test } from "vitest";
import { LatencyMeter } from "../../../renderer/stage/latency-meter.ts";

test("latency is from the capture of the moment that is drawn to its drawing, whatever the engine's clock says", () => {
  const meter = new LatencyMeter();
  // The page captured at 1000 s on its own clock what the engine calls 5 s.
  meter.captured(5, 1000);
  meter.drawn(4.96, 1000.06);
  meter.drawn(4.98, 1000.1);
  expect(meter.take(1000.2)).toBeCloseTo(110, 6);
});

test("without pictures of this page's camera there is none, and what waited in a hidden page is none", () => {
  const meter = new LatencyMeter();
  expect(meter.take(1000)).toBeNull();
  meter.captured(5, 1000);
  meter.drawn(5, 1010);
  expect(meter.take(1000.1)).toBeNull();
  meter.drawn(5, 1000.1);
  expect(meter.take(1001)).toBeCloseTo(100, 6);
  expect(meter.take(1003)).toBeNull();
});
