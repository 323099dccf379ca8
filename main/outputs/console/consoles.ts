import type { Clock } from "../../../shared/clock.ts";
import type { Status } from "../../../shared/messages.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { Log } from "../../system/log/log.ts";
import { AvatarOutput } from "../avatar/avatar-output.ts";
import type { AvatarSettings } from "../avatar/avatar-settings.ts";
import { MARIONETTE_PORT } from "../avatar/vmc-messages.ts";
import { destinationName } from "../osc/destination/destination.ts";
import type { Resolve } from "../osc/wire/resolver.ts";
import { type NamedEndpoint, Sender } from "../osc/wire/sender.ts";
import type { PerformersFrame } from "../performers/performers.ts";
import type { OutputSettings } from "../settings.ts";
import { SACN_PORT, sacnGroup } from "./network.ts";
import { PsnOutput } from "./psn-output.ts";
import { SacnOutput } from "./sacn-output.ts";

/** A protocol that consoles or avatars read besides our own OSC, with a socket of its own. */
export interface Console {
  frame(frame: PerformersFrame, now: Seconds): void;
  /** To be called a few times a second. */
  tend(now: Seconds): void;
  status(): Status["osc"][number];
  close(): void;
}

export interface ConsoleParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly resolve: Resolve;
}

/** Between two log lines about one that fails. */
const FAULT_EVERY: Seconds = 10;

/** The consoles and avatars that the settings name. */
export function openConsoles(
  { psn, sacn, vmc }: Pick<OutputSettings, "psn" | "sacn" | "vmc">,
  { clock, log, resolve }: ConsoleParts,
): readonly Console[] {
  const open = (
    receiver: Omit<NamedEndpoint, "transport">,
    outputOf: (sender: Sender) => ConsoleOutput,
  ): Console => {
    const { name } = receiver;
    const sender = new Sender({ ...receiver, transport: "udp" }, resolve, clock, log);
    const output = outputOf(sender);
    const faults = log.limited(`fault ${name}`, FAULT_EVERY);
    return {
      frame(frame, now) {
        try {
          output.frame(frame, now);
        } catch (error) {
          // It should have none; the others do not notice.
          faults.warn(`${name}: ${error instanceof Error ? error.message : error}`);
        }
      },
      tend(now) {
        sender.tend();
        output.beat(now);
      },
      status: () => ({ destination: name, ...sender.status() }),
      close() {
        output.end?.(clock.now());
        sender.close();
      },
    };
  };
  const consoles: Console[] = [];
  if (psn.enabled)
    consoles.push(open({ ...psn, name: `PosiStageNet ${psn.host}` }, (sender) => new PsnOutput(sender)));
  if (sacn.enabled) {
    const { universe } = sacn;
    const receiver = { host: sacn.host ?? sacnGroup(universe), port: SACN_PORT, interface: sacn.interface };
    const outputOf = (sender: Sender) => new SacnOutput({ ...sacn, sender, clock });
    consoles.push(open({ ...receiver, name: `sACN universe ${universe}` }, outputOf));
  }
  for (const settings of vmc as readonly AvatarSettings[]) {
    const { host, port = MARIONETTE_PORT, who = "partner", person = 1, rate = "frame" } = settings;
    const name = `VMC ${who} ${person} ${destinationName({ host, port })}`;
    const outputOf = (sender: Sender) => new AvatarOutput({ who, person, rate, sender }, clock.now());
    consoles.push(open({ host, port, interface: settings.interface ?? null, name }, outputOf));
  }
  return consoles;
}

type ConsoleOutput = Pick<SacnOutput, "frame" | "beat"> & Partial<Pick<SacnOutput, "end">>;
