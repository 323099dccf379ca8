import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { MOST_PACKET_BYTES } from "../../../../../main/outputs/osc/bundles.ts";
import type { Destination } from "../../../../../main/outputs/osc/destination/destination.ts";
import {
  completeDestination,
  loadPreset,
  presetNames,
  withOwnPreset,
} from "../../../../../main/outputs/osc/destination/preset.ts";
import { FormatEncoder } from "../../../../../main/outputs/osc/format-encoder.ts";
import { FrameValues } from "../../../../../main/outputs/osc/table/frame-values.ts";
import { SCENE_ADDRESSES } from "../../../../../main/outputs/osc/table/scene.ts";
import { Values } from "../../../../../main/outputs/osc/table/values.ts";
import { Performers } from "../../../../../main/outputs/performers/performers.ts";
import type { StageFrame } from "../../../../../shared/stage.ts";
import { swaying } from "../../../../support/dance.ts";
import { emptyFolder } from "../../../../support/folder.ts";
import { decodePacket } from "../../../../support/osc-receiver.ts";

const PRESETS = "augmenta-v2 eos grandma3 madmapper max qlab resolume touchdesigner tuio unreal".split(" ");

const preset = (name: string) => completeDestination({ host: "127.0.0.1", preset: name }, "/continuo");

/** Every packet that leaves for these frames. */
function packetsOf(destination: Destination, frames: readonly StageFrame[]): readonly Buffer[] {
  const [values, performers] = [new FrameValues(), new Performers()];
  const scene = SCENE_ADDRESSES.map((address) => new Values(address));
  const encoder = new FormatEncoder(destination, values, scene);
  return frames.flatMap((stage) => {
    const frame = performers.update(stage, stage.t);
    values.update(frame, stage.t);
    return encoder.frame(frame, stage.t);
  });
}

/** Somebody comes, dances half a second, ends a phrase, begins another and goes. */
const SHORT_DANCE: readonly StageFrame[] = Array.from({ length: 32 }, (_, n) => {
  const frame = swaying(n, n < 31 ? 1 : 0);
  const at = { 15: ["phrase-end"], 16: ["phrase-start"], 31: ["leave"] } as const;
  const events = (at[n as keyof typeof at] ?? []).map((event) => ({ event, id: 1 }));
  return { ...frame, events: [...frame.events, ...events] };
});

/** Bytes in rows of 16, after what they say. */
function printed(packet: Buffer): string {
  const { messages } = decodePacket(packet);
  const words = messages.map(({ address, types, args }) =>
    `  ${address} ,${types} ${args.map(short).join(" ")}`.trimEnd(),
  );
  const hex = packet.toString("hex").replace(/(.{32})/g, "$1\n    ");
  return `${packet.length} bytes\n${words.join("\n")}\n    ${hex.trim()}\n`;
}

const short = (value: number | string | boolean) =>
  typeof value === "number" ? Number(value.toFixed(4)) : `"${value}"`;

test("the presets that are promised are there", () => {
  expect(presetNames()).toEqual(PRESETS);
});

describe.each(PRESETS)("%s", (name) => {
  test("sends byte for byte what it did when somebody looked at it", async () => {
    const packets = packetsOf(preset(name), SHORT_DANCE);
    expect(packets.length).toBeGreaterThan(5);
    const shown = [packets[0]!, ...packets.filter((_, n) => n >= packets.length - 6)];
    await expect(shown.map(printed).join("\n")).toMatchFileSnapshot(`../golden/${name}.txt`);
  });

  test("sends packets of at most 1432 bytes, also with six people", () => {
    const frames = Array.from({ length: 30 }, (_, n) => swaying(n, 6));
    const packets = packetsOf(preset(name), frames);
    expect(packets.length).toBeGreaterThan(0);
    for (const packet of packets) {
      expect(packet.length).toBeLessThanOrEqual(MOST_PACKET_BYTES);
      expect(decodePacket(packet).messages.length).toBeGreaterThan(0);
    }
  });

  test("says what to set up on the other side", () => {
    expect(loadPreset(name).setup.length).toBeGreaterThan(0);
  });
});

const isBundle = (packet: Buffer) => packet.subarray(0, 7).toString() === "#bundle";
const messagesOf = (packets: readonly Buffer[]) => packets.flatMap((packet) => decodePacket(packet).messages);

