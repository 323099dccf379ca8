import { ALL_SIGNALS } from "../../motion/signals/music-signals.ts";
import { OTHER_QUANTITIES } from "../../outputs/osc/custom/quantities.ts";
import { code, markdownTable } from "../markdown.ts";

/** Every signal with its definition; all are floats from 0 to 1. */
export function signalTable(): string {
  const rows = ALL_SIGNALS.map(({ name, definition, zero, one, source, smoothing, circular }) => [
    code(name),
    definition,
    zero,
    circular ? `${one} (circular)` : one,
    source,
    smoothing === 0 ? "none" : `${smoothing} s`,
  ]);
  return markdownTable(["signal", "definition", "0", "1", "made from", "smoothing"], rows);
}

/** The other numbers that messages of one's own may hold. */
export function otherNumbers(): string {
  const rows = Object.entries(OTHER_QUANTITIES).map(([name, { min, max, description }]) => [
    code(name),
    description,
    `${min}..${max}`,
  ]);
  return markdownTable(["number", "meaning", "range"], rows);
}
