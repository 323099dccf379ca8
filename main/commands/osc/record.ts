import { Command } from "commander";
import type { ReceiverOptions } from "../../osc-tools/receiver.ts";
import { RECORDING_ENDING, recordPackets } from "../../osc-tools/record.ts";
import { interruptible } from "../../system/processes/interruption.ts";
import { numberWithin } from "../numbers.ts";
import { addReceiverOptions } from "./receiver-options.ts";

interface RecordArguments extends ReceiverOptions {
  readonly seconds?: number;
}

export function recordCommand(): Command {
  const command = new Command("record")
    .description("Writes what comes to a file, packet by packet with its time, until Ctrl-C")
    .argument("<file>", `a ${RECORDING_ENDING} that is not there yet`)
    .option("--seconds <n>", "end after so many seconds", numberWithin(0.1, 1e6));
  return addReceiverOptions(command).action(async (file: string, given: RecordArguments) => {
    const packets = await interruptible(process, (signal) =>
      recordPackets(file, given, given.seconds, signal),
    );
    process.stdout.write(`${file}: ${packets} packets\n`);
  });
}
