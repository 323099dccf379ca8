import { createWriteStream } from "node:fs";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Command } from "commander";
import { receive } from "../../osc-tools/receiver.ts";
import { RECORDING_HEADER, recordingLine } from "../../osc-tools/recording.ts";
import { machineClock } from "../../system/clock.ts";
import { UserError } from "../../system/errors.ts";
import { between } from "../numbers.ts";
import { addListening, listeningOf } from "./listening.ts";
import { until } from "./until.ts";

const ENDING = ".osc.ndjson";

export function recordCommand(): Command {
  const command = new Command("record")
    .description("Writes what comes to a file, packet by packet with its time, until Ctrl-C")
    .argument("<file>", `a ${ENDING} that is not there yet`)
    .option("--seconds <n>", "end after so many seconds", between(0.1, 1e6));
  return addListening(command).action(async (file: string, given) => {
    if (!file.endsWith(ENDING))
      throw new UserError(`the file is "${file}", expected a name that ends in ${ENDING}`);
    const lines = new PassThrough();
    lines.write(`${JSON.stringify(RECORDING_HEADER)}\n`);
    let begin: number | null = null;
    let packets = 0;
    const receiver = await receive(listeningOf(given), (packet) => {
      const now = machineClock.now();
      begin ??= now;
      packets++;
      lines.write(recordingLine({ t: now - begin, packet }));
    });
    // Not before the port is had: a file that was begun would stand in the way of the next try.
    const written = write(lines, file);
    try {
      await until(given.seconds, written);
    } finally {
      receiver.close();
    }
    lines.end();
    await written;
    process.stdout.write(`${file}: ${packets} packets\n`);
  });
}

/** @throws UserError when the file is there already, or cannot be written to its end. */
async function write(lines: PassThrough, file: string): Promise<void> {
  try {
    await pipeline(lines, createWriteStream(file, { flags: "wx" }));
  } catch (error) {
    throw new UserError(`${file}: cannot be written (${(error as Error).message})`);
  }
}
