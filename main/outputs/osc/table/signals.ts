import { SIGNALS, type SignalValues } from "../../../motion/signals/signal.ts";
import { type Address, share } from "./address.ts";

export const SIGNAL_ADDRESS: Address<SignalValues> = {
  path: "/signal/{n}",
  group: "signals",
  when: "present",
  args: SIGNALS.map(({ name, smoothing, circular, definition }) => ({
    ...share(name),
    ...{ smoothing, circular, description: definition },
  })),
  description: `What to light with: ${SIGNALS.map(({ name }) => name).join(", ")}.`,
  read: (values) => SIGNALS.map(({ name }) => values[name]),
};
