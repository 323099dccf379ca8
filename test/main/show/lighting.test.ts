import { createSocket } from "node:dgram";
import { once } from "node:events";
import osc from "osc/src/osc.js";
import { afterEach, expect, test } from "vitest";
import { loadSettings } from "../../../main/config/load-settings.ts";
import type { SettingsInput } from "../../../main/config/settings.ts";
import { SACN_PORT, sacnGroup } from "../../../main/outputs/console/network.ts";
import { checkLighting, Lighting } from "../../../main/show/lighting.ts";
import { SteppedClock } from "../../../shared/clock.ts";
import type { Command } from "../../../shared/commands/table.ts";
import { swaying } from "../../support/dance.ts";
import { hearByLoopback, loopbackCard } from "../../support/multicast.ts";
import { receiveOsc } from "../../support/osc-receiver.ts";
import { showState } from "../../support/show-state.ts";
import { writtenLog } from "../../support/written-log.ts";

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const settingsOf = (overrides: SettingsInput) =>
  loadSettings({ overrides: { oscIn: { port: 0 }, oscQuery: { port: 0 }, osc: [], ...overrides } });

async function light(overrides: SettingsInput) {
  const clock = new SteppedClock();
  const [commands, notices]: [Command[], string[]] = [[], []];
  const made = await Lighting.open({
    ...{ settings: settingsOf(overrides), clock, log: writtenLog(clock).log },
    state: () => showState({ blackout: true }),
    onCommand: (command) => commands.push(command),
    tellOperator: (line) => notices.push(line),
  });
  open.push(made);
  let frame = 0;
  /** Frames until there is no need for more. */
  const until = (enough: () => boolean) =>
    expect
      .poll(
        () => {
          clock.moveTo(++frame / 60);
          made.send(swaying(frame, 2));
          return enough();
        },
        { interval: 10, timeout: 20_000 },
      )
      .toBe(true);
  return { made, commands, notices, until };
}

async function desk() {
  const receiver = await receiveOsc();
  open.push(receiver);
  return receiver;
}

/** What comes to a port of this machine, as it is. */
async function listener() {
  const socket = createSocket("udp4");
  open.push(socket);
  const packets: Buffer[] = [];
  socket.on("message", (packet) => packets.push(packet));
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return { port: socket.address().port, packets, socket };
}

test("frames leave, cues come in, and OSCQuery tells of both", async () => {
  const { port, packets } = await desk();
  const { made, commands, until } = await light({ osc: [`127.0.0.1:${port}`] });
  await until(() => packets.length > 3);
  expect(made.description).toBe(
    `OSC to 127.0.0.1:${port}; cues on port ${made.ports.oscIn}; OSCQuery on port ${made.ports.oscQuery}`,
  );
  const { socket } = await listener();
  const cue = { address: "/continuo/cue/freeze", args: [{ type: "i", value: 1 }] } as const;
  socket.send(osc.writePacket(cue, { metadata: true }), made.ports.oscIn!, "127.0.0.1");
  await expect.poll(() => commands).toEqual([{ tag: "command", command: "freeze", value: true }]);

  const ask = async (path: string) =>
    (await fetch(`http://127.0.0.1:${made.ports.oscQuery}${path}`)).json() as Promise<object>;
  expect(await ask("/?HOST_INFO")).toMatchObject({ OSC_PORT: made.ports.oscIn });
  expect(await ask("/continuo/cue/blackout")).toMatchObject({ ACCESS: 3, VALUE: [true] });
  const { VALUE } = (await ask("/continuo/person/2/presence")) as { readonly VALUE: readonly number[] };
  expect(VALUE).toEqual([1]);
});

test("a cue that is not allowed is not offered either", async () => {
  const { made } = await light({ oscIn: { port: 0, allow: ["mode"] } });
  const found = async (cue: string) =>
    (await fetch(`http://127.0.0.1:${made.ports.oscQuery}/continuo/cue/${cue}`)).status;
  expect([await found("mode"), await found("record")]).toEqual([200, 404]);
});

test("settings that change while the show runs are followed where they can be, and told of", async () => {
  const [first, second] = [await desk(), await desk()];
  const { made, notices, until } = await light({ osc: [`127.0.0.1:${first.port}`] });
  await until(() => first.packets.length > 3);
  made.follow(settingsOf({ osc: [`127.0.0.1:${second.port}`], mode: "answer" }), ["osc", "mode"]);
  const before = first.packets.length;
  await until(() => second.packets.length > 3);
  expect(first.packets.length - before).toBeLessThan(3);
  expect(notices).toEqual(["settings read again: osc", "at the next start: mode"]);
});

test("the prefix stays what cues and OSCQuery know until the next start", async () => {
  const { port, packets } = await listener();
  const { made, notices, until } = await light({ osc: [] });
  const changed = settingsOf({ osc: [`127.0.0.1:${port}`], oscPrefix: "/show" });
  made.follow(changed, ["osc", "oscPrefix"]);
  await until(() => packets.length > 3);
  expect(packets.every((packet) => packet.includes("/continuo/"))).toBe(true);
  expect(notices).toEqual(["settings read again: osc", "at the next start: oscPrefix"]);
});

