import { get } from "node:http";
import Bonjour from "bonjour-service";
import { OSCQueryDiscovery } from "oscquery";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { cueMethods } from "../../../../main/cues/osc-query-methods.ts";
import { SIGNAL_NAMES } from "../../../../main/motion/signals/signal.ts";
import { FrameValues } from "../../../../main/outputs/osc/table/frame-values.ts";
import { SCENE_ADDRESSES } from "../../../../main/outputs/osc/table/scene.ts";
import { TABLE } from "../../../../main/outputs/osc/table/table.ts";
import { Values } from "../../../../main/outputs/osc/table/values.ts";
import { Announcement } from "../../../../main/outputs/oscquery/announce.ts";
import { OscQueryServer } from "../../../../main/outputs/oscquery/server.ts";
import { methodsOf } from "../../../../main/outputs/oscquery/tree.ts";
import { Performers } from "../../../../main/outputs/performers/performers.ts";
import { machineClock } from "../../../../main/system/clock.ts";
import type { NetworkCard } from "../../../../main/system/network-cards.ts";
import type { ShowState } from "../../../../shared/commands/controls.ts";
import { MODES } from "../../../../shared/stage.ts";
import { swaying } from "../../../support/dance.ts";
import { decodePacket, type OscMessage } from "../../../support/osc-receiver.ts";
import { showState } from "../../../support/show-state.ts";

const LOCAL = "127.0.0.1";
const STATE = showState({ mode: "answer", frozen: true });
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function serve() {
  let show = STATE;
  const [values, performers] = [new FrameValues(), new Performers()];
  const scene = SCENE_ADDRESSES.map((address) => new Values(address));
  const methods = [
    ...methodsOf(values, scene, "/continuo"),
    ...cueMethods("/continuo", new Set(["mode", "answer", "temperature", "options", "blackout"]), () => show),
  ];
  const notices: string[] = [];
  const server = await OscQueryServer.open({
    ...{ methods, address: LOCAL, port: 0, clock: machineClock, oscPort: () => 9001 },
    tellOperator: (line) => notices.push(line),
  });
  open.push(server);
  /** A frame of somebody who sways. */
  const frame = (n: number) => {
    values.update(performers.update(swaying(n, 1), n / 60), n / 60);
    server.stream(n / 60);
  };
  const change = (changes: Partial<ShowState>) => {
    show = { ...show, ...changes };
  };
  return { server, methods, frame, change, notices, base: `http://${LOCAL}:${server.port}` };
}

async function ask(url: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url);
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

