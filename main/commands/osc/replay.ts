import { setTimeout as sleep } from "node:timers/promises";
import { Command, Option } from "commander";
import { readTape } from "../../osc-tools/tape.ts";
import { destinationName } from "../../outputs/osc/destination.ts";
import { TRANSPORTS, type Transport } from "../../outputs/osc/wire/wire.ts";
import { machineClock } from "../../process/clock.ts";
import { between } from "../numbers.ts";
import { placeOf } from "./place.ts";
import { withWay } from "./way.ts";

export function replayCommand(): Command {
  return new Command("replay")
    .description("Sends a file of recorded OSC again, with its timing")
    .argument("<file>", "as `osc record` wrote it")
    .argument("[host:port]", "where to", "127.0.0.1:9000")
    .option("--speed <n>", "how many times as fast", between(0.01, 100), 1)
    .option("--loop", "over and over, until Ctrl-C")
    .addOption(new Option("--transport <way>", "how packets go").choices(TRANSPORTS).default("udp"))
    .action(async (file: string, to: string, { speed, loop, transport }: Given) => {
      const place = placeOf(to);
      let packets = 0;
      await withWay(place, transport, async ({ send }) => {
        do {
          const begin = machineClock.now();
          for await (const { t, packet } of readTape(file)) {
            const early = begin + t / speed - machineClock.now();
            if (early > 0) await sleep(early * 1000);
            await send(Buffer.from(packet));
            packets++;
          }
        } while (loop && packets > 0);
      });
      process.stdout.write(`${packets} packets to ${destinationName(place)}\n`);
    });
}

interface Given {
  readonly speed: number;
  readonly loop?: true;
  readonly transport: Transport;
}
