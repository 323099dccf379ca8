import type { DetectorSize } from "../../shared/messages.ts";
import type { Settings } from "../config/settings.ts";
import { Engine } from "../engine/engine.ts";
import { createBlazePose } from "../engine/pose/blazepose/blazepose.ts";
import { loadLiteRt } from "../runtime/litert.ts";
import { openMind } from "../runtime/mind.ts";
import { chanceOf } from "../train/chance.ts";
import { machineClock } from "./clock.ts";
import type { Configure, Ready } from "./protocol.ts";
import { ReplaceableDetector } from "./replaceable-detector.ts";

export interface BuiltEngine {
  readonly engine: Engine;
  readonly ready: Ready;
  /** Takes another size of network from the next frame on; its description. Only where there is a detector. */
  resize(size: DetectorSize): Promise<string>;
}

/**
 * Loads what the settings ask for, and puts the engine together.
 * @throws UserError when the model folder, the accelerator or the backend is not to be had.
 */
export async function buildEngine({
  settings,
  mode,
  firstFrame,
  detectorSize,
}: Configure): Promise<BuiltEngine> {
  const [eyes, mind] = await Promise.all([
    detectorSize && openEyes(settings, detectorSize),
    openMind(settings.model, settings.backend),
  ]);
  const engine = new Engine({
    settings: { ...settings, mode },
    detector: eyes ? eyes.detector : null,
    mind,
    clock: machineClock,
    // An engine that takes over does not repeat what the one before did.
    random: chanceOf(settings.seed, firstFrame),
    firstFrame,
  });
  const detector = eyes ? eyes.detector.description : null;
  return {
    engine,
    ready: { tag: "ready", detector, model: mind.description, backend: mind.backend },
    async resize(size) {
      if (!eyes) throw new Error("an engine without a detector cannot take another size of it");
      await eyes.resize(size);
      return eyes.detector.description;
    },
  };
}

async function openEyes({ accelerator, maxPeople }: Settings, first: DetectorSize) {
  const runtime = await loadLiteRt({ accelerator });
  const open = (size: DetectorSize) => createBlazePose({ runtime, size, maxPeople });
  const detector = new ReplaceableDetector(await open(first));
  return { detector, resize: async (size: DetectorSize) => detector.replace(await open(size)) };
}