describe("what the manuals say", () => {
  test("grandMA3 gets no bundles, and whole numbers from 0 to 100 for executor faders", () => {
    const packets = packetsOf(preset("grandma3"), SHORT_DANCE);
    expect(packets.some(isBundle)).toBe(false);
    for (const { address, types, values } of messagesOf(packets)) {
      expect(address).toMatch(/^\/Page1\/Fader20[1-8]$/);
      expect(types).toBe("i");
      expect(values[0]).toBeGreaterThanOrEqual(0);
      expect(values[0]).toBeLessThanOrEqual(100);
    }
    const prefixed = completeDestination({ host: "a", preset: "grandma3", prefix: "/gma3" }, "/continuo");
    expect(messagesOf(packetsOf(prefixed, SHORT_DANCE))[0]?.address).toBe("/gma3/Page1/Fader201");
  });

  test("Eos gets /eos/ by TCP on port 3032 with lengths, floats from 0 to 1, and no bundles", () => {
    const eos = preset("eos");
    expect(eos).toMatchObject({ transport: "tcp", port: 3032, prefix: "" });
    const packets = packetsOf(eos, SHORT_DANCE);
    expect(packets.some(isBundle)).toBe(false);
    const messages = messagesOf(packets);
    for (const { address, types, values } of messages.filter(({ args }) => args.length > 0)) {
      expect(address).toMatch(/^\/eos\/sub\/[1-8]$/);
      expect(types).toBe("f");
      expect(values[0]).toBeGreaterThanOrEqual(0);
      expect(values[0]).toBeLessThanOrEqual(1);
    }
    const fired = messages.filter(({ args }) => args.length === 0).map(({ address }) => address);
    expect(fired).toEqual([901, 904, 903, 902].map((macro) => `/eos/macro/${macro}/fire`));
  });

  test("QLab gets one message a datagram on port 53000", () => {
    const packets = packetsOf(preset("qlab"), SHORT_DANCE);
    expect(preset("qlab").port).toBe(53000);
    expect(packets.some(isBundle)).toBe(false);
    expect(messagesOf(packets).map(({ address }) => address)).toContain("/cue/enter/start");
  });

  test("Augmenta v2 has fifteen arguments of its types for each object, and its scene", () => {
    const messages = messagesOf(packetsOf(preset("augmenta-v2"), SHORT_DANCE));
    const [enter] = messages.filter(({ address }) => address === "/object/enter");
    expect(enter?.types).toBe("iiiffffffffffff");
    expect(messages.filter(({ address }) => address === "/object/update")).toHaveLength(31);
    expect(messages.filter(({ address }) => address === "/object/leave")).toHaveLength(1);
    expect(messages.find(({ address }) => address === "/scene")).toMatchObject({ types: "iiff" });
    const update = messages.find(({ address }) => address === "/object/update")!.values;
    expect(update.slice(1, 3)).toEqual([1, 0]);
    for (const share of [...update.slice(4, 6), ...update.slice(9, 13)]) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
    }
    expect(update[14]).toBeGreaterThan(1.5);
  });

  test("TUIO has source, alive, set and fseq in one bundle, and says who is alive when nobody is", () => {
    const [first, ...rest] = packetsOf(preset("tuio"), [swaying(0, 3), swaying(1, 0)]);
    const commands = (packet: Buffer) => decodePacket(packet).messages.map(({ args }) => args[0]);
    expect(commands(first!)).toEqual(["source", "alive", "set", "set", "set", "fseq"]);
    expect(decodePacket(first!).messages[1]).toMatchObject({ types: "siii", args: ["alive", 1, 2, 3] });
    expect(decodePacket(first!).messages[2]?.types).toBe("sifffff");
    expect(commands(rest[0]!)).toEqual(["source", "alive", "fseq"]);
  });
});

describe("a preset of one's own", () => {
  const written = (content: unknown) => {
    const file = join(emptyFolder(), "desk.json");
    writeFileSync(file, JSON.stringify(content));
    return file;
  };
  const mine = { about: "my desk", setup: [], port: 7700, prefix: "", bundles: false, groups: [] };

  test("is a file, and what a destination says itself wins over it", async () => {
    const file = written({
      ...mine,
      rate: 10,
      map: [{ signal: "weight", address: "/fader/1", between: [0, 255], type: "i" }],
    });
    const destination = completeDestination(
      await withOwnPreset({ host: "desk", preset: file, rate: 20 }),
      "/continuo",
    );
    expect(destination).toMatchObject({ host: "desk", port: 7700, rate: 20, prefix: "", bundles: false });
    expect(destination.customMessages).toHaveLength(1);
  });

  test.each([
    [{ ...mine, rte: 1 }, "rte is not a setting; did you mean rate?"],
    [{ ...mine, setup: undefined }, "setup is missing"],
    [{ ...mine, map: [{ signal: "enrgy", address: "/x" }] }, 'map.0.signal is "enrgy", expected energy,'],
    [
      { ...mine, messages: [{ on: "frame", each: "person", address: "/x", args: [{ f: "nose.q" }] }] },
      'messages.0.args.0.f is "nose.q", expected a signal',
    ],
  ])("that is wrong is refused by its file and key", async (content, expected) => {
    const file = written(content);
    await expect(withOwnPreset({ host: "desk", preset: file })).rejects.toThrow(`${file}: ${expected}`);
  });

  test.each([
    ["239.1.2.3", {}, "eth1"],
    ["255.255.255.255", {}, "eth1"],
    ["ff02::7", {}, "eth1"],
    ["239.1.2.3", { interface: "eth2" }, "eth2"],
    ["10.0.0.7", { interface: "eth2" }, "eth2"],
    ["10.0.0.7", {}, null],
    ["23.9.1.2", {}, null],
    ["desk.local", {}, null],
  ])("%s with %j leaves by %s where eth1 is the card for what goes to many", (host, said, card) => {
    expect(completeDestination({ host, port: 9, ...said }, "", "eth1").interface).toBe(card);
  });

  test("that nobody knows is refused with what was probably meant", () => {
    expect(() => loadPreset("grandma")).toThrow('OSC preset "grandma" is not known; did you mean grandma3?');
    expect(() => completeDestination({ host: "a" }, "")).toThrow("OSC destination a has no port");
  });
});
