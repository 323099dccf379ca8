import * as v from "valibot";
import { DETECTOR_SIZES } from "../../shared/messages.ts";
import type { EngineSettings } from "../engine/settings.ts";
import type { InputSettings } from "../inputs/settings.ts";
import type { RuntimeSettings } from "../runtime/settings.ts";
import { choice, setting, whole } from "../schema/kinds.ts";

/** Settings of the engine's process: who finds poses, with how large a model, and where chance begins. */
export const PROCESS_SETTINGS = {
  detector: setting(
    choice(["auto", "engine", "page"]),
    "auto",
    "who finds poses, LiteRT in the engine or the official package in the page, where auto takes the faster",
  ),
  detectorSize: setting(
    choice(["auto", ...DETECTOR_SIZES]),
    "auto",
    "size of the pose model, where auto is full if it keeps up, else lite",
  ),
  seed: setting(
    whole(0, 4294967295),
    1,
    "where chance begins, so that the same source and seed dance the same",
  ),
} as const;

const schema = v.strictObject(PROCESS_SETTINGS);

export type ProcessSettings = Readonly<v.InferOutput<typeof schema>>;

/** What the engine's process is started with. */
export type EngineProcessSettings = EngineSettings &
  RuntimeSettings &
  ProcessSettings &
  Pick<InputSettings, "source">;
