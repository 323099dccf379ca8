import { MUSIC_SIGNALS, type MusicSignalName } from "../../../motion/signals/music-signals.ts";
import type { PerformersFrame } from "../../performers/performers.ts";
import type { Beat } from "../beat-timer.ts";
import { type Address, type Argument, float, int, MAX_INT, share } from "./address.ts";

export type MusicSubject = Pick<PerformersFrame, "music" | "musicSignals">;

function line(
  name: string,
  argument: Argument,
  description: string,
  read: (subject: MusicSubject) => number,
) {
  return {
    path: `/music/${name}`,
    group: "music",
    when: "music",
    args: [argument],
    description,
    read: (subject) => [read(subject)],
  } satisfies Address<MusicSubject>;
}

function signalLine(name: string, of: MusicSignalName): Address<MusicSubject> {
  const { smoothing, circular, definition } = MUSIC_SIGNALS.find((signal) => signal.name === of)!;
  const argument = { ...share(name), smoothing, circular };
  return line(name, argument, definition, ({ musicSignals }) => musicSignals[of]);
}

/** What is heard of the music, whoever is there. */
export const MUSIC_ADDRESSES: readonly Address<MusicSubject>[] = [
  line(
    "tempo",
    float("tempo", 0, 1000),
    "Beats of the music a minute; what it was last while there is none.",
    ({ music }) => music?.tempo ?? Number.NaN,
  ),
  signalLine("phase", "musicPhase"),
  signalLine("energy", "musicEnergy"),
  signalLine("onset", "musicOnset"),
  signalLine("brightness", "musicBrightness"),
  signalLine("confidence", "musicConfidence"),
];

function beatLine(name: "beat" | "bar", description: string): Address<Pick<Beat, "beat" | "bar">> {
  return {
    path: `/music/${name}`,
    group: "music",
    when: "event",
    args: [int(name, 1, MAX_INT)],
    description,
    read: (beat) => [beat[name] ?? Number.NaN],
  };
}

/** What happens in the music. */
export const BEAT_ADDRESS = beatLine(
  "beat",
  "A beat of the music falls, or will after the setting `beatLead`: which of its bar.",
);
export const BAR_ADDRESS = beatLine(
  "bar",
  "So does the first beat of a bar: how many bars were told, with this one.",
);
