import { initialControls } from "../../shared/commands/controls.ts";
import type { Seconds } from "../../shared/pose.ts";
import { approachFactor } from "../../shared/smoothing.ts";
import { loadSettings } from "../config/load-settings.ts";
import { dance } from "../engine/loop.ts";
import { openDemo } from "../inputs/demo.ts";
import { glide } from "../motion/signals/glide.ts";
import { SIGNALS } from "../motion/signals/signal.ts";
import { Performers } from "../outputs/performers/performers.ts";
import { loadEngine } from "../process/engine-loader.ts";
import type { SignalMoment } from "./signal-picture.ts";

/** The first dancer's signals over the demo dance, answered, each smoothed as usual. */
export async function demoSignals(seconds: Seconds): Promise<readonly SignalMoment[]> {
  const settings = loadSettings({ overrides: { mode: "answer" } });
  const room = await loadEngine({ tag: "configure", settings, detectorSize: null });
  const engine = room.begin({ tag: "begin", controls: initialControls(settings), firstFrame: 0, firstId: 1 });
  const performers = new Performers();
  const moments: SignalMoment[] = [];
  for await (const frame of dance((await openDemo()).frames(), engine)) {
    if (frame.t > seconds) break;
    const now = performers.update(frame, frame.t).performers[0]?.signals;
    if (!now) continue;
    const before = moments.at(-1);
    const smoothed = SIGNALS.map(({ name, smoothing, circular }) => {
      const value = before
        ? glide(before.values[name], now[name], approachFactor(frame.t - before.t, smoothing), circular)
        : now[name];
      return [name, value];
    });
    moments.push({ t: frame.t, values: Object.fromEntries(smoothed) });
  }
  return moments;
}
