import type { ShotTask } from "../../main/archive/ingest/shot.ts";
import { loadSettings } from "../../main/config/load-settings.ts";
import { shotSettings } from "../../main/jobs/ingest/ingest-shot.ts";
import { clip } from "./clip.ts";

/** So many shots of a second, five small pictures each, of a film with somebody in it. */
export function smallShots(archive: string, count: number): readonly ShotTask[] {
  const settings = shotSettings(loadSettings({ overrides: { detectorSize: "lite", accelerator: "wasm" } }));
  return Array.from({ length: count }, (_, n) => ({
    ...{ film: clip("squats.mp4"), filmState: "as it is", begin: n % 12, end: (n % 12) + 1 },
    ...{ archive, stem: `squats.${n}`, dancer: "", tags: [], source: "squats.mp4", licence: "", settings },
  }));
}

/** What came of a shot that kept nothing. */
export const nothingOf = (task: ShotTask) => ({
  ...{ task, frames: 5, fps: 5, take: null, kept: [], rejected: [], people: [], camera: null, fault: null },
});
