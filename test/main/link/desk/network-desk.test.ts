import { once } from "node:events";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { deskLinks, NetworkDesk } from "../../../../main/link/desk/network-desk.ts";
import { DeskToken } from "../../../../main/link/desk/token.ts";
import { Pages } from "../../../../main/link/pages.ts";
import type { Site } from "../../../../main/link/site.ts";
import { machineClock } from "../../../../main/system/clock.ts";
import type { HostMessage } from "../../../../shared/messages.ts";
import { stageFrame } from "../../../support/stage-frames.ts";
import { INSTRUCTIONS } from "../../../support/stage-link-contract.ts";

const site = {
  find: async (path: string) => ({
    status: path === "/desk" ? 200 : 404,
    headers: { "X-Asked": path },
    file: null,
  }),
} as unknown as Site;

let desk: NetworkDesk;
let pages: Pages;
let notices: string[];
let commands: unknown[];
let port: number;
let token: string;

async function open(
  settings: { address: string | null; port: number },
  again?: number,
): Promise<NetworkDesk> {
  return NetworkDesk.open({
    ...{ settings, clock: machineClock, site: () => site, token: () => DeskToken.open(null) },
    tellOperator: (line) => notices.push(line),
    ...(again === undefined ? {} : { again }),
  });
}

function readAddress(): void {
  const { port: found, searchParams } = new URL(desk.addresses[0]!);
  [port, token] = [Number(found), searchParams.get("k")!];
}

beforeEach(async () => {
  [notices, commands] = [[], []];
  desk = await open({ address: "127.0.0.1", port: 0 });
  readAddress();
  pages = new Pages({
    ...{ links: desk, clock: machineClock, instructions: INSTRUCTIONS },
    onFrame: (frame) => commands.push(frame),
    onCamera: (report) => commands.push(report),
    onEars: () => {},
    onMusic: () => {},
    ...{ onClock: () => {}, onMidi: () => {}, onTimecode: () => {}, onSurface: () => {}, onLearnt: () => {} },
    onReport: () => {},
    onPlacement: () => {},
    onCommand: (command) => commands.push(command),
    onRequest: async ({ id, name }) => ({ tag: "reply", id, answer: name }),
    tellOperator: (line) => notices.push(line),
  });
});

afterEach(() => desk.close());

interface Got {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function get(path: string, headers: Record<string, string> = {}): Promise<Got> {
  const options = { hostname: "127.0.0.1", port, path, headers: { host: `127.0.0.1:${port}`, ...headers } };
  return new Promise((resolve, reject) => {
    httpRequest(options, (answer) => {
      let body = "";
      answer.on("data", (chunk) => {
        body += chunk;
      });
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body }));
    })
      .on("error", reject)
      .end();
  });
}

const cookie = (value = token) => ({ cookie: `other=1; continuo-desk-${port}=${value}` });

