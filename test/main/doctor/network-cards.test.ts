import { expect, test } from "vitest";
import { loadSettings } from "../../../main/config/load-settings.ts";
import type { SettingsInput } from "../../../main/config/settings.ts";
import { networkCardsCheck } from "../../../main/doctor/network-cards.ts";

const CARDS = [
  { name: "eth0", addresses: ["192.0.2.7"], zone: "eth0" },
  { name: "Ethernet 2", addresses: ["10.0.0.7"], zone: "9" },
  { name: "lo", addresses: ["127.0.0.1"], zone: "lo" },
];

const look = (overrides: SettingsInput) =>
  networkCardsCheck(loadSettings({ overrides }), () => CARDS).run(new AbortController().signal);

test("every card is listed with its address and the settings that use it", () => {
  expect(
    look({
      ...{ psn: { enabled: true, interface: "Ethernet 2" }, sacn: { enabled: true, interface: "10.0.0.7" } },
      ...{ osc: ["127.0.0.1:9000", { host: "239.1.2.3", port: 7000, interface: "eth0" }] },
      oscQuery: { enabled: false },
    }),
  ).toEqual({
    state: "ok",
    found:
      "eth0 192.0.2.7 (osc 239.1.2.3:7000), Ethernet 2 10.0.0.7 (psn.interface, sacn.interface), lo 127.0.0.1 (oscIn.address)",
    advice: null,
  });
});

test("where none is named, the system chooses", () => {
  expect(look({ psn: { enabled: true }, osc: ["255.255.255.255:9000"] })).toMatchObject({
    state: "ok",
    found: expect.stringMatching(/; the system chooses for osc 255\.255\.255\.255:9000, psn\.interface$/),
  });
});

test("one that is not there limits the show, and is named", () => {
  expect(
    look({ osc: ["239.1.2.3:9000"], oscInterface: "eth9", oscIn: { address: "10.9.9.9" } }),
  ).toMatchObject({
    state: "limited",
    found: expect.stringMatching(
      /; osc 239\.1\.2\.3:9000 is eth9, which is not there; oscIn\.address is 10\.9\.9\.9, which is not there$/,
    ),
    advice: "connect it, or name one that is there",
  });
});
