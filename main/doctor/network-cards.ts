import type { Settings } from "../config/settings.ts";
import { destinationName, isForMany } from "../outputs/osc/destination/destination.ts";
import { completeDestination } from "../outputs/osc/destination/preset.ts";
import { printable } from "../system/log/printable.ts";
import { findCard, type ListCards, type NetworkCard, networkCards } from "../system/network-cards.ts";
import { type Check, limited, ok } from "./finding.ts";

/** The network cards of this machine, each with the settings that use it. */
export function networkCardsCheck(settings: Settings, listCards: ListCards = networkCards): Check {
  return {
    about: "network",
    run() {
      const cards = listCards();
      const uses = usesOf(settings).map((use) => ({ ...use, found: found(use.card, cards) }));
      const listed = cards.map(({ name, addresses }) => {
        const users = uses.filter((use) => use.found?.name === name).map(({ setting }) => setting);
        return `${printable(name)} ${addresses[0]}${users.length > 0 ? ` (${users.join(", ")})` : ""}`;
      });
      const chosen = uses.filter(({ card }) => card === null).map(({ setting }) => setting);
      const missing = uses.flatMap((use) =>
        use.card === null || use.found
          ? []
          : [`${use.setting} is ${printable(use.card)}, which is not there`],
      );
      const line = [
        listed.join(", ") || "no card",
        ...(chosen.length > 0 ? [`the system chooses for ${chosen.join(", ")}`] : []),
        ...missing,
      ].join("; ");
      if (missing.length === 0) return ok(line);
      return limited(line, "connect it, or name one that is there");
    },
  };
}

/** A setting that is on, and the card that it names; null where the system chooses. */
interface Use {
  readonly setting: string;
  readonly card: string | null;
}

function usesOf(settings: Settings): readonly Use[] {
  const { osc, oscPrefix, oscInterface, psn, sacn, oscIn, oscQuery } = settings;
  const destinations = osc
    .map((one) => completeDestination(one, oscPrefix, oscInterface))
    .filter((one) => one.interface !== null || isForMany(one.host))
    .map((one) => ({ setting: `osc ${destinationName(one)}`, card: one.interface }));
  const listening = Object.entries({ oscIn, oscQuery })
    .filter(([, { enabled, address }]) => enabled && address !== "0.0.0.0" && address !== "::")
    .map(([name, { address }]) => ({ setting: `${name}.address`, card: address }));
  const consoles = Object.entries({ psn, sacn })
    .filter(([, { enabled }]) => enabled)
    .map(([name, one]) => ({ setting: `${name}.interface`, card: one.interface }));
  return [...destinations, ...consoles, ...listening];
}

function found(wanted: string | null, cards: readonly NetworkCard[]): NetworkCard | null {
  try {
    return wanted === null ? null : findCard(wanted, cards);
  } catch {
    return null;
  }
}
