import { Command, Option } from "commander";
import { messagePacket } from "../../osc-tools/argument.ts";
import { ask } from "../../osc-tools/ask.ts";
import { asJson } from "../../osc-tools/monitor.ts";
import { parseHostAndPort, withSender } from "../../osc-tools/sender.ts";
import { TRANSPORTS, type Transport } from "../../outputs/osc/wire/wire.ts";
import { UserError } from "../../system/errors.ts";
import { OscFault, readPacket } from "../../system/osc/read-packet.ts";
import { interruptible } from "../../system/processes/interruption.ts";
import { numberWithin } from "../numbers.ts";

interface SendArguments {
  readonly wait?: number;
  readonly transport: Transport;
  readonly interface?: string;
}

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
      numberWithin(0.01, 3600),
    )
    .option("--interface <card>", "network card to leave by, its name or address")
    .addOption(new Option("--transport <way>", "how packets go").choices(TRANSPORTS).default("udp"))
    .action(async (receiver: string, address: string, words: readonly string[], given: SendArguments) => {
      const { wait, transport } = given;
      const packet = messagePacket(address, words);
      const to = { ...parseHostAndPort(receiver), interface: given.interface };
      if (wait === undefined) await withSender(to, transport, ({ send }) => send(packet));
      else if (transport === "udp")
        await interruptible(process, (signal) => ask(to, packet, wait, print, signal));
      else throw new UserError(`--wait is for answers over udp, found --transport ${transport}`);
    });
}

function print(reply: Uint8Array): void {
  try {
    for (const message of readPacket(reply)) process.stdout.write(`${JSON.stringify(message, asJson)}\n`);
  } catch (error) {
    if (!(error instanceof OscFault)) throw error;
  }
}