describe("a browser", () => {
  test("that brings the link is let in for good, and the token leaves its address bar", async () => {
    const { status, headers, body } = await get(`/?k=${token}`);
    expect(status).toBe(200);
    expect(headers["set-cookie"]).toEqual([
      expect.stringMatching(`^continuo-desk-${port}=${token}; HttpOnly; SameSite=Strict; Path=/; Max-Age=`),
    ]);
    expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
    expect(body).toContain('content="0;url=/desk"');
    expect(await get("/desk", cookie())).toMatchObject({ status: 200 });
    expect(await get("/", cookie())).toMatchObject({ status: 303, headers: { location: "/desk" } });
  });

  test("without a token, or with a wrong one, gets nothing but a line", async () => {
    for (const [path, headers] of [
      ["/", {}],
      ["/desk", {}],
      ["/desk.js", {}],
      [`/desk?k=${token}`, {}],
      ["/?k=wrong", {}],
      ["/desk", cookie("wrong")],
      ["/?k=wrong", cookie()],
    ] as const) {
      const { status, headers: sent, body } = await get(path, headers);
      expect([path, status]).toEqual([path, 401]);
      expect(sent["x-asked"]).toBeUndefined();
      expect(sent["set-cookie"]).toBeUndefined();
      expect(body).not.toContain(token);
    }
    expect(new Set(notices)).toEqual(
      new Set(["127.0.0.1 was refused at the desk: its link is wrong, or was renewed since"]),
    );
  });

  test("whose name for this machine was bent to it is refused, even with the token", async () => {
    for (const host of [
      `attacker.example:${port}`,
      `127.0.0.1:${port + 1}`,
      "127.0.0.1",
      `127.0.0.1.nip.io:${port}`,
    ]) {
      expect(await get(`/?k=${token}`, { host })).toMatchObject({ status: 403, body: "" });
      expect(await get("/desk", { host, ...cookie() })).toMatchObject({ status: 403, body: "" });
    }
  });

  test("from elsewhere reads what the show reports of itself with the token alone, one of this machine without", async () => {
    for (const path of ["/health", "/metrics"]) {
      expect(await get(path)).toMatchObject({ status: 404, headers: { "x-asked": path } });
      // As a proxy on this machine says for whom it asks.
      const proxied = { "x-forwarded-for": "192.0.2.7" };
      for (const wrong of [{}, { authorization: "Bearer wrong" }, { authorization: `Basic ${token}` }]) {
        const { status, headers } = await get(path, { ...proxied, ...wrong });
        expect([status, headers["www-authenticate"], headers["x-asked"]]).toEqual([401, "Bearer", undefined]);
      }
      const right = { ...proxied, authorization: `Bearer ${token}` };
      expect(await get(path, right)).toMatchObject({ status: 404, headers: { "x-asked": path } });
      expect(await get(path, { ...right, host: `attacker.example:${port}` })).toMatchObject({ status: 403 });
    }
    // Everything else is for browsers, which bring the link.
    expect(await get("/desk", { authorization: `Bearer ${token}` })).toMatchObject({ status: 401 });
  });

  test("that guesses is slowed down", async () => {
    const statuses = [];
    for (let n = 0; n < 20; n++) statuses.push((await get(`/?k=guess-${n}`)).status);
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.filter((status) => status === 401).length).toBeLessThan(15);
  });
});

/** A page's WebSocket; null where it is refused, with what it was told. */
function link(headers: Record<string, string>): Promise<WebSocket | string> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/link`, {
    headers: { host: `127.0.0.1:${port}`, ...headers },
  });
  return new Promise((resolve) => {
    socket.on("open", () => resolve(socket));
    socket.on("error", (error) => resolve(error.message));
  });
}

const origin = () => ({ origin: `http://127.0.0.1:${port}` });

async function linked(): Promise<{ socket: WebSocket; heard: HostMessage[]; closed: Promise<unknown> }> {
  const socket = (await link({ ...origin(), ...cookie() })) as WebSocket;
  const heard: HostMessage[] = [];
  socket.on("message", (data) => heard.push(JSON.parse(String(data))));
  return { socket, heard, closed: once(socket, "close") };
}

