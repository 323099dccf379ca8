import { Command, Option } from "commander";
import { replayPackets } from "../../osc-tools/replay.ts";
import { parseHostAndPort } from "../../osc-tools/sender.ts";
import { destinationName } from "../../outputs/osc/destination/destination.ts";
import { TRANSPORTS, type Transport } from "../../outputs/osc/wire/wire.ts";
import { Interruption, interruptible } from "../../system/processes/interruption.ts";
import { numberWithin } from "../numbers.ts";

interface ReplayArguments {
  readonly speed: number;
  readonly loop?: boolean;
  readonly transport: Transport;
  readonly interface?: string;
}

export function replayCommand(): Command {
  return new Command("replay")
    .description("Sends a file of recorded OSC again, with its timing")
    .argument("<file>", "as `osc record` wrote it")
    .argument("[host:port]", "where to", "127.0.0.1:9000")
    .option("--speed <n>", "how many times as fast", numberWithin(0.01, 100), 1)
    .option("--loop", "over and over, until Ctrl-C; a single moment comes once a second")
    .option("--interface <card>", "network card to leave by, its name or address")
    .addOption(new Option("--transport <way>", "how packets go").choices(TRANSPORTS).default("udp"))
    .action(async (file: string, receiver: string, { loop = false, ...given }: ReplayArguments) => {
      const to = { ...parseHostAndPort(receiver), interface: given.interface };
      await interruptible(process, async (signal) => {
        const packets = await replayPackets(
          { file, to, loop, speed: given.speed, transport: given.transport },
          signal,
        );
        process.stdout.write(`${packets} packets to ${destinationName(to)}\n`);
        // A loop has no other end.
        if (!loop && signal.reason instanceof Interruption) process.exitCode = signal.reason.exitCode;
      });
    });
}
