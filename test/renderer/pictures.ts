/**
 * ENTRY: makes the pictures of the README anew, of the demo dancer and the shipped model's answer to her:
 *
 *     node test/renderer/pictures.ts
 *
 * Needs Chromium, and ffmpeg for the moving one.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadSettings } from "../../main/config/load-settings.ts";
import { openDemo } from "../../main/inputs/demo.ts";
import { loadEngine } from "../../main/process/engine-loader.ts";
import { projectRoot } from "../../main/system/files/paths.ts";
import { initialControls } from "../../shared/commands/controls.ts";
import { FIGURE_LOOKS, type LookName } from "../../shared/commands/parameters.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { StageFrame } from "../../shared/stage.ts";
import { pictureAfter, StageStudio } from "./support/stage-studio.ts";

/** Of the demo: where the picture is taken, and from where to where the moving one goes. */
const STILL: Seconds = 36.4;
const MOVING: readonly [Seconds, Seconds] = [34, 40];
/** Of what came before, the partner needs to know so much. */
const BEFORE: Seconds = 4;
/** Seconds that each look has in the moving one. */
const TURN: Seconds = 2;
/** The moving one shows every third frame of 30 a second. */
const EVERY = 3;

const assets = (name: string) => join(projectRoot, "assets", name);

const frames = await danced(MOVING[0] - BEFORE, MOVING[1]);
const studio = await StageStudio.open();

const still = await studio.stage(1280, 720);
const before = frames.filter(({ t }) => t > STILL - 4 && t <= STILL);
writeFileSync(assets("stage.png"), await pictureAfter(still, before));
await still.context().close();

const moving = await studio.stage(640, 360);
await pictureAfter(
  moving,
  frames.filter(({ t }) => t > MOVING[0] - 3 && t <= MOVING[0]),
);
const shown = frames.filter(({ t }) => t > MOVING[0]).map((frame) => inLook(frame, lookAt(frame.t)));
const folder = mkdtempSync(join(tmpdir(), "continuo-pictures-"));
for (let i = 0; i + EVERY <= shown.length; i += EVERY) {
  const name = `${String(i / EVERY).padStart(4, "0")}.png`;
  writeFileSync(join(folder, name), await pictureAfter(moving, shown.slice(i, i + EVERY)));
}
await studio.close();
const webp = ["-c:v", "libwebp_anim", "-loop", "0", "-quality", "72", "-compression_level", "6"];
execFileSync("ffmpeg", [
  "-v",
  "error",
  "-y",
  "-framerate",
  `${30 / EVERY}`,
  "-i",
  join(folder, "%04d.png"),
  ...webp,
  assets("stage.webp"),
]);
rmSync(folder, { recursive: true });

/** The demo, with the partner that the shipped model gives her. */
async function danced(from: Seconds, until: Seconds): Promise<StageFrame[]> {
  const settings = loadSettings({ overrides: { mode: "shadow" } });
  const room = await loadEngine({ tag: "configure", settings, detectorSize: null });
  const engine = room.begin({ tag: "begin", controls: initialControls(settings), firstFrame: 0, firstId: 1 });
  const made: StageFrame[] = [];
  for await (const frame of (await openDemo()).frames()) {
    if (frame.t > until) break;
    if (frame.t >= from) made.push(await engine.process(frame));
  }
  return made;
}

function lookAt(t: Seconds): LookName {
  return FIGURE_LOOKS[Math.floor((t - MOVING[0]) / TURN) % FIGURE_LOOKS.length]!;
}

function inLook(frame: StageFrame, look: LookName): StageFrame {
  return { ...frame, parameters: { ...frame.parameters, look } };
}
