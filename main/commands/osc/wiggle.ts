import { Argument, Command } from "commander";
import { addSettings, settingsOf } from "../../config/options.ts";
import { ALL_SIGNAL_NAMES, type AnySignalName } from "../../motion/signals/music-signals.ts";
import { moveSignal } from "../../osc-tools/move-signal.ts";
import { SLOTS } from "../../outputs/performers/performers.ts";
import { createLog } from "../../system/log/log.ts";
import { openLogStream } from "../../system/log/log-stream.ts";
import { interruptible } from "../../system/processes/interruption.ts";
import { numberWithin, wholeNumberWithin } from "../numbers.ts";

interface WiggleArguments {
  readonly tempo: number;
  readonly person: number;
  readonly period: number;
  readonly seconds?: number;
}

export function wiggleCommand(): Command {
  const command = new Command("wiggle")
    .description(
      "Moves one signal up and down, or all of a music that nobody plays, and sends nothing else: for a console's learn mode",
    )
    .addArgument(new Argument("<signal>", "which one, or music").choices([...ALL_SIGNAL_NAMES, "music"]))
    .option("--tempo <beats>", "beats of the music a minute", numberWithin(20, 400), 120)
    .option("--person <n>", "whose", wholeNumberWithin(1, SLOTS), 1)
    .option("--period <seconds>", "for once up and down", numberWithin(0.1, 600), 2)
    .option("--seconds <n>", "end after so many seconds, instead of with Ctrl-C", numberWithin(0.1, 1e6));
  return addSettings(command, ["osc", "oscPrefix", "oscInterface"]).action(
    async (signal: AnySignalName | "music", { tempo, person, period, seconds }: WiggleArguments) => {
      const { osc, oscPrefix, oscInterface } = await settingsOf(command);
      const log = createLog({ stream: openLogStream(2) });
      const options = { osc, oscPrefix, oscInterface, signal, tempo, person, period, seconds };
      await interruptible(process, (stop) => moveSignal(options, log, stop));
    },
  );
}
