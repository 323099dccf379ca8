import { describe, expect, test } from "vitest";
import { ClockMap } from "../../shared/clock-map.ts";

describe("ClockMap", () => {
  test("maps by the least delay seen, so jitter on the way does not show", () => {
    const map = new ClockMap();
    const delays = [0.05, 0.02, 0.09, 0.031, 0.02, 0.06];
    for (const [i, delay] of delays.entries()) map.arrived(i / 30, 100 + i / 30 + delay);
    expect(map.offset).toBeCloseTo(100.02, 6);
  });

  test("forgets a short delay after two seconds, when the way has become longer for good", () => {
    const map = new ClockMap();
    for (let i = 0; i < 30; i++) map.arrived(i / 30, 50 + i / 30 + 0.01);
    for (let i = 30; i < 120; i++) map.arrived(i / 30, 50 + i / 30 + 0.08);
    expect(map.offset).toBeCloseTo(50.08, 6);
  });

  test("begins anew when the far clock goes back or leaps", () => {
    const map = new ClockMap();
    expect(map.arrived(10, 20)).toBe(false);
    expect(map.arrived(10.1, 20.1)).toBe(false);
    expect(map.arrived(0, 20.2)).toBe(true);
    expect(map.offset).toBeCloseTo(20.2, 6);
    expect(map.arrived(1000, 20.3)).toBe(true);
    expect(map.offset).toBeCloseTo(-979.7, 6);
  });
});
