import type { ShotTask } from "../../main/archive/ingest/shot.ts";
import { loadSettings } from "../../main/config/load-settings.ts";
import { shotSettings } from "../../main/jobs/ingest/ingest-shot.ts";
import { clip } from "./clip.ts";

/** Whatever is judged, all of it is kept. */
const LENIENT = {
  ...{ darkest: 0, softest: 0, shakiest: 10, smallest: 10, cutOff: 1, sureness: 0, apart: 0, fastest: 100 },
  shortest: 0.1,
};

/** So many shots of two seconds, ten small pictures each, of a film with somebody in it: every 11 they come again. */
export function smallShots(archive: string, count: number): readonly ShotTask[] {
  const judged = Object.keys(loadSettings({}).ingest);
  const ingest = Object.fromEntries(Object.entries(LENIENT).filter(([name]) => judged.includes(name)));
  const overrides = { detectorSize: "lite", accelerator: "wasm", ingest } as const;
  const settings = shotSettings(loadSettings({ overrides }));
  return Array.from({ length: count }, (_, n) => ({
    ...{ film: clip("squats.mp4"), filmState: "as it is", begin: n % 11, end: (n % 11) + 2 },
    ...{ archive, stem: `squats.${n}`, dancer: "", tags: [], source: "squats.mp4", licence: "", settings },
  }));
}

/** What came of a shot that kept nothing. */
export const nothingOf = (task: ShotTask) => ({
  ...{ task, frames: 5, fps: 5, take: null, kept: [], rejected: [], people: [], camera: null, fault: null },
});
