import { beforeEach, expect, test } from "vitest";
import { loadSettings } from "../../../../main/config/load-settings.ts";
import type { SettingsInput } from "../../../../main/config/settings.ts";
import {
  DetectorSelection,
  engineSeesPictures,
} from "../../../../main/process/detector/detector-selection.ts";
import type { PageReport } from "../../../../shared/messages.ts";

let said: string[];
let instructed: string[];
let resized: string[];

beforeEach(() => {
  [said, instructed, resized] = [[], [], []];
});

function open(overrides: SettingsInput): DetectorSelection {
  return new DetectorSelection({
    settings: loadSettings({ overrides }),
    onInstructions: ({ camera, detectorSize }) => instructed.push(`${camera} ${detectorSize}`),
    onResize: (size) => resized.push(size),
    tellOperator: (line) => said.push(line),
  });
}

function pictures(selection: DetectorSelection, frames: number, detect: number): void {
  for (let n = 0; n < frames; n++) selection.engineTook({ detect, predict: 4, total: detect + 4 }, n / 30);
}

const report = (detect: number | null, fault: string | null = null): PageReport => ({
  ...{ tag: "page", cameraFps: 30, drawFps: 60, dropped: 0, detect, latency: null, fault, unplayed: null },
});

test("a page whose detector does not run is named with its reason, not each second", () => {
  const selection = open({ detector: "page" });
  for (let second = 0; second < 30; second++) selection.reported(report(null, "no graphics"), second);
  expect(said).toEqual(["page detector: no graphics"]);
  selection.reported(report(20), 30);
  selection.reported(report(null, "no graphics"), 45);
  expect(said).toHaveLength(2);
  // One that says something else each time does not fill the log.
  for (let second = 46; second < 54; second++) selection.reported(report(null, `fault ${second}`), second);
  expect(said).toHaveLength(2);
});

test("what is set is neither measured nor made smaller", () => {
  const selection = open({ detector: "engine", detectorSize: "heavy" });
  pictures(selection, 300, 90);
  expect(selection.instructions).toMatchObject({ camera: "pixels", detectorSize: "heavy" });
  expect([said, instructed, resized]).toEqual([[], [], []]);
});

test("an engine that cannot keep up gets the small model, and it is said why", () => {
  const selection = open({ detector: "engine" });
  pictures(selection, 60, 40);
  expect(resized).toEqual(["lite"]);
  expect(said).toEqual(["pose model: lite from now on, since a frame took the engine 44 ms and has 33"]);
});

test("both places are measured in turn, and the page is told what to do each time", () => {
  const selection = open({});
  pictures(selection, 30, 25);
  expect(instructed).toEqual(["poses full"]);
  expect(selection.pageIsBusy).toBe(true);
  for (const detect of [null, 300, 9]) selection.reported(report(detect), 2);
  expect(selection.pageIsBusy).toBe(false);
  expect(selection.place).toBe("page");
  expect(instructed).toEqual(["poses full", "poses full"]);
  expect(said).toEqual(["poses are found in the page (measured: engine 25 ms, page 9 ms)"]);
});

test("a page that is too slow by itself gets the small model", () => {
  const selection = open({ detector: "page" });
  for (let second = 0; second < 5; second++) selection.reported(report(80), second);
  expect(instructed).toEqual(["poses lite"]);
  expect(said).toEqual(["pose model: lite from now on, since a frame took the page 80 ms and has 33"]);
});

test("the page's detector, which sees one body, gives way where that one is ignored, unless it was set", () => {
  const ignored = [{ why: "still", x: 0.1, y: 0.5 }] as const;
  const eyes = open({});
  pictures(eyes, 30, 25);
  eyes.pageSaw({ people: [], ignored });
  expect(eyes.pageIsBusy).toBe(true);
  for (const detect of [300, 9]) eyes.reported(report(detect), 2);
  eyes.pageSaw({ people: [], ignored: [] });
  expect(eyes.place).toBe("page");
  eyes.pageSaw({ people: [], ignored });
  eyes.pageSaw({ people: [], ignored });
  expect(eyes.place).toBe("engine");
  expect(instructed.at(-1)).toBe("pixels full");
  expect(said.at(-1)).toMatch(/sees nobody but a body that is ignored/);
  expect(said).toHaveLength(3);
  const set = open({ detector: "page" });
  set.pageSaw({ people: [], ignored });
  expect(set.place).toBe("page");
});

test("a page that goes while it is measured leaves it to the engine", () => {
  const selection = open({});
  pictures(selection, 30, 25);
  selection.reported(null, 3);
  expect(selection.place).toBe("engine");
  expect(instructed).toEqual(["poses full", "pixels full"]);
});

test("several people, or a source on the engine's side, are the engine's without measuring", () => {
  for (const settings of [{ maxPeople: 2 }, { source: "clip.mp4" }]) {
    const selection = open(settings);
    pictures(selection, 31, 25);
    expect([selection.place, selection.pageIsBusy]).toEqual(["engine", false]);
  }
  expect(open({ source: "clip.mp4" }).instructions.camera).toBe("off");
});

test("the engine loads a detector where pictures come to it", () => {
  const sees = (overrides: SettingsInput) => engineSeesPictures(loadSettings({ overrides }));
  expect([sees({}), sees({ detector: "page" })]).toEqual([true, false]);
  expect([sees({ source: "demo" }), sees({ source: "a.take.ndjson" }), sees({ source: "a.mp4" })]).toEqual([
    ...[false, false, true],
  ]);
});
