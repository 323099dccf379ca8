import { createSocket } from "node:dgram";
import { once } from "node:events";
import { Command, Option } from "commander";
import osc from "osc/src/osc.js";
import { OscFault, readPacket } from "../../cues/read-packet.ts";
import { UserError } from "../../errors.ts";
import { argumentOf } from "../../osc-tools/argument.ts";
import { plain } from "../../osc-tools/monitor.ts";
import type { HostAndPort } from "../../outputs/osc/destination.ts";
import { createResolver } from "../../outputs/osc/wire/resolver.ts";
import { TRANSPORTS, type Transport } from "../../outputs/osc/wire/wire.ts";
import { between } from "../numbers.ts";
import { placeOf } from "./place.ts";
import { until } from "./until.ts";
import { withWay } from "./way.ts";

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
      const place = placeOf(to);
      if (wait !== undefined && transport === "udp") {
        await ask(place, packet, wait);
        return;
      }
      await withWay(place, transport, ({ send }) => send(packet));
    });
}

interface Given {
  readonly wait?: number;
  readonly transport: Transport;
}

/** Sends, and prints the answers. */
async function ask({ host, port }: HostAndPort, packet: Buffer, seconds: number): Promise<void> {
  const { address, family } = await createResolver()(host);
  const socket = createSocket(family === 6 ? "udp6" : "udp4");
  socket.on("message", (answer) => {
    try {
      for (const message of readPacket(answer)) process.stdout.write(`${JSON.stringify(plain(message))}\n`);
    } catch (error) {
      if (!(error instanceof OscFault)) throw error;
    }
  });
  socket.bind();
  await once(socket, "listening");
  socket.send(packet, port, address);
  await until(seconds);
  socket.close();
}
