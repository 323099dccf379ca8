import { expect, test } from "vitest";
import { broken, diagnose, limited, ok } from "../../../main/doctor/finding.ts";
import { SourceError } from "../../../main/system/errors.ts";

test("what was found is told in order, each by its name", async () => {
  const checks = [
    { about: "port", run: () => ok("8080 is free") },
    { about: "camera", run: async () => limited("none", "plug one in") },
    { about: "OSC", run: () => broken("desk:9", "mend the name") },
  ];
  expect(await diagnose(checks, 1000)).toEqual([
    { about: "port", state: "ok", found: "8080 is free", advice: null },
    { about: "camera", state: "limited", found: "none", advice: "plug one in" },
    { about: "OSC", state: "broken", found: "desk:9", advice: "mend the name" },
  ]);
});

test("what is thrown is a broken thing with the advice that its line gives, and the next is looked at all the same", async () => {
  const checks = [
    {
      about: "ffmpeg",
      run: () => {
        throw new SourceError("ffmpeg: not found on PATH; install ffmpeg");
      },
    },
    { about: "LiteRT", run: () => Promise.reject(new Error("Aborted()\n  at x")) },
    { about: "port", run: () => ok("free") },
  ];
  expect(await diagnose(checks, 1000)).toEqual([
    { about: "ffmpeg", state: "broken", found: "ffmpeg: not found on PATH", advice: "install ffmpeg" },
    { about: "LiteRT", state: "broken", found: "Aborted() at x", advice: "mend what the line says" },
    { about: "port", state: "ok", found: "free", advice: null },
  ]);
});

test("what does not answer in time is broken, and does not hold up the rest", async () => {
  const checks = [
    { about: "OSC", run: () => new Promise<never>(() => {}) },
    { about: "port", run: () => ok("free") },
  ];
  expect(await diagnose(checks, 20)).toMatchObject([
    { state: "broken", found: "no answer within 0.02 s" },
    { state: "ok" },
  ]);
});
