import type { NetworkInterfaceInfo } from "node:os";
import { expect, test } from "vitest";
import { cardsIn, findCard, listOfCards } from "../../../main/system/network-cards.ts";

const info = (address: string, scopeid?: number) =>
  ({ address, family: scopeid === undefined ? "IPv4" : "IPv6", scopeid }) as NetworkInterfaceInfo;

const CARDS = cardsIn(
  {
    "Ethernet 2": [info("fe80::7", 12), info("10.0.0.7"), info("10.0.1.7")],
    lo: [info("127.0.0.1"), info("::1", 0)],
  },
  "linux",
);

test.each(["Ethernet 2", "10.0.0.7", "fe80::7"])("%s names a card", (wanted) => {
  expect(findCard(wanted, CARDS).name).toBe("Ethernet 2");
});

test("of several addresses the one that was named comes first, else the first of IPv4", () => {
  expect(findCard("10.0.1.7", CARDS).addresses).toEqual(["10.0.1.7", "10.0.0.7", "fe80::7"]);
  expect(findCard("Ethernet 2", CARDS).addresses).toEqual(["10.0.0.7", "10.0.1.7", "fe80::7"]);
});

test("a card that is not there is told in one line with those that are", () => {
  expect(() => findCard("eth9", CARDS)).toThrow(
    'there is no network card "eth9" now, but Ethernet 2 (10.0.0.7) and lo (127.0.0.1)',
  );
  expect(() => findCard("10.0.0.8", [])).toThrow('there is no network card "10.0.0.8" now, but none at all');
});

test("a name cannot forge a line", () => {
  expect(listOfCards([{ name: "eth\n0", addresses: [], zone: "" }])).toBe("eth\\n0 (no address)");
});

test("IPv6 calls a card by its name, on Windows by its number", () => {
  expect(CARDS.map(({ zone }) => zone)).toEqual(["Ethernet 2", "lo"]);
  expect(cardsIn({ "Ethernet 2": [info("fe80::7", 12)] }, "win32")[0]?.zone).toBe("12");
});
