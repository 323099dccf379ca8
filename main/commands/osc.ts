import { Command } from "commander";
import { monitorCommand } from "./osc/monitor.ts";
import { recordCommand } from "./osc/record.ts";
import { replayCommand } from "./osc/replay.ts";
import { sendCommand } from "./osc/send.ts";
import { wiggleCommand } from "./osc/wiggle.ts";

const COMMANDS = [monitorCommand, sendCommand, wiggleCommand, recordCommand, replayCommand];

export function oscCommand(): Command {
  const command = new Command("osc").description("Tests the way to the lighting, without a dancer");
  for (const create of COMMANDS) command.addCommand(create());
  return command;
}
