import type { DetectorSize } from "../../shared/messages.ts";
import { Engine } from "../engine/engine.ts";
import { createBlazePose } from "../engine/pose/blazepose/blazepose.ts";
import type { GeneratorSet } from "../generators/generator-set.ts";
import { demoPhrase } from "../inputs/demo.ts";
import { seededRandom } from "../motion/random.ts";
import { loadLiteRt } from "../runtime/litert.ts";
import { openArchive } from "../runtime/open-archive.ts";
import { openGenerators } from "../runtime/open-generator.ts";
import { machineClock } from "../system/clock.ts";
import { ConfigError } from "../system/errors.ts";
import { ReplaceableDetector } from "./detector/replaceable-detector.ts";
import type { Begin, Configure, Ready } from "./protocol.ts";
import type { EngineProcessSettings } from "./settings.ts";

/** The networks of an engine, which take seconds to load: with them an engine begins at once. */
export interface LoadedEngine {
  readonly ready: Ready;
  begin(begin: Begin): Engine;
  /** Switches to another size of pose model from the next frame on; its description. Only where there is a detector. */
  resize(size: DetectorSize): Promise<string>;
  /** For programs that go on without it: its threads would keep them alive. */
  dispose(): void;
}

/**
 * Loads what the settings ask for.
 * @param tell is told, once, when the model gives numbers that are none: its partners stand still meanwhile.
 * @throws UserError when the model folder, the accelerator or the backend is not to be had.
 */
export async function loadEngine(
  { settings, detectorSize }: Configure,
  tell: (line: string) => void = () => {},
): Promise<LoadedEngine> {
  let told = false;
  const onFault = (line: string) => {
    if (!told) tell(`${settings.model}: ${line}; the partner holds still where that happens`);
    told = true;
  };
  const [detection, { generators, missing, backend }] = await Promise.all([
    detectorSize && loadDetector(settings, detectorSize),
    openGenerators(settings, onFault),
  ]);
  refuseUnknownStyles(settings, generators);
  const reason = missing[settings.generator];
  if (reason !== undefined) tell(`${reason}; the model dances`);
  const { moments, missing: why } = await openArchive(settings.archive, generators.fps);
  if (settings.mode === "archive" && why !== null) tell(`${why}; the partner is a moment ahead instead`);
  const attractPhrase = await demoPhrase(generators.fps);
  const detector = detection?.detector ?? null;
  return {
    ready: {
      tag: "ready",
      detector: detector?.description ?? null,
      model: generators.description,
      backend,
      styles: generators.styles,
      missingGenerators: missing,
      missingModes: why === null ? {} : { archive: why },
    },
    begin: ({ controls, firstFrame, firstId }) =>
      new Engine({
        ...{ settings, controls },
        ...{ detector, generators, archive: moments, phrase: attractPhrase },
        clock: machineClock,
        // An engine that takes over does not repeat the random numbers of the one before.
        random: seededRandom(settings.seed, firstFrame),
        ...{ firstFrame, firstId },
      }),
    async resize(size) {
      if (!detection) throw new Error("an engine without a detector cannot change its size");
      await detection.resize(size);
      return detection.detector.description;
    },
    dispose() {
      detection?.dispose();
      generators.dispose();
    },
  };
}

function refuseUnknownStyles({ blend }: EngineProcessSettings, { styles, description }: GeneratorSet): void {
  for (const { style } of blend) {
    if (styles.includes(style)) continue;
    const known = styles.length > 0 ? `one of ${styles.join(", ")}` : "none, since it knows none by name";
    throw new ConfigError(`blend names the style ${style}; of the model ${description}, expected ${known}`);
  }
}

async function loadDetector({ accelerator, maxPeople }: EngineProcessSettings, first: DetectorSize) {
  const runtime = await loadLiteRt({ accelerator });
  const open = (size: DetectorSize) => createBlazePose({ runtime, size, maxPeople });
  const detector = new ReplaceableDetector(await open(first));
  return {
    detector,
    resize: async (size: DetectorSize) => detector.replace(await open(size)),
    dispose() {
      detector.dispose();
      runtime.dispose();
    },
  };
}
