import osc, { type OscArgument } from "osc/src/osc.js";
import { expect, test } from "vitest";
import { asJson, monitorTable, OscMonitor } from "../../../main/osc-tools/monitor.ts";
import { swaying } from "../../support/dance.ts";
import { packer } from "../../support/osc-packets.ts";

const message = (address: string, ...args: OscArgument[]) =>
  osc.writePacket({ address, args }, { metadata: true });

test("addresses are told apart with their types, rates, longest gaps and newest values", () => {
  const monitor = new OscMonitor();
  for (let n = 0; n <= 40; n++) monitor.receive(message("/a", { type: "f", value: n }), n / 20);
  monitor.receive(message("/b", { type: "s", value: "x" }), 1.5);
  const { addresses, packets } = monitor.report(2);
  expect(packets).toBe(42);
  expect(addresses).toEqual([
    { address: "/a", types: "f", count: 41, rate: 20.5, gap: expect.closeTo(0.05, 6), values: [40] },
    { address: "/b", types: "s", count: 1, rate: 0.5, gap: null, values: ["x"] },
  ]);
});

test("frames that did not come are counted, however many packets a frame takes", () => {
  const monitor = new OscMonitor();
  const pack = packer();
  for (const n of [0, 1, 2, 5, 6]) for (const packet of pack(swaying(n, 6))) monitor.receive(packet, n / 60);
  expect(monitor.report(1)).toMatchObject({ lostFrames: 2, broken: 0 });
  expect(monitor.report(1).largest).toBeGreaterThan(1000);
});

test("a filter shows part of them, where * stands for anything", () => {
  const heard = (filter: string) => {
    const monitor = new OscMonitor(filter);
    for (const address of ["/c/person/1/id", "/c/person/2/id", "/c/signal/1"])
      monitor.receive(message(address), 0);
    return monitor.report(0).addresses.map(({ address }) => address);
  };
  expect(heard("signal")).toEqual(["/c/signal/1"]);
  expect(heard("person/*/id")).toHaveLength(2);
  expect(heard("(")).toEqual([]);
});

test("what is no OSC is counted and breaks nothing", () => {
  const monitor = new OscMonitor();
  monitor.receive(Buffer.from("nonsense"), 0);
  expect(monitor.report(0)).toMatchObject({ packets: 1, broken: 1, addresses: [] });
});

test("a flood of addresses does not grow it for ever", () => {
  const monitor = new OscMonitor();
  for (let n = 0; n < 3000; n++) monitor.receive(message(`/${n}`), 0);
  expect(monitor.report(0).addresses).toHaveLength(2000);
});

test("the table fits the terminal", () => {
  const monitor = new OscMonitor();
  for (let n = 0; n < 50; n++) monitor.receive(message(`/address/${n}`, { type: "f", value: 0.5 }), 0);
  const lines = monitorTable(monitor.report(0), 20, 60).split("\n");
  expect(lines.length).toBeLessThanOrEqual(20);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(60);
  expect(lines.at(-1)).toBe("and 34 more: --filter shows fewer");
});

test("the report is JSON whatever came", () => {
  const monitor = new OscMonitor();
  monitor.receive(Buffer.from("/h\0\0,hb\0\0\0\0\0\0\0\0\x07\0\0\0\x03abc\0", "latin1"), 0);
  expect(JSON.parse(JSON.stringify(monitor.report(0), asJson))).toMatchObject({
    addresses: [{ types: "hb", values: ["7", "YWJj"] }],
  });
});