describe("a link", () => {
  test("of a desk with the token is a desk's: status, answers, and few of the frames", async () => {
    const { socket, heard } = await linked();
    socket.send('{"tag":"hello","role":"desk"}');
    await vi.waitFor(() => expect(heard).toEqual([{ ...INSTRUCTIONS, camera: "off" }]));
    for (let frame = 0; frame < 5; frame++) pages.send({ tag: "stage", frame: stageFrame(frame) });
    socket.send('{"tag":"request","id":1,"name":"settings/read","ask":null}');
    socket.send('{"tag":"command","command":"answer"}');
    await vi.waitFor(() => expect(heard.map(({ tag }) => tag)).toEqual(["instructions", "stage", "reply"]));
    await vi.waitFor(() => expect(commands).toEqual([{ tag: "command", command: "answer" }]));
  });

  test("without the token, from another origin, or by another name is refused", async () => {
    expect(await link(origin())).toMatch("401");
    expect(await link({ ...origin(), ...cookie("wrong") })).toMatch("401");
    expect(await link(cookie())).toMatch("403");
    for (const other of ["https://attacker.example", "http://localhost:8080", "null"])
      expect(await link({ origin: other, ...cookie() })).toMatch("403");
    const host = `attacker.example:${port}`;
    expect(await link({ host, origin: `http://${host}`, ...cookie() })).toMatch("403");
  });

  test.each([
    ["a stage", '{"tag":"hello","role":"stage"}'],
    ["a camera", '{"tag":"camera","state":"on","label":"x","cameras":[]}'],
    ["poses", JSON.stringify({ tag: "poses", t: 1, width: 64, height: 48, people: [], reason: "nobody" })],
  ])("that brings %s is closed, and told", async (_what, message) => {
    const { socket, closed, heard } = await linked();
    if (!message.includes("hello")) socket.send('{"tag":"hello","role":"desk"}');
    socket.send(message);
    socket.send('{"tag":"command","command":"answer"}');
    await closed;
    expect(notices).toEqual(["a page on the desk's port was no desk and was closed"]);
    expect(heard.every(({ tag }) => tag === "instructions")).toBe(true);
    expect(commands).toEqual([]);
  });
});

test("a renewed link sends everybody away who came by the old one", async () => {
  const { closed } = await linked();
  const old = cookie();
  await desk.renew();
  await closed;
  await vi.waitFor(() => expect(desk.addresses).toHaveLength(1));
  readAddress();
  expect(await get("/desk", { cookie: old.cookie.replace(/desk-\d+/, `desk-${port}`) })).toMatchObject({
    status: 401,
  });
  expect(await get("/desk", cookie())).toMatchObject({ status: 200 });
});

test("it opens and closes as the settings say while it runs, and whoever comes later is met", async () => {
  await desk.follow({ address: null, port: 0 });
  expect(desk.addresses).toEqual([]);
  await expect(get("/")).rejects.toThrow("ECONNREFUSED");
  await desk.follow({ address: "127.0.0.1", port: 0 });
  readAddress();
  const { socket, heard } = await linked();
  socket.send('{"tag":"hello","role":"desk"}');
  await vi.waitFor(() => expect(heard).toHaveLength(1));
});

test("an address that is not to be had is told once, and taken as soon as it is", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port: taken } = other.address() as { port: number };
  const waiting = await open({ address: "127.0.0.1", port: taken }, 5);
  expect(waiting.addresses).toEqual([]);
  other.close();
  await vi.waitFor(() => expect(waiting.addresses).toHaveLength(1));
  expect(notices).toEqual([
    expect.stringMatching(
      /^the desk is not open on 127.0.0.1, port \d+ \(.*EADDRINUSE.*\); it is tried again$/,
    ),
  ]);
  await waiting.close();
  expect(waiting.addresses).toEqual([]);
});

test("the links of every network are those by which others reach it", () => {
  const cards = () => [
    { name: "lo", addresses: ["127.0.0.1", "::1"], zone: "lo" },
    { name: "eth0", addresses: ["192.168.0.20", "fe80::1"], zone: "eth0" },
    { name: "usb0", addresses: ["169.254.3.4"], zone: "usb0" },
    { name: "wlan0", addresses: ["10.0.0.5"], zone: "wlan0" },
  ];
  expect(deskLinks({ address: "0.0.0.0", port: 8081 }, "T", cards)).toEqual([
    "http://192.168.0.20:8081/?k=T",
    "http://10.0.0.5:8081/?k=T",
  ]);
  expect(deskLinks({ address: "fd00::1", port: 80 }, "T", cards)).toEqual(["http://[fd00::1]:80/?k=T"]);
  expect(deskLinks({ address: null, port: 8081 }, "T", cards)).toEqual([]);
});
