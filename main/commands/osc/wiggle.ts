import { setTimeout as sleep } from "node:timers/promises";
import { Argument, Command } from "commander";
import { addSettings, settingsOf } from "../../config/options.ts";
import { SIGNAL_NAMES, type SignalName } from "../../motion/signals/signal.ts";
import { frameWith, only, wave } from "../../osc-tools/wiggle.ts";
import { completeDestination } from "../../outputs/osc/destination/preset.ts";
import { createOscOutput, type OscOutput } from "../../outputs/osc/osc-output.ts";
import { SLOTS } from "../../outputs/performers/performers.ts";
import { machineClock } from "../../system/clock.ts";
import { ConfigError, UserError } from "../../system/errors.ts";
import { createLog } from "../../system/log.ts";
import { between, wholeNumber } from "../numbers.ts";
import { REFUSAL_MS } from "./transmission.ts";
import { until } from "./until.ts";

const RATE = 30;

export function wiggleCommand(): Command {
  const command = new Command("wiggle")
    .description("Moves one signal up and down, and sends nothing else: for a console's learn mode")
    .addArgument(new Argument("<signal>", "which one").choices(SIGNAL_NAMES))
    .option("--person <n>", "whose", wholeNumber(1, SLOTS), 1)
    .option("--period <seconds>", "for once up and down", between(0.1, 600), 2)
    .option("--seconds <n>", "end after so many seconds, instead of with Ctrl-C", between(0.1, 1e6));
  return addSettings(command, ["osc", "oscPrefix"]).action(async (signal: SignalName, given: Given) => {
    const { osc, oscPrefix } = settingsOf(command);
    if (osc.length === 0)
      throw new ConfigError("there is no OSC destination, expected one by --osc or in the configuration");
    const { person, period, seconds } = given;
    const log = createLog({ stream: process.stderr });
    const destinations = osc.map((one) => only(signal, person, completeDestination(one, oscPrefix)));
    const output = createOscOutput({ destinations, log, clock: machineClock });
    log.info(`${signal} of person ${person}, up and down every ${period} s: ${output.description}`);
    const begin = machineClock.now();
    let frame = 0;
    const moving = setInterval(() => {
      const t = machineClock.now() - begin;
      output.send(frameWith(signal, wave(t, period), person, frame++, t));
    }, 1000 / RATE);
    try {
      await until(seconds);
      clearInterval(moving);
      await sleep(REFUSAL_MS);
      checkTaken(output);
    } finally {
      output.close();
    }
  });
}

/** @throws UserError when none of the destinations took anything. */
function checkTaken(output: OscOutput): void {
  const ways = output.status();
  if (ways.some(({ sent }) => sent > 0)) return;
  const faults = ways.map(
    ({ destination, error }) => `${destination}: ${error ?? "not reached in that time"}`,
  );
  throw new UserError(`nothing was taken by ${faults.join(", ")}`);
}

interface Given {
  readonly person: number;
  readonly period: number;
  readonly seconds?: number;
}
