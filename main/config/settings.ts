import * as v from "valibot";
import { INGEST_SETTINGS } from "../archive/ingest/settings.ts";
import { CUE_SETTINGS } from "../cues/settings.ts";
import { ENGINE_SETTINGS } from "../engine/settings.ts";
import { HOURS_SETTINGS } from "../hours/settings.ts";
import { INPUT_SETTINGS } from "../inputs/settings.ts";
import { PAGE_SETTINGS } from "../link/settings.ts";
import { ALERT_SETTINGS } from "../monitoring/alerts/settings.ts";
import { CLOCK_SETTINGS } from "../music/settings.ts";
import { OUTPUT_SETTINGS } from "../outputs/settings.ts";
import { PROCESS_SETTINGS } from "../process/settings.ts";
import { QUEUE_SETTINGS } from "../queue/settings.ts";
import { RUNTIME_SETTINGS } from "../runtime/settings.ts";
import { SURFACE_SETTINGS } from "../surface/settings.ts";

/**
 * Every setting of Continuo, composed of the settings of its rooms. Configuration file, command line, `--help` and
 * documentation all come from here; a key that is not here is refused by name.
 */
export const SettingsSchema = v.strictObject({
  ...INPUT_SETTINGS,
  ...PAGE_SETTINGS,
  ...ENGINE_SETTINGS,
  ...PROCESS_SETTINGS,
  ...RUNTIME_SETTINGS,
  ...OUTPUT_SETTINGS,
  ...CUE_SETTINGS,
  ...SURFACE_SETTINGS,
  ...CLOCK_SETTINGS,
  ...INGEST_SETTINGS,
  ...QUEUE_SETTINGS,
  ...ALERT_SETTINGS,
  ...HOURS_SETTINGS,
});

export type Settings = Readonly<v.InferOutput<typeof SettingsSchema>>;

/** Settings as a file or a command line gives them: any may be missing. */
export type SettingsInput = Readonly<v.InferInput<typeof SettingsSchema>>;
