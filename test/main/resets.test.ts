import { once } from "node:events";
import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { addressOf, serveSite } from "../../main/link/http.ts";
import type { Site } from "../../main/link/site.ts";
import { WebSocketLinkServer } from "../../main/link/websocket.ts";
import { receive } from "../../main/osc-tools/receiver.ts";
import { openWire } from "../../main/outputs/osc/wire/connect.ts";
import { withLength, withSlip } from "../../main/outputs/osc/wire/tcp.ts";
import { OscQueryServer } from "../../main/outputs/oscquery/server.ts";
import { machineClock } from "../../main/system/clock.ts";
import { resetAfter, rudeClient, upgradeHead } from "../support/rude-client.ts";

/*
 * A client that resets its connection, at whatever moment, ends nothing: an 'error' that nobody hears would end this
 * process, which Vitest reports.
 */

const LOCAL = "127.0.0.1";
const nothing = {
  find: async () => ({ status: 404, headers: {}, file: null }),
} as unknown as Site;

async function stage() {
  const http = await serveSite(nothing, 0);
  const links = new WebSocketLinkServer(http);
  onTestFinished(() => links.close());
  const { port, host, origin } = new URL(addressOf(http));
  return { links, port: Number(port), host, origin };
}

async function oscQuery() {
  const server = await OscQueryServer.open({
    methods: [],
    address: LOCAL,
    port: 0,
    clock: machineClock,
    oscPort: () => null,
    tellOperator: () => {},
  });
  onTestFinished(() => server.close());
  return { port: server.port, host: `${LOCAL}:${server.port}` };
}

test("an upgrade that the stage's server refuses with 403 may be reset", async () => {
  const { port, links, host } = await stage();
  links.onLink(() => {});
  await resetAfter(port, upgradeHead("/link", { Host: "evil.example", Origin: "http://evil.example" }));
  expect((await fetch(`http://${host}/`)).status).toBe(404);
});

test("an upgrade that the stage's server refuses with 503 may be reset", async () => {
  const { port, host, origin } = await stage();
  await resetAfter(port, upgradeHead("/link", { Host: host, Origin: origin }));
  expect((await fetch(`http://${host}/`)).status).toBe(404);
});

test("an upgrade that is taken may be reset, and so may a request", async () => {
  const { port, links, host, origin } = await stage();
  links.onLink((link) => link.onMessage(() => {}));
  await resetAfter(port, upgradeHead("/link", { Host: host, Origin: origin }));
  for (const text of ["", "GET", `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(50), "\0\0\xff\r\n\r\n"])
    await resetAfter(port, text, 9);
  expect((await fetch(`http://${host}/`)).status).toBe(404);
});

test("OSCQuery outlives the same", async () => {
  const { port, host } = await oscQuery();
  await resetAfter(port, upgradeHead("/", { Host: "evil.example" }));
  await resetAfter(port, upgradeHead("/", { Host: host, Origin: "http://evil.example" }));
  await resetAfter(port, upgradeHead("/", { Host: host }));
  for (const text of ["", "GET", `GET /?HOST_INFO HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(50), "\0\0\xff"])
    await resetAfter(port, text, 9);
  expect((await fetch(`http://${host}/?HOST_INFO`)).status).toBe(200);
});

test.each(["tcp", "tcp-slip"] as const)("a receiver of OSC over %s outlives it", async (transport) => {
  const heard: Buffer[] = [];
  const receiver = await receive({ address: LOCAL, port: 0, transport }, (bytes) =>
    heard.push(Buffer.from(bytes)),
  );
  onTestFinished(() => receiver.close());
  for (const text of ["", "\0\0\0\x10/a", "\xff\xff\xff\xff", "\xc0/a"])
    await resetAfter(receiver.port, text, 9);
  const packet = Buffer.from("/a\0\0,\0\0\0");
  await rudeClient(receiver.port, Buffer.from((transport === "tcp" ? withLength : withSlip)(packet)));
  await expect.poll(() => heard).toContainEqual(packet);
});

test.each(["tcp", "tcp-slip"] as const)(
  "OSC over %s to a desk that resets is an error told",
  async (transport) => {
    const desk = createServer((socket) => void socket.on("error", () => {}).resetAndDestroy());
    desk.listen(0, LOCAL);
    await once(desk, "listening");
    onTestFinished(() => void desk.close());
    const { port } = desk.address() as { port: number };
    const told: unknown[] = [];
    for (let time = 0; time < 20; time++) {
      const wire = await openWire(transport, { address: LOCAL, family: 4 }, port).catch((error) => {
        told.push(error);
        return null;
      });
      if (!wire) continue;
      // Whoever opened it may hear of the reset only later.
      if (time % 2) await new Promise((resolve) => setImmediate(resolve));
      wire.onError((error) => told.push(error));
      wire.send(Buffer.from("/a\0\0,\0\0\0"), () => {});
      await new Promise((resolve) => setTimeout(resolve, 10));
      wire.close();
    }
    expect(told.length).toBeGreaterThan(9);
  },
);
