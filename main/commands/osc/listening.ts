import { type Command, Option } from "commander";
import type { ListenOptions } from "../../osc-tools/receiver.ts";
import { TRANSPORTS, type Transport } from "../../outputs/osc/wire/wire.ts";
import { wholeNumber } from "../numbers.ts";

interface Given {
  readonly port: number;
  readonly address: string;
  readonly transport: Transport;
}

/** The options of a command that hears OSC. */
export function addListening(command: Command): Command {
  return command
    .option("--port <n>", "port to listen on", wholeNumber(0, 65535), 9000)
    .option(
      "--address <address>",
      "address of this machine to listen on; 0.0.0.0 hears every network",
      "127.0.0.1",
    )
    .addOption(new Option("--transport <way>", "how packets come").choices(TRANSPORTS).default("udp"));
}

export function listeningOf({ port, address, transport }: Given): ListenOptions {
  return { port, address, transport };
}
