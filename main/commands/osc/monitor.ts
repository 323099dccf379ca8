import { Command } from "commander";
import { monitorTable, OscMonitor, plainText } from "../../osc-tools/monitor.ts";
import { receive } from "../../osc-tools/receiver.ts";
import { machineClock } from "../../system/clock.ts";
import { between } from "../numbers.ts";
import { addListening, listeningOf } from "./listening.ts";
import { until } from "./until.ts";

const REFRESH_MS = 250;
/** To the top left, and nothing below. */
const CLEAR = "\x1b[H\x1b[J";

export function monitorCommand(): Command {
  const command = new Command("monitor")
    .description("Shows what comes: addresses, types, rates, gaps and newest values, until Ctrl-C")
    .option("--filter <part>", "only addresses that contain this, where * stands for anything")
    .option("--seconds <n>", "end after so many seconds", between(0.1, 1e6))
    .option("--json", "print one JSON document at the end");
  return addListening(command).action(async (given) => {
    const { filter, seconds, json } = given as { filter?: string; seconds?: number; json?: true };
    const monitor = new OscMonitor(filter);
    const now = () => machineClock.now();
    const receiver = await receive(listeningOf(given), (packet) => monitor.receive(packet, now()));
    const { stdout } = process;
    const show = (clear: string) => {
      const { rows = 1000, columns = 1000 } = stdout.isTTY ? stdout : {};
      stdout.write(`${clear}${monitorTable(monitor.report(now()), rows, columns)}\n`);
    };
    const refreshing = stdout.isTTY && !json ? setInterval(() => show(CLEAR), REFRESH_MS) : undefined;
    try {
      await until(seconds);
    } finally {
      clearInterval(refreshing);
      receiver.close();
    }
    if (json) stdout.write(`${JSON.stringify(plainText(monitor.report(now())), null, 2)}\n`);
    else show(stdout.isTTY ? CLEAR : "");
  });
}