test("settings that cannot be followed change nothing", async () => {
  const { port, packets } = await desk();
  const { made, notices, until } = await light({ osc: [`127.0.0.1:${port}`] });
  made.follow(settingsOf({ osc: [{ host: "a", preset: "grandma" }] }), ["osc"]);
  await until(() => packets.length > 3);
  expect(notices).toEqual([
    'OSC preset "grandma" is not known; did you mean grandma3?; what was before goes on',
  ]);
});

test.each([
  [[], "sacn.channels is empty while sACN is on"],
  [
    [
      { channel: 1, signal: "energy" },
      { channel: 1, signal: "height" },
    ],
    "sacn.channels names channel 1 twice",
  ],
])(
  "channels that would hold a rig dark, or contradict each other, are refused: %j",
  async (channels, why) => {
    const settings = settingsOf({ sacn: { enabled: true, channels } } as SettingsInput);
    expect(() => checkLighting(settings)).toThrow(why);
    const { made, notices } = await light({});
    expect(made.follow(settings, ["sacn"])).toBe(false);
    expect(notices).toEqual([expect.stringContaining(why)]);
    expect(made.status()).toEqual([]);
  },
);

test("consoles get what they read besides OSC, until they are to get it no more", async () => {
  const { port, packets } = await listener();
  const { made, until } = await light({ psn: { enabled: true, host: "127.0.0.1", port } });
  // PosiStageNet's data and names.
  await until(() => new Set(packets.map((packet) => packet.readUInt16LE(0))).size === 2);
  expect(made.status()).toMatchObject([{ destination: "PosiStageNet 127.0.0.1", error: null }]);
  made.follow(settingsOf({}), ["psn"]);
  expect(made.status()).toEqual([]);
});

test("skeletons leave by VMC, where they go is followed, and who fails harms nobody else", async () => {
  const [partner, dancer, lamp] = [await listener(), await listener(), await desk()];
  const { made, notices, until } = await light({
    ...{ osc: [`127.0.0.1:${lamp.port}`] },
    vmc: [`127.0.0.1:${partner.port}`, `dancer@127.0.0.1:${dancer.port}`],
  });
  await until(() => [partner, dancer].every(({ packets }) => packets.length > 3));
  expect(made.status().map(({ destination }) => destination)).toEqual([
    `127.0.0.1:${lamp.port}`,
    `VMC partner 1 127.0.0.1:${partner.port}`,
    `VMC dancer 1 127.0.0.1:${dancer.port}`,
  ]);
  const broken = swaying(1, 1);
  const person = broken.people[0]!;
  const nowhere = { ...person, partner: { ...person.partner, root: null } } as unknown as typeof person;
  const before = dancer.packets.length;
  made.send({ ...broken, people: [nowhere] });
  await expect.poll(() => dancer.packets.length).toBeGreaterThan(before);
  made.follow(settingsOf({ vmc: [] }), ["vmc"]);
  expect(notices).toEqual(["settings read again: vmc"]);
  expect(made.status()).toHaveLength(1);
});

test("two avatars at one receiver are refused", () => {
  expect(() => checkLighting(settingsOf({ vmc: ["10.0.0.5:39539", "dancer@10.0.0.5"] }))).toThrow(
    "vmc names 10.0.0.5:39539 twice, expected a port for each: a receiver has one avatar",
  );
  expect(() => settingsOf({ vmc: ["nobody@10.0.0.5"] })).toThrow(
    '--vmc is "nobody@10.0.0.5", expected host:port',
  );
});

test("to a group all of them leave by the network card that is named", async () => {
  const { name } = loopbackCard();
  const [group, psn, sacn] = await Promise.all([
    hearByLoopback("239.255.77.2"),
    hearByLoopback("236.10.10.10"),
    hearByLoopback(sacnGroup(63_077), SACN_PORT),
  ]);
  const { until } = await light({
    ...{ osc: [`239.255.77.2:${group.port}`], oscInterface: name },
    psn: { enabled: true, port: psn.port, interface: name },
    sacn: {
      ...{ enabled: true, universe: 63_077, interface: "127.0.0.1" },
      channels: [{ channel: 1, signal: "energy" }],
    },
  });
  await until(() => [group, psn, sacn].every(({ heard }) => heard.length > 0));
});

test("a network card that is not there is told in the status, and followed when another is named", async () => {
  const { heard, port } = await hearByLoopback("236.10.10.10");
  const { made, notices, until } = await light({ psn: { enabled: true, port, interface: "eth-none" } });
  await until(() => made.status()[0]?.error?.startsWith('there is no network card "eth-none" now') ?? false);
  made.follow(settingsOf({ psn: { enabled: true, port, interface: loopbackCard().name } }), ["psn"]);
  await until(() => heard.length > 0);
  expect(notices).toEqual(["settings read again: psn"]);
});

test("a port that is taken stops nothing, and is told", async () => {
  const first = await light({});
  const port = first.made.ports.oscQuery!;
  const { made, notices } = await light({ oscQuery: { port } });
  expect(made.ports.oscQuery).toBeNull();
  expect(notices).toEqual([expect.stringContaining(`OSCQuery: port ${port} of 127.0.0.1 is not to be had`)]);
});

test("announcing what nobody else can reach is refused", () => {
  expect(() => checkLighting(settingsOf({ oscQuery: { announce: true } }))).toThrow(
    "oscQuery.announce is true while oscQuery.address is 127.0.0.1",
  );
});
