import { type Command, Option } from "commander";
import { TRANSPORTS } from "../../outputs/osc/wire/wire.ts";
import { wholeNumberWithin } from "../numbers.ts";

/** The options of a command that receives OSC: see ReceiverOptions. */
export function addReceiverOptions(command: Command): Command {
  return command
    .option("--port <n>", "port to listen on", wholeNumberWithin(0, 65535), 9000)
    .option(
      "--address <address>",
      "address of this machine to listen on; 0.0.0.0 hears every network",
      "127.0.0.1",
    )
    .addOption(new Option("--transport <way>", "how packets come").choices(TRANSPORTS).default("udp"));
}
