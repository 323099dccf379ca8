import { join } from "node:path";
import { expect, test } from "vitest";
import { loadSettings } from "../../../main/config/load-settings.ts";
import { loadEngine } from "../../../main/process/engine-loader.ts";
import { projectRoot } from "../../../main/system/files/paths.ts";
import { initialControls } from "../../../shared/commands/controls.ts";
import { STANDING, seenAt } from "../../support/bodies.ts";
import { overflowingModel } from "../../support/overflowing-model.ts";

test("a model that gives numbers that are none is told once, and the partner stays on the stage", async () => {
  const model = await overflowingModel(join(projectRoot, "models/first"));
  const settings = loadSettings({ overrides: { model, mode: "shadow" } });
  const told: string[] = [];
  const loaded = await loadEngine({ tag: "configure", settings, detectorSize: null }, (line) =>
    told.push(line),
  );
  const engine = loaded.begin({
    tag: "begin",
    controls: initialControls(settings),
    firstFrame: 0,
    firstId: 1,
  });
  let partners = 0;
  for (let i = 0; i < 60; i++) {
    const people = [{ ...seenAt(STANDING, 0.5 + 0.05 * Math.sin(i / 5)), id: 1 }];
    const { people: shown } = await engine.process({
      ...{ tag: "poses", t: i / 30, width: 1280, height: 720, people, reason: null },
    });
    const partner = shown[0]?.partner;
    if (!partner) continue;
    partners++;
    expect(partner.image.every((point) => point === null || Number.isFinite(point.x + point.y))).toBe(true);
  }
  loaded.dispose();
  expect(partners).toBeGreaterThan(40);
  expect(told).toEqual([expect.stringMatching(/: first.* gave \S+ for a place, .*the partner holds still/)]);
}, 60_000);