describe("the tree", () => {
  test("is read whole by a client of the registry", async () => {
    const { server, methods, frame } = await serve();
    frame(30);
    const service = await new OSCQueryDiscovery().queryNewService(LOCAL, server.port);
    expect(service.hostInfo).toMatchObject({ name: "Continuo", oscPort: 9001, oscTransport: "UDP" });
    const flat = service.flat();
    expect(flat.map(({ full_path }) => full_path).sort()).toEqual(methods.map(({ path }) => path).sort());
    const energy = flat.find(({ full_path }) => full_path === "/continuo/signal/1/energy");
    expect(energy).toMatchObject({
      description: expect.stringContaining("Mean speed of the keypoints"),
      access: 1,
      arguments: [{ type: "f", range: { min: 0, max: 1 }, value: expect.closeTo(0.7 / 1.2, 5) }],
    });
    const temperature = flat.find(({ full_path }) => full_path === "/continuo/cue/temperature");
    expect(temperature).toMatchObject({
      access: 3,
      arguments: [{ type: "f", range: { min: 0, max: 2 }, value: STATE.parameters.temperature }],
    });
  });

  test("holds every line of the address table but what only happens", async () => {
    const { methods } = await serve();
    const paths = methods.map(({ path }) => path);
    for (const row of TABLE.filter(({ when }) => when !== "event")) {
      for (const path of row.paths) {
        const parent = `/continuo${path.replace("{n}", "3").replace("/keypoints", "/nose")}`;
        expect(
          paths.some((one) => one === parent || one.startsWith(`${parent}/`)),
          parent,
        ).toBe(true);
      }
    }
    for (const name of ["beat", "bar"]) expect(paths).toContain(`/continuo/music/${name}`);
    for (const name of SIGNAL_NAMES) expect(paths).toContain(`/continuo/signal/6/${name}`);
    expect(new Set(paths).size).toBe(paths.length);
  });

  test.each([
    ["/continuo/signal/1/energy?RANGE", 200, { RANGE: [{ MIN: 0, MAX: 1 }] }],
    ["/continuo/signal/1/energy?TYPE", 200, { TYPE: "f" }],
    ["/continuo/music/tempo?RANGE", 200, { RANGE: [{ MIN: 0, MAX: 1000 }] }],
    ["/continuo/music/beat?TYPE", 200, { TYPE: "i" }],
    ["/continuo/practice/agreement/left/arm?RANGE", 200, { RANGE: [{ MIN: 0, MAX: 1 }] }],
    ["/continuo/cue/options?TYPE", 200, { TYPE: "i" }],
    ["/continuo/cue/mode?VALUE", 200, { VALUE: ["answer"] }],
    ["/continuo/cue/mode?RANGE", 200, { RANGE: [{ VALS: MODES }] }],
    ["/continuo/cue/answer?VALUE", 204, null],
    ["/continuo/signal?TYPE", 204, null],
    ["/continuo/signal/1/energy?COLOUR", 400, null],
    ["/nowhere", 404, null],
    ["/%ff%fe", 404, null],
    ["/continuo/cue/record", 404, null],
  ])("%s answers %i %j", async (path, status, body) => {
    const { base } = await serve();
    expect(await ask(base + path)).toEqual({ status, body });
  });

  test("is not for a page of somebody else's whose name leads here, nor for one that posts", async () => {
    const { base, server } = await serve();
    const status = await new Promise((resolve) => {
      get({ host: LOCAL, port: server.port, headers: { host: "evil.example" } }, (response) =>
        resolve(response.statusCode),
      );
    });
    expect(status).toBe(403);
    expect((await fetch(base, { method: "POST" })).status).toBe(405);
  });
});

