import { renderUnicodeCompact } from "uqr";
import type { Settings } from "../config/settings.ts";
import { deskLinks } from "../link/desk/network-desk.ts";
import { openDeskToken } from "../link/desk/token.ts";
import { listOfCards, networkCards } from "../system/network-cards.ts";
import { type Check, limited, ok } from "./finding.ts";
import { portCheck } from "./network.ts";

/** Modules of light around a QR code, by which a camera finds it. */
const BORDER = 2;

/** By which link a tablet comes to the desk. */
export function deskCheck({ desk }: Pick<Settings, "desk">): Check {
  return {
    about: "desk",
    async run(signal) {
      const { address, port } = desk;
      if (address === null) return ok("on this machine alone; --desk-address opens it to a tablet");
      if (port === 0) return ok("open on any free port: the show says which");
      if (!isOfThisMachine(address))
        return limited(
          `${address} is no address of this machine now`,
          `expected 0.0.0.0 for every network, or the address of a card: ${listOfCards(networkCards())}`,
        );
      const listening = await portCheck(port, address, "--desk-port").run(signal);
      const told: string[] = [];
      const { value } = await openDeskToken((line) => told.push(line));
      const [link, ...others] = deskLinks(desk, value);
      if (link === undefined)
        return limited("no network card has an address", "connect this machine to a network");
      if (told[0] !== undefined) return limited(told[0], "mend what the line says");
      const found = { found: [link, ...others].join(" or "), lines: qrLines(link) };
      // A show that is running has its own port.
      if (listening.state === "ok") return { ...found, state: "ok", advice: null };
      const advice = `${listening.found}: if that is not the show, ${listening.advice}`;
      return { ...found, state: "limited", advice };
    },
  };
}

function isOfThisMachine(address: string): boolean {
  const cards = networkCards();
  return ["0.0.0.0", "::"].includes(address) || cards.some(({ addresses }) => addresses.includes(address));
}

/** For a dark terminal, as most are: light is written and dark is left out. A camera takes it the other way round, too. */
function qrLines(text: string): readonly string[] {
  return renderUnicodeCompact(text, { border: BORDER }).split("\n");
}
