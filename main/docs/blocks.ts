import { UserError } from "../system/errors.ts";
import { measureTable, repeatabilityTable, scaleSource } from "./coaching.ts";
import { cueTable } from "./cues.ts";
import { keyTable } from "./keys.ts";
import { metricTable } from "./metrics.ts";
import { addressTable } from "./osc/addresses.ts";
import { destinationTable, presetList } from "./osc/presets.ts";
import { otherNumbers, signalTable } from "./osc/signals.ts";
import { settingsReference } from "./settings.ts";

/** A text for people, and what the programs know about themselves, by the name of the block that shows it. */
export interface DocumentBlocks {
  readonly file: string;
  readonly blocks: Readonly<Record<string, () => string>>;
}

export const SETTINGS_REFERENCE: DocumentBlocks = {
  file: "main/docs/SETTINGS.md",
  blocks: { keys: keyTable, settings: settingsReference },
};

export const OSC_REFERENCE: DocumentBlocks = {
  file: "main/outputs/osc/REFERENCE.md",
  blocks: {
    "osc table": addressTable,
    signals: signalTable,
    numbers: otherNumbers,
    destinations: destinationTable,
    presets: presetList,
    cues: cueTable,
  },
};

export const COACHING: DocumentBlocks = {
  file: "main/docs/COACHING.md",
  blocks: { measures: measureTable, repeatability: repeatabilityTable, scale: scaleSource },
};

export const MONITORING: DocumentBlocks = {
  file: "main/docs/MONITORING.md",
  blocks: { metrics: metricTable },
};

/** What the reference shows the signals with. */
export const SIGNAL_PICTURE = "main/outputs/osc/signals.svg";

export const DOCUMENTS: readonly DocumentBlocks[] = [SETTINGS_REFERENCE, OSC_REFERENCE, COACHING, MONITORING];

/**
 * The text with each block between `<!-- name -->` and `<!-- /name -->` brought up to date.
 * @throws UserError when a block has no place in the text.
 */
export function fillBlocks({ file, blocks }: DocumentBlocks, text: string): string {
  return Object.entries(blocks).reduce((filled, [name, content]) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [from, to] = [filled.indexOf(begin), filled.indexOf(end)];
    if (from < 0 || to < from) throw new UserError(`${file}: no block found, expected ${begin} and ${end}`);
    return `${filled.slice(0, from + begin.length)}\n\n${content()}\n\n${filled.slice(to)}`;
  }, text);
}
