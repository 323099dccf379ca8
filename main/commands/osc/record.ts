import { createWriteStream } from "node:fs";
import { Command } from "commander";
import { UserError } from "../../errors.ts";
import { receive } from "../../osc-tools/receiver.ts";
import { HEADER, lineOf } from "../../osc-tools/tape.ts";
import { machineClock } from "../../process/clock.ts";
import { between } from "../numbers.ts";
import { addListening, listeningOf } from "./listening.ts";
import { until } from "./until.ts";

export function recordCommand(): Command {
  const command = new Command("record")
    .description("Writes what comes to a file, packet by packet with its time, until Ctrl-C")
    .argument("<file>", "a .osc.ndjson that is not there yet")
    .option("--seconds <n>", "end after so many seconds", between(0.1, 1e6));
  return addListening(command).action(async (file: string, given) => {
    const out = createWriteStream(file, { flags: "wx" });
    const fault = new Promise<never>((_, reject) => {
      out.on("error", ({ message }) => reject(new UserError(`${file}: cannot be written (${message})`)));
    });
    await Promise.race([
      new Promise<void>((resolve) => out.write(`${JSON.stringify(HEADER)}\n`, () => resolve())),
      fault,
    ]);
    let begin: number | null = null;
    let packets = 0;
    const receiver = await receive(listeningOf(given), (packet) => {
      const now = machineClock.now();
      begin ??= now;
      packets++;
      out.write(lineOf({ t: now - begin, packet }));
    });
    try {
      await Promise.race([until(given.seconds), fault]);
    } finally {
      receiver.close();
    }
    await Promise.race([new Promise<void>((resolve) => out.end(resolve)), fault]);
    process.stdout.write(`${file}: ${packets} packets\n`);
  });
}
