import { Command } from "commander";
import { asJson, monitorTable, OscMonitor } from "../../osc-tools/monitor.ts";
import { type ReceiverOptions, receive } from "../../osc-tools/receiver.ts";
import { machineClock } from "../../system/clock.ts";
import { pause } from "../../system/pause.ts";
import { interruptible } from "../../system/processes/interruption.ts";
import { numberWithin } from "../numbers.ts";
import { addReceiverOptions } from "./receiver-options.ts";

interface MonitorArguments extends ReceiverOptions {
  readonly filter?: string;
  readonly seconds?: number;
  readonly json?: true;
}

const REFRESH_MS = 250;
/** To the top left, and nothing below. */
const CLEAR = "\x1b[H\x1b[J";

export function monitorCommand(): Command {
  const command = new Command("monitor")
    .description("Shows what comes: addresses, types, rates, gaps and newest values, until Ctrl-C")
    .option("--filter <part>", "only addresses that contain this, where * stands for anything")
    .option("--seconds <n>", "end after so many seconds", numberWithin(0.1, 1e6))
    .option("--json", "print one JSON document at the end");
  return addReceiverOptions(command).action(async (given: MonitorArguments) => {
    const { filter, seconds, json } = given;
    const monitor = new OscMonitor(filter);
    const now = () => machineClock.now();
    const receiver = await receive(given, (packet) => monitor.receive(packet, now()));
    const { stdout } = process;
    const show = (clear: string) => {
      const { rows = 1000, columns = 1000 } = stdout.isTTY ? stdout : {};
      stdout.write(`${clear}${monitorTable(monitor.report(now()), rows, columns)}\n`);
    };
    const refreshing = stdout.isTTY && !json ? setInterval(() => show(CLEAR), REFRESH_MS) : undefined;
    await interruptible(process, (signal) => pause(seconds && seconds * 1000, signal));
    clearInterval(refreshing);
    receiver.close();
    if (json) stdout.write(`${JSON.stringify(monitor.report(now()), asJson, 2)}\n`);
    else show(stdout.isTTY ? CLEAR : "");
  });
}
