import { Command, Option } from "commander";
import osc from "osc/src/osc.js";
import type { Seconds } from "../../../shared/pose.ts";
import { argumentOf } from "../../osc-tools/argument.ts";
import { plainText } from "../../osc-tools/monitor.ts";
import type { HostAndPort } from "../../outputs/osc/destination/destination.ts";
import { OscFault, readPacket } from "../../outputs/osc/read-packet.ts";
import { TRANSPORTS, type Transport } from "../../outputs/osc/wire/wire.ts";
import { UserError } from "../../system/errors.ts";
import { between } from "../numbers.ts";
import { endpointOf } from "./endpoint.ts";
import { connectHearing } from "./hearing.ts";
import { withEndpoint } from "./transmission.ts";
import { until } from "./until.ts";

export function sendCommand(): Command {
  return new Command("send")
    .description("Sends one message")
    .argument("<host:port>", "where to")
    .argument("<address>", "such as /continuo/cue/blackout")
    .argument(
      "[arguments...]",
      "1 is an int, 0.5 a float, a word a string; i:, f: and s: before it say which",
    )
    .option(
      "--wait <seconds>",
      "print what comes back within so long, as JSON lines (UDP)",
      between(0.01, 3600),
    )
    .addOption(new Option("--transport <way>", "how packets go").choices(TRANSPORTS).default("udp"))
    .action(async (to: string, address: string, words: readonly string[], { wait, transport }: Given) => {
      if (!/^\/[!-~]*$/.test(address))
        throw new UserError(`the address is "${address}", expected one that begins with /`);
      const packet = Buffer.from(
        osc.writePacket({ address, args: words.map(argumentOf) }, { metadata: true }),
      );
      const place = endpointOf(to);
      if (wait === undefined) await withEndpoint(place, transport, ({ send }) => send(packet));
      else if (transport === "udp") await ask(place, packet, wait);
      else throw new UserError(`--wait is for answers over udp, found --transport ${transport}`);
    });
}

interface Given {
  readonly wait?: number;
  readonly transport: Transport;
}

/**
 * Sends, and prints the answers.
 * @throws UserError as soon as it is known that the packet was not taken.
 */
async function ask(place: HostAndPort, packet: Buffer, seconds: Seconds): Promise<void> {
  await withEndpoint(place, connectHearing(print), async ({ send, broken }) => {
    await send(packet);
    await until(seconds, broken);
  });
}

function print(answer: Uint8Array): void {
  try {
    for (const message of readPacket(answer)) process.stdout.write(`${JSON.stringify(plainText(message))}\n`);
  } catch (error) {
    if (!(error instanceof OscFault)) throw error;
  }
}
