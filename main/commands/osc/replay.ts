import { setTimeout as sleep } from "node:timers/promises";
import { Command, Option } from "commander";
import type { Seconds } from "../../../shared/pose.ts";
import { loopLength, readTape } from "../../osc-tools/tape.ts";
import { destinationName } from "../../outputs/osc/destination/destination.ts";
import { TRANSPORTS, type Transport } from "../../outputs/osc/wire/wire.ts";
import { machineClock } from "../../system/clock.ts";
import { between } from "../numbers.ts";
import { endpointOf } from "./endpoint.ts";
import { type Transmission, withEndpoint } from "./transmission.ts";

export function replayCommand(): Command {
  return new Command("replay")
    .description("Sends a file of recorded OSC again, with its timing")
    .argument("<file>", "as `osc record` wrote it")
    .argument("[host:port]", "where to", "127.0.0.1:9000")
    .option("--speed <n>", "how many times as fast", between(0.01, 100), 1)
    .option("--loop", "over and over, until Ctrl-C; a single moment comes once a second")
    .addOption(new Option("--transport <way>", "how packets go").choices(TRANSPORTS).default("udp"))
    .action(async (file: string, to: string, { speed, loop, transport }: Given) => {
      const place = endpointOf(to);
      let packets = 0;
      await withEndpoint(place, transport, async ({ send }) => {
        for (;;) {
          const begin = machineClock.now();
          const played = await play(file, speed, send);
          packets += played.packets;
          if (!loop || packets === 0) return;
          await sleepUntil(begin + loopLength(played.packets, played.last) / speed);
        }
      });
      process.stdout.write(`${packets} packets to ${destinationName(place)}\n`);
    });
}

/** Sends the recording once. */
async function play(file: string, speed: number, send: Transmission["send"]): Promise<Played> {
  const begin = machineClock.now();
  let [packets, last] = [0, 0];
  for await (const { t, packet } of readTape(file)) {
    await sleepUntil(begin + t / speed);
    await send(Buffer.from(packet));
    packets++;
    last = Math.max(last, t);
  }
  return { packets, last };
}

async function sleepUntil(t: Seconds): Promise<void> {
  const early = t - machineClock.now();
  if (early > 0) await sleep(early * 1000);
}

interface Played {
  readonly packets: number;
  /** Time of the last packet in the recording. */
  readonly last: Seconds;
}

interface Given {
  readonly speed: number;
  readonly loop?: true;
  readonly transport: Transport;
}