describe("a listener", () => {
  async function listen(base: string, options = {}) {
    const socket = new WebSocket(base.replace("http", "ws"), options);
    open.push({ close: () => socket.terminate() });
    const heard: OscMessage[] = [];
    socket.on("message", (data) => heard.push(...decodePacket(data as Buffer).messages));
    await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
    return {
      heard,
      say: (COMMAND: string, DATA: unknown) => socket.send(JSON.stringify({ COMMAND, DATA })),
      socket,
    };
  }

  test("gets the value at once, then whenever it changes, and no more after IGNORE", async () => {
    const { base, frame } = await serve();
    frame(0);
    const { heard, say } = await listen(base);
    say("LISTEN", "/continuo/person/1/left_wrist/y");
    await expect.poll(() => heard.length).toBe(1);
    for (let n = 2; n <= 20; n += 2) frame(n);
    await expect.poll(() => heard.length).toBe(11);
    expect(
      heard.every(({ address, types }) => address === "/continuo/person/1/left_wrist/y" && types === "f"),
    ).toBe(true);
    expect(new Set(heard.map(({ values }) => values[0])).size).toBeGreaterThan(8);
    say("IGNORE", "/continuo/person/1/left_wrist/y");
    // What is said and heard keeps its order.
    say("LISTEN", "/continuo/frame/frame");
    await expect.poll(() => heard.length).toBe(12);
    frame(22);
    await expect.poll(() => heard.length).toBe(13);
    expect(heard.slice(11).map(({ address }) => address)).toEqual(Array(2).fill("/continuo/frame/frame"));
  });

  test("hears of a cue what it is now, and when somebody changes it", async () => {
    const { base, frame, change } = await serve();
    const { heard, say } = await listen(base);
    for (const cue of ["temperature", "mode", "blackout", "options", "answer"])
      say("LISTEN", `/continuo/cue/${cue}`);
    await expect.poll(() => heard.length).toBe(4);
    expect(heard.map(({ types, args }) => [types, args[0]])).toEqual([
      ["f", STATE.parameters.temperature],
      ["s", "answer"],
      ["F", false],
      ["i", STATE.parameters.options],
    ]);
    change({ blackout: true, parameters: { ...STATE.parameters, temperature: 0.5 } });
    frame(1);
    frame(5);
    await expect.poll(() => heard.length).toBe(6);
    expect(heard.slice(4).map(({ address, types }) => [address, types])).toEqual([
      ["/continuo/cue/temperature", "f"],
      ["/continuo/cue/blackout", "T"],
    ]);
  });

  test("gets at most thirty packets a second of a value", async () => {
    const { base, frame } = await serve();
    frame(0);
    const { heard, say } = await listen(base);
    say("LISTEN", "/continuo/frame/frame");
    await expect.poll(() => heard.length).toBe(1);
    for (let n = 1; n <= 60; n++) frame(n);
    // What is heard keeps its order.
    say("LISTEN", "/continuo/cue/mode");
    await expect.poll(() => heard.at(-1)!.address).toBe("/continuo/cue/mode");
    expect(heard.length).toBeGreaterThan(26);
    expect(heard.length).toBeLessThanOrEqual(33);
  });

  test("who talks nonsense hears nothing and breaks nothing", async () => {
    const { base, frame } = await serve();
    const { heard, say, socket } = await listen(base);
    for (const nonsense of ["", "{", "[]", "null", '{"COMMAND":"EXEC","DATA":"/x"}', "x".repeat(4000)])
      socket.send(nonsense);
    socket.send(Buffer.from("/continuo/cue/blackout\0\0,i\0\0\0\0\0\x01", "latin1"));
    say("LISTEN", 7);
    say("LISTEN", "/nowhere");
    frame(1);
    say("LISTEN", "/continuo/signal/1/weight");
    await expect.poll(() => heard.length).toBe(1);
  });

  test("is no page of a browser", async () => {
    const { base } = await serve();
    await expect(listen(base, { origin: "http://evil.example" })).rejects.toThrow("401");
  });
});

test("a network that comes later is told by mDNS too, and one that goes no more", async () => {
  const cards: NetworkCard[] = [];
  const said = { httpPort: 29_003, oscPort: null, address: "0.0.0.0" };
  const announcement = new Announcement(
    said,
    () => {},
    () => cards,
  );
  open.push(announcement);
  const browser = new Bonjour({ interface: LOCAL, bind: "0.0.0.0" } as never);
  open.push({ close: () => browser.destroy() });
  const found: number[] = [];
  browser.find({ type: "oscjson", protocol: "tcp" }, ({ port }) => found.push(port));
  cards.push({ name: "lo", addresses: [LOCAL], zone: "lo" });
  announcement.tend();
  await expect.poll(() => found, { timeout: 8000 }).toContain(29_003);
}, 15_000);

test("mDNS tells of both services on the network that was chosen, and takes them back", async () => {
  const browser = new Bonjour({ interface: LOCAL, bind: "0.0.0.0" } as never);
  const found = new Map<string, number>();
  const gone: string[] = [];
  const watch = (type: string, protocol: "tcp" | "udp") => {
    const search = browser.find({ type, protocol }, (service) =>
      found.set(`_${type}._${protocol}`, service.port),
    );
    search.on("down", () => gone.push(type));
  };
  watch("oscjson", "tcp");
  watch("osc", "udp");
  const faults: unknown[] = [];
  const said = { httpPort: 29_002, oscPort: 29_001, address: LOCAL };
  const announcement = new Announcement(said, (error) => faults.push(error));
  await expect
    .poll(() => Object.fromEntries(found), { timeout: 8000 })
    .toEqual({
      "_oscjson._tcp": 29_002,
      "_osc._udp": 29_001,
    });
  await announcement.close();
  await expect.poll(() => gone.sort(), { timeout: 4000 }).toEqual(["osc", "oscjson"]);
  browser.destroy();
  expect(faults).toEqual([]);
}, 15_000);
