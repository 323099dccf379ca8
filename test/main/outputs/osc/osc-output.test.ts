import { afterEach, expect, test } from "vitest";
import type { CustomMessage } from "../../../../main/outputs/osc/custom/custom-message.ts";
import type { Destination } from "../../../../main/outputs/osc/destination/destination.ts";
import { createOscOutput, type OscOutput } from "../../../../main/outputs/osc/osc-output.ts";
import type { Resolved } from "../../../../main/outputs/osc/wire/resolver.ts";
import { Performers } from "../../../../main/outputs/performers/performers.ts";
import { machineClock } from "../../../../main/system/clock.ts";
import { SteppedClock } from "../../../../shared/clock.ts";
import type { StageFrame } from "../../../../shared/stage.ts";
import { swaying } from "../../../support/dance.ts";
import { isHere } from "../../../support/is-here.ts";
import { destination } from "../../../support/osc-packets.ts";
import { type OscPacket, type OscReceiver, receiveOsc } from "../../../support/osc-receiver.ts";
import { figure, MUSIC, person, stageFrame } from "../../../support/stage-frames.ts";
import { tcpDesk } from "../../../support/tcp-desk.ts";
import { turns } from "../../../support/turns.ts";
import { writtenLog } from "../../../support/written-log.ts";

const LOCAL = "127.0.0.1";
const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

async function desk(port = 0): Promise<OscReceiver> {
  const receiver = await receiveOsc(port);
  open.push(receiver);
  return receiver;
}

/** A port on which nobody listens. */
async function deserted(): Promise<number> {
  const { port, close } = await receiveOsc();
  close();
  return port;
}

interface Show {
  readonly output: Omit<OscOutput, "send"> & { send(frame: StageFrame): void };
  readonly lines: readonly string[];
  /** Half a second passes: one beat. */
  beat(): Promise<void>;
}

/** An output whose half seconds pass when the test says so. */
function show(
  destinations: readonly Partial<Destination>[],
  resolve: (host: string) => Promise<Resolved> = async (host) => ({ address: host, family: 4 }),
): Show {
  const clock = new SteppedClock();
  const { log, lines } = writtenLog(clock);
  let action = () => {};
  const every = (seconds: number, act: () => void) => {
    expect(seconds).toBe(0.5);
    action = act;
    return () => {};
  };
  const performers = new Performers();
  const osc = createOscOutput({
    destinations: destinations.map(destination),
    ...{ log, clock, every, resolve },
  });
  const output = { ...osc, send: (frame: StageFrame) => osc.send(performers.update(frame, clock.now())) };
  open.push(output);
  const beat = async () => {
    clock.moveTo(clock.now() + 0.5);
    action();
    await settled();
  };
  return { output, lines, beat };
}

/** Names have resolved, sockets have opened, and what was sent on the loopback has arrived or been refused. */
const settled = () => turns(20);

const frames = (packets: readonly OscPacket[]) =>
  packets.flatMap(({ messages }) =>
    messages.filter(({ address }) => address === "/continuo/frame").map(({ values }) => values[0]),
  );
const all = (packets: readonly OscPacket[], address: string) =>
  packets.flatMap(({ messages }) =>
    messages.filter((message) => message.address === address).map(({ values }) => values[0]),
  );
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

test("the partner that dances alone is partner 1, of nobody", async () => {
  const receiver = await desk();
  const { output, beat } = show([{ port: receiver.port }]);
  await beat();
  output.send(stageFrame(0, { alone: figure(3) }));
  output.send(stageFrame(1, { people: [person(7)] }));
  output.send(stageFrame(2));
  await settled();
  expect(all(receiver.packets, "/continuo/person/1/presence")).toEqual([0, 1, 0]);
  expect(all(receiver.packets, "/continuo/partner/1/presence")).toEqual([1, 1, 0]);
  expect(all(receiver.packets, "/continuo/partner/1/id")).toEqual([0, 7]);
  expect(all(receiver.packets, "/continuo/partner/1/energy")).toHaveLength(2);
});

test("each frame reaches each destination, numbered without gaps", async () => {
  const desks = [await desk(), await desk()];
  const { output } = show(desks.map(({ port }) => ({ host: LOCAL, port })));
  await settled();
  for (const n of numbers(1, 300)) {
    output.send(stageFrame(n, { people: [person(1)] }));
    if (n % 10 === 0) await settled();
  }
  for (const { until, packets } of desks) {
    await until((got) => got.length >= 300);
    expect(frames(packets)).toEqual(numbers(1, 300));
  }
  expect(output.status()).toEqual(
    desks.map(({ port }) => ({ destination: `${LOCAL}:${port}`, sent: 300, failed: 0, error: null })),
  );
});

