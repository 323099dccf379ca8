import { momentInWords } from "../../shared/hours.ts";
import type { Settings } from "../config/settings.ts";
import { hasHours, stayAt } from "../hours/schedule.ts";
import { machineZone } from "../hours/zone.ts";
import { type Check, limited, ok } from "./finding.ts";

/** Why the stage may be black: whoever switches it on need not know the hours. */
export function hoursCheck({ hours }: Pick<Settings, "hours">, now: () => number = Date.now): Check {
  return {
    about: "hours",
    run() {
      if (!hasHours(hours)) return ok("always open");
      const zone = hours.zone ?? machineZone();
      const { open, until } = stayAt(hours, now());
      const when = until === null ? "" : ` until ${momentInWords(until, zone, "en-GB")} (${zone})`;
      if (open) return ok(`open${when}`);
      return limited(
        `closed${when}: black, silent, without a camera`,
        "open it by hand on the desk, or change hours in the settings",
      );
    },
  };
}
