import { isIPv4 } from "node:net";
import { type NetworkInterfaceInfo, networkInterfaces } from "node:os";
import { printable } from "./log/printable.ts";

/** A network card of this machine that is up. */
export interface NetworkCard {
  /** As the system calls it, such as "eth0" or "Ethernet 2". */
  readonly name: string;
  /** Those that it has now, IPv4 first. */
  readonly addresses: readonly string[];
  /** What stands behind the % of an IPv6 address: the card's name, on Windows its number. */
  readonly zone: string;
}

export type ListCards = () => readonly NetworkCard[];

export const networkCards: ListCards = () => cardsIn(networkInterfaces());

/** @param networks as Node's `networkInterfaces` gives them. */
export function cardsIn(
  networks: NodeJS.Dict<NetworkInterfaceInfo[]>,
  platform: NodeJS.Platform = process.platform,
): readonly NetworkCard[] {
  return Object.entries(networks).map(([name, infos = []]) => {
    const of = (family: string) => infos.filter((info) => info.family === family);
    const number = of("IPv6").find(({ scopeid }) => scopeid)?.scopeid ?? 0;
    return {
      name,
      addresses: [...of("IPv4"), ...of("IPv6")].map(({ address }) => address),
      zone: platform === "win32" ? String(number) : name,
    };
  });
}

/**
 * The card of this name, or with this address, which then comes first of its addresses.
 * @param last how the card was called when it was last there: it may have been given another address since.
 * @throws Error in one line that says which cards there are.
 */
export function findCard(
  wanted: string,
  cards: readonly NetworkCard[],
  last: string | null = null,
): NetworkCard {
  const named = cards.find(({ name }) => name === wanted);
  if (named) return named;
  const holder = cards.find(({ addresses }) => addresses.includes(wanted));
  if (holder) return { ...holder, addresses: [wanted, ...holder.addresses.filter((one) => one !== wanted)] };
  const same = cards.find(({ name }) => name === last);
  if (same) return same;
  throw new Error(`there is no network card "${printable(wanted, 60)}" now, but ${listOfCards(cards)}`);
}

/** In words: "eth0 (192.168.0.20) and lo (127.0.0.1)". */
export function listOfCards(cards: readonly NetworkCard[]): string {
  if (cards.length === 0) return "none at all";
  return cards
    .map(({ name, addresses }) => `${printable(name, 60)} (${addresses[0] ?? "no address"})`)
    .join(", ")
    .replace(/, ([^,]*)$/, " and $1");
}

/** null where the card has none. */
export const ipv4Of = ({ addresses }: NetworkCard): string | null => addresses.find(isIPv4) ?? null;