test("destinations of one format get the same bytes, others their own", async () => {
  const desks = [await desk(), await desk(), await desk()];
  const { output } = show(
    [{}, { scale: [0, 100] as const }, {}].map((format, i) => ({ ...format, port: desks[i]!.port })),
  );
  await settled();
  for (const n of numbers(1, 5)) output.send(swaying(n, 2));
  await settled();
  // But for the moment at which each of them came.
  const [one, scaled, other] = desks.map(({ packets }) => packets.map((packet) => ({ ...packet, at: 0 })));
  expect(one!.length).toBeGreaterThanOrEqual(5);
  expect(other).toEqual(one);
  expect(scaled).not.toEqual(one);
  expect(frames(scaled!)).toEqual(frames(one!));
});

test("a destination of another format keeps the connection that is open", async () => {
  const console = await tcpDesk("length");
  open.push(console);
  const endpoint = { port: console.port, transport: "tcp" } as const;
  const { output } = show([endpoint]);
  await settled();
  output.send(stageFrame(1));
  output.redirect([destination({ ...endpoint, prefix: "/light" })]);
  output.send(stageFrame(2));
  await settled();
  const addresses = console.packets.flatMap(({ messages }) => messages.map(({ address }) => address));
  expect(addresses).toContain("/continuo/frame");
  expect(addresses.at(-1)).toMatch(/^\/light\//);
  expect(output.status()).toEqual([
    { destination: `${LOCAL}:${console.port}`, sent: console.packets.length, failed: 0, error: null },
  ]);
});

test("the heart beats twice a second with another value each time, frames or not", async () => {
  const { port, packets, until } = await desk();
  const { output, beat } = show([{ host: LOCAL, port }]);
  await settled();
  for (let n = 0; n < 40; n++) await beat();
  await until((got) => got.length >= 40);
  const beats = all(packets, "/continuo/heartbeat");
  expect(beats).toEqual(numbers(0, 39).map((n) => (n % 16) / 16));
  expect(output.status()[0]).toMatchObject({ sent: 40, failed: 0 });
});

test("the scene tells mode, turn, progress, reason and the engine's rate, and when the engine falls silent", async () => {
  const { port, packets, until } = await desk();
  const { output, beat } = show([{ host: LOCAL, port }]);
  await settled();
  const people = [person(1, { turn: "answering", progress: 0.75 })];
  for (const n of numbers(1, 15)) output.send(stageFrame(n, { mode: "answer", people }));
  await beat();
  output.send(stageFrame(16, { mode: "answer", reason: "too-dark" }));
  for (let n = 0; n < 4; n++) await beat();
  await until((got) => got.length >= 21);
  const scene = (name: string) => all(packets, `/continuo/scene/${name}`);
  expect(scene("mode")).toEqual([1, 1, 1, 1, 1]);
  expect(scene("turn")).toEqual([1, 0, 0, 0, 0]);
  expect(scene("progress")).toEqual([0.75, 0, 0, 0, 0]);
  expect(scene("fps")).toEqual([30, 2, 0, 0, 0]);
  expect(scene("reason")).toEqual([0, 2, 2, 4, 4]);
});

test("a destination where nobody listens is counted and named, said once, and found when it comes up", async () => {
  const late = await deserted();
  const well = await desk();
  const { output, beat, lines } = show([
    { host: LOCAL, port: late },
    { host: LOCAL, port: well.port },
  ]);
  await settled();
  for (const n of numbers(1, 20)) {
    output.send(stageFrame(n));
    await settled();
  }
  const [refused] = output.status();
  expect(refused).toMatchObject({
    destination: `${LOCAL}:${late}`,
    error: "nobody listens there (ECONNREFUSED)",
  });
  expect(refused?.failed).toBeGreaterThan(5);
  expect((refused?.sent ?? 0) + (refused?.failed ?? 0)).toBe(20);
  expect(frames(well.packets)).toEqual(numbers(1, 20));
  expect(lines).toEqual([`warning: OSC ${LOCAL}:${late}: nobody listens there (ECONNREFUSED); trying on`]);

  const risen = await desk(late);
  for (let n = 0; n < 6; n++) await beat();
  expect(all(risen.packets, "/continuo/heartbeat").length).toBeGreaterThanOrEqual(5);
  expect(output.status()[0]).toMatchObject({ error: null });
  expect(lines.at(-1)).toBe(`OSC ${LOCAL}:${late}: reached again`);
});

test("a name that does not resolve is named and asked again, ever less often, until it does", async () => {
  const { port, packets } = await desk();
  let asked = 0;
  let known = false;
  const { output, beat, lines } = show([{ host: "desk.local", port }], async () => {
    asked++;
    if (!known) throw Object.assign(new Error("getaddrinfo ENOTFOUND desk.local"), { code: "ENOTFOUND" });
    return { address: LOCAL, family: 4 };
  });
  output.send(stageFrame(1));
  await settled();
  const down = { destination: `desk.local:${port}`, sent: 0, error: "the name does not resolve (ENOTFOUND)" };
  expect(output.status()[0]).toMatchObject({ ...down, failed: 1 });
  for (let n = 0; n < 60; n++) await beat();
  // After 1, 2, 4 and 8 s, then every 10 s: at 0, 1, 3, 7, 15 and 25 s of 30.
  expect(asked).toBe(6);
  expect(lines).toEqual([
    `warning: OSC desk.local:${port}: the name does not resolve (ENOTFOUND); trying on`,
  ]);
  known = true;
  for (let n = 0; n < 20; n++) await beat();
  expect(output.status()[0]).toMatchObject({ error: null });
  expect(all(packets, "/continuo/heartbeat").length).toBeGreaterThan(5);
}, 10_000);

// Only Linux and Windows have it.
const moves = isHere("a second loopback address", process.platform !== "darwin");
test.runIf(moves)("a name that moves to another address is followed", async () => {
  const old = await desk();
  const moved = await receiveOsc(old.port, "127.0.0.2");
  open.push(moved);
  let address = LOCAL;
  const { output, beat } = show([{ host: "desk.local", port: old.port }], async () => ({
    address,
    family: 4,
  }));
  await settled();
  await beat();
  address = "127.0.0.2";
  for (let n = 0; n < 64; n++) await beat();
  const heard = all(old.packets, "/continuo/heartbeat").length;
  output.send(stageFrame(1));
  await settled();
  expect(frames(moved.packets)).toEqual([1]);
  expect(frames(old.packets)).toEqual([]);
  expect(heard).toBeLessThan(64);
  expect(output.status()[0]).toMatchObject({ failed: 0, error: null });
});

test("a name server that is away does not move a desk that was found", async () => {
  const { port, packets } = await desk();
  let away = false;
  const { output, beat } = show([{ host: "desk.local", port }], async () => {
    if (away) throw Object.assign(new Error("getaddrinfo EAI_AGAIN desk.local"), { code: "EAI_AGAIN" });
    return { address: LOCAL, family: 4 };
  });
  await settled();
  away = true;
  for (let n = 0; n < 64; n++) await beat();
  expect(all(packets, "/continuo/heartbeat")).toHaveLength(64);
  expect(output.status()[0]).toMatchObject({ failed: 0, error: null });
});

test("a slow name server holds up neither frames nor the end", async () => {
  const well = await desk();
  const { output } = show(
    [
      { host: "slow.local", port: 9 },
      { host: LOCAL, port: well.port },
    ],
    (host) => (host === LOCAL ? Promise.resolve({ address: host, family: 4 }) : new Promise(() => {})),
  );
  await settled();
  output.send(stageFrame(1));
  await settled();
  expect(frames(well.packets)).toEqual([1]);
  output.close();
  output.close();
});

test("after the end nothing leaves and nothing throws", async () => {
  const { port, packets } = await desk();
  const { output, beat } = show([{ host: LOCAL, port }]);
  await settled();
  output.close();
  output.send(stageFrame(1));
  await beat();
  expect(packets).toEqual([]);
});

test("while no frames can come the scene says so at once, and again what is seen with the next frames", async () => {
  const receiver = await desk();
  const { output, beat } = show([{ host: LOCAL, port: receiver.port }]);
  await beat();
  output.send(stageFrame(0));
  await beat();
  const before = all(receiver.packets, "/continuo/scene/reason").length;
  output.rest();
  await settled();
  expect(all(receiver.packets, "/continuo/scene/reason").slice(before)).toEqual([4]);
  output.send(stageFrame(1));
  await beat();
  expect(all(receiver.packets, "/continuo/scene/reason").at(-1)).not.toBe(4);
});

test("beats leave when they fall, without a frame, with what was asked for on them", async () => {
  const { port, packets, until } = await desk();
  const { log } = writtenLog(machineClock);
  const customMessages: readonly CustomMessage[] = [
    { on: "beat", each: "scene", address: "/go", args: [{ i: "music.beat" }, { f: "musicBeat" }] },
    { on: "bar", each: "scene", address: "/bar", args: [] },
  ];
  const output = createOscOutput({
    ...{ destinations: [destination({ port, customMessages })], log, clock: machineClock },
    resolve: async (host) => ({ address: host, family: 4 }),
  });
  open.push(output);
  await settled();
  const t = machineClock.now();
  const music = { ...MUSIC, t, tempo: 300, beat: 0.5, downbeat: 2 };
  output.send(new Performers().update(stageFrame(0, { t, music }), t));
  await until((got) => all(got, "/continuo/music/bar").length >= 2);
  expect(frames(packets)).toEqual([0]);
  const onBeats = packets.filter(({ messages }) =>
    messages.some(({ address }) => address === "/continuo/music/beat"),
  );
  expect(onBeats.length).toBeGreaterThan(3);
  for (const { messages } of onBeats) {
    const beat = messages[0]!.values[0]!;
    const bar = messages.find(({ address }) => address === "/continuo/music/bar")?.values ?? [];
    expect(messages.map(({ address, values }) => [address, ...values])).toEqual([
      ["/continuo/music/beat", beat],
      ...(beat === 1 ? [["/continuo/music/bar", ...bar]] : []),
      ["/continuo/go", beat, 1],
      ...(beat === 1 ? [["/continuo/bar"]] : []),
    ]);
  }
  expect(all(packets, "/continuo/music/bar").slice(0, 2)).toEqual([1, 2]);
});
