import { Argument, Command } from "commander";
import { addSettings, settingsOf } from "../../config/options.ts";
import { SIGNAL_NAMES, type SignalName } from "../../motion/signals/signal.ts";
import { moveSignal } from "../../osc-tools/move-signal.ts";
import { SLOTS } from "../../outputs/performers/performers.ts";
import { createLog } from "../../system/log/log.ts";
import { openLogStream } from "../../system/log/log-stream.ts";
import { interruptible } from "../../system/processes/interruption.ts";
import { numberWithin, wholeNumberWithin } from "../numbers.ts";

interface WiggleArguments {
  readonly person: number;
  readonly period: number;
  readonly seconds?: number;
}

export function wiggleCommand(): Command {
  const command = new Command("wiggle")
    .description("Moves one signal up and down, and sends nothing else: for a console's learn mode")
    .addArgument(new Argument("<signal>", "which one").choices(SIGNAL_NAMES))
    .option("--person <n>", "whose", wholeNumberWithin(1, SLOTS), 1)
    .option("--period <seconds>", "for once up and down", numberWithin(0.1, 600), 2)
    .option("--seconds <n>", "end after so many seconds, instead of with Ctrl-C", numberWithin(0.1, 1e6));
  return addSettings(command, ["osc", "oscPrefix", "oscInterface"]).action(
    async (signal: SignalName, { person, period, seconds }: WiggleArguments) => {
      const { osc, oscPrefix, oscInterface } = await settingsOf(command);
      const log = createLog({ stream: openLogStream(2) });
      const options = { osc, oscPrefix, oscInterface, signal, person, period, seconds };
      await interruptible(process, (stop) => moveSignal(options, log, stop));
    },
  );
}
