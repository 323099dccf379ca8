import { Receiver } from "sacn";
import { afterEach, expect, test } from "vitest";
import { sacnGroup } from "../../../../main/outputs/console/network.ts";
import { SacnOutput } from "../../../../main/outputs/console/sacn-output.ts";
import type { ChannelSettings } from "../../../../main/outputs/console/sacn-settings.ts";
import { Sender } from "../../../../main/outputs/osc/wire/sender.ts";
import { Performers } from "../../../../main/outputs/performers/performers.ts";
import { SteppedClock } from "../../../../shared/clock.ts";
import type { Music } from "../../../../shared/music.ts";
import { bodily, body, dancer } from "../../../support/dance.ts";
import { MUSIC, stageFrame } from "../../../support/stage-frames.ts";
import { writtenLog } from "../../../support/written-log.ts";

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

function show(channels: readonly ChannelSettings[], send: (packet: Buffer) => void, universe = 7) {
  const [performers, clock] = [new Performers(), new SteppedClock()];
  const sender = { send: (packets: readonly Buffer[]) => packets.forEach(send) } as unknown as Sender;
  const output = new SacnOutput({ universe, priority: 120, channels, sender, clock });
  return {
    /** One dancer of this energy, or nobody. */
    frame(t: number, energy: number | null, music: Music | null = null) {
      const people = energy === null ? [] : [dancer(bodily(body(), { energy: 1.2 * energy }))];
      output.frame(performers.update(stageFrame(t * 60, { t, people, music }), t), t);
    },
    beat: (t: number) => output.beat(t),
    end: (t: number) => output.end(t),
  };
}

/** DMX levels behind the E1.31 header of 126 bytes (E1.31, table 4-1). */
const level = (packet: Buffer | undefined, channel: number) => packet?.[125 + channel];

test("channels follow their signals through curve and range, without anything to decode but the standard", () => {
  let packet: Buffer | undefined;
  const { frame } = show(
    [
      { channel: 1, signal: "energy", smoothing: 0 },
      { channel: 5, signal: "energy", curve: "square", between: [255, 55], smoothing: 0 },
    ],
    (sent) => {
      packet = sent;
    },
  );
  frame(0, 0.5);
  expect(packet?.toString("latin1", 4, 13)).toBe("ASC-E1.17");
  expect(packet?.readUInt16BE(113)).toBe(7);
  expect(packet?.[108]).toBe(120);
  expect([1, 2, 5].map((channel) => level(packet, channel))).toEqual([128, 0, 205]);
});

test("a channel follows the music whoever is there, and comes to rest with it", () => {
  const packets: Buffer[] = [];
  const { frame } = show([{ channel: 2, signal: "musicBeat" }], (packet) => packets.push(packet));
  frame(0, null, { ...MUSIC, beat: 3 });
  frame(1, 0.5, { ...MUSIC, t: 1, beat: 3.6 });
  frame(2, null, { ...MUSIC, t: 2, beat: 4, confidence: 0.4 });
  frame(3, null, { ...MUSIC, t: 3, beat: 5 });
  frame(4, null);
  expect(packets.map((packet) => level(packet, 2))).toEqual([255, 102, 0, 255, 0]);
});

test("a source that ends says so three times, and goes on as the same one", () => {
  const packets: Buffer[] = [];
  const shows = [1, 2].map(() => show([{ channel: 1, signal: "energy" }], (packet) => packets.push(packet)));
  shows[0]!.frame(0, 0.5);
  shows[0]!.end(0.1);
  shows[1]!.frame(0.2, 0.5);
  expect(packets.map((packet) => packet[112])).toEqual([0, 0x40, 0x40, 0x40, 0]);
  expect(new Set(packets.map((packet) => packet.toString("hex", 22, 38))).size).toBe(1);
});

test("at most 44 packets a second, numbered one after the other, from one source", () => {
  const packets: Buffer[] = [];
  const { frame } = show([{ channel: 1, signal: "energy" }], (packet) => packets.push(packet));
  for (let n = 0; n < 120; n++) frame(n / 60, 0.5);
  expect(packets.length).toBeGreaterThan(84);
  expect(packets.length).toBeLessThanOrEqual(89);
  expect(packets.map((packet) => packet[111])).toEqual(packets.map((_, n) => n));
  expect(new Set(packets.map((packet) => packet.toString("hex", 22, 38))).size).toBe(1);
});

test("levels go on when frames do not come, and glide to rest when nobody is there", () => {
  const packets: Buffer[] = [];
  const { frame, beat } = show([{ channel: 1, signal: "energy", smoothing: 0.5 }], (packet) =>
    packets.push(packet),
  );
  frame(0, 1);
  for (let n = 1; n <= 60; n++) frame(n / 60, 1);
  const full = level(packets.at(-1), 1)!;
  beat(1.5);
  expect(packets.length).toBeLessThan(48);
  beat(2);
  expect(level(packets.at(-1), 1)).toBe(full);
  for (let n = 0; n <= 180; n++) frame(2 + n / 60, null);
  const levels = packets.map((packet) => level(packet, 1)!);
  expect(Math.max(...levels.slice(-130, -100))).toBeGreaterThan(3);
  expect(levels.at(-1)).toBeLessThan(3);
});

test("the standard's addresses", () => {
  expect([1, 256, 63999].map(sacnGroup)).toEqual(["239.255.0.1", "239.255.1.0", "239.255.249.255"]);
});

test("a client of the registry hears the universe on this machine", async () => {
  const clock = new SteppedClock();
  const { log } = writtenLog(clock);
  const receiver = new Receiver({ universes: [311], port: 35_568, iface: "127.0.0.1", reuseAddr: true });
  open.push(receiver);
  const heard: Record<number, number>[] = [];
  receiver.on("packet", ({ payload, universe, sourceName }) => {
    expect({ universe, sourceName }).toEqual({ universe: 311, sourceName: "Continuo" });
    heard.push(payload);
  });
  const resolve = async () => ({ address: "127.0.0.1", family: 4 });
  const sender = new Sender(
    { name: "sACN", host: "desk", port: 35_568, transport: "udp", interface: null },
    resolve,
    clock,
    log,
  );
  open.push(sender);
  sender.tend();
  const { frame } = show(
    [{ channel: 3, signal: "energy", smoothing: 0 }],
    (packet) => sender.send([packet]),
    311,
  );
  let t = 0;
  // The first may come before the socket is open.
  await expect
    .poll(() => {
      frame(t++, 0.5);
      return heard.length;
    })
    .toBeGreaterThan(0);
  // The library tells levels in percent.
  expect(heard[0]?.[3]).toBeCloseTo(50, 0);
});
