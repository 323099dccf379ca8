import { expect, test } from "vitest";
import { Health } from "../../../main/show/health.ts";

test("a show is well while frames leave, and only then", () => {
  const health = new Health();
  expect(health.look(0, "starting")).toBe("resting");
  health.frameLeft(1);
  expect(health.look(2, "running")).toBe("well");
  expect(health.look(7, "running")).toBe("resting");
  expect(health.look(8, "restarting")).toBe("resting");
});

test("without frames for a minute while the engine runs it is stuck", () => {
  const health = new Health();
  health.frameLeft(0);
  for (let t = 0; t <= 60; t++) expect(health.look(t, "running"), String(t)).not.toBe("stuck");
  expect(health.look(61, "running")).toBe("stuck");
});

test("while no engine can be had, that is known and it is not stuck, however long", () => {
  const health = new Health();
  health.frameLeft(0);
  for (let t = 0; t < 1000; t++) expect(health.look(t, "restarting")).not.toBe("stuck");
  for (let t = 1000; t < 1060; t++) expect(health.look(t, "running")).toBe("resting");
});

test("a machine that slept has a minute again", () => {
  const health = new Health();
  health.frameLeft(0);
  expect(health.look(1, "running")).toBe("well");
  expect(health.look(5000, "running")).toBe("resting");
  expect(health.look(5001, "running")).toBe("resting");
});
