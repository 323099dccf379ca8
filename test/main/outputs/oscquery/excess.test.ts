import { once } from "node:events";
import { hostname } from "node:os";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { OscQueryServer } from "../../../../main/outputs/oscquery/server.ts";
import type { Method } from "../../../../main/outputs/oscquery/tree.ts";
import { namesThisMachine } from "../../../../main/system/host-header.ts";
import { SteppedClock } from "../../../../shared/clock.ts";
import { decodePacket } from "../../../support/osc-receiver.ts";
import { rudeClient } from "../../../support/rude-client.ts";
import { turns } from "../../../support/turns.ts";

/* Clients that ask too much, or read too little. */

const LOCAL = "127.0.0.1";
/** As many as the installation has. */
const METHODS = 3000;

async function serve() {
  const counts = { reads: 0, value: 0 };
  const methods = Array.from(
    { length: METHODS },
    (_, n): Method => ({
      ...{ path: `/continuo/person/${n % 6}/joint${n}/x`, description: "Metres to the right.", types: "f" },
      ...{ access: 1, range: [{ MIN: -10, MAX: 10 }] },
      value() {
        counts.reads++;
        return [counts.value];
      },
    }),
  );
  const notices: string[] = [];
  const clock = new SteppedClock();
  const server = await OscQueryServer.open({
    ...{ methods, address: LOCAL, port: 0, clock, oscPort: () => null },
    tellOperator: (line) => notices.push(line),
  });
  onTestFinished(() => server.close());
  return { server, methods, counts, notices, clock, base: `http://${LOCAL}:${server.port}` };
}

async function listener(port: number): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${LOCAL}:${port}`);
  socket.on("error", () => {});
  onTestFinished(() => socket.terminate());
  await once(socket, "open");
  return socket;
}

const say = (COMMAND: string, DATA: string) => JSON.stringify({ COMMAND, DATA });

test("twenty clients that ask for the whole tree again and again have it read ten times a second at most", async () => {
  const { counts, clock, base } = await serve();
  const ask = async () => {
    const response = await fetch(base);
    expect(response.status).toBe(200);
    await response.arrayBuffer();
  };
  const crowd = () => Promise.all(Array.from({ length: 20 }, ask));
  for (let time = 0; time < 3; time++) await crowd();
  expect(counts.reads).toBe(METHODS);
  clock.moveTo(0.11);
  await crowd();
  expect(counts.reads).toBe(2 * METHODS);
});

test("values are those of a moment ago, not of the first time", async () => {
  const { counts, clock, base } = await serve();
  const first = () => fetch(base).then((response) => response.text());
  expect(await first()).toContain('"VALUE":[0]');
  counts.value = 7;
  clock.moveTo(0.15);
  expect(await first()).toContain('"VALUE":[7]');
});

test("a client that says LISTEN without end is closed and told of once", async () => {
  const { server, notices, methods } = await serve();
  for (let time = 0; time < 2; time++) {
    const socket = await listener(server.port);
    // It never reads what it is told.
    socket.pause();
    const closed = new Promise((resolve) => socket.on("close", resolve));
    for (let n = 0; n < 40_000 && socket.readyState === WebSocket.OPEN; n++) {
      socket.send(say(n % 3 ? "LISTEN" : "IGNORE", methods[(n * 7) % METHODS]!.path));
      if (n % 1000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    socket.resume();
    await closed;
  }
  expect(notices).toEqual([`OSCQuery: ${LOCAL} asks more than it may and was closed`]);
});

test("who says LISTEN twice hears the value once", async () => {
  const { server, methods } = await serve();
  const socket = await listener(server.port);
  let heard = 0;
  socket.on("message", () => heard++);
  for (let n = 0; n < 100; n++) socket.send(say("LISTEN", methods[0]!.path));
  socket.send(say("LISTEN", methods[1]!.path));
  await expect.poll(() => heard).toBe(2);
});

test("a listener who reads nothing has little waiting for it", async () => {
  const { server, methods, counts } = await serve();
  const socket = await listener(server.port);
  let heard = 0;
  socket.on("message", () => heard++);
  for (const { path } of methods.slice(0, 2048)) socket.send(say("LISTEN", path));
  await expect.poll(() => heard).toBe(2048);
  socket.pause();
  const before = process.memoryUsage();
  for (let frame = 0; frame < 600; frame++) {
    counts.value = frame;
    server.stream(frame / 30);
    if (frame % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const grown = process.memoryUsage().arrayBuffers - before.arrayBuffers;
  expect(grown).toBeLessThan(16_000_000);
});

test("of very many values that change each gets its turn", async () => {
  const { server, methods, counts } = await serve();
  const sockets = [await listener(server.port), await listener(server.port)];
  const heard = sockets.map((socket) => {
    const newest = new Map<string, unknown>();
    socket.on("message", (data) => {
      for (const { address, args } of decodePacket(data as Buffer).messages) newest.set(address, args[0]);
    });
    return newest;
  });
  for (const socket of sockets)
    for (const { path } of methods.slice(0, 1500)) socket.send(say("LISTEN", path));
  await expect.poll(() => heard.map(({ size }) => size)).toEqual([1500, 1500]);
  counts.value = 5;
  const told = () => heard.reduce((sum, one) => sum + [...one.values()].filter((v) => v === 5).length, 0);
  server.stream(1);
  // What is told and asked for keeps its order.
  for (const socket of sockets) socket.send(say("LISTEN", methods[1500]!.path));
  await expect.poll(() => heard.every((one) => one.has(methods[1500]!.path))).toBe(true);
  expect(told()).toBe(1000 + 2);
  for (const now of [2, 3]) server.stream(now);
  await expect.poll(told).toBe(3000 + 2);
});

test("who asks and never reads holds little, and the others are answered", async () => {
  const { server, base, counts, clock, notices } = await serve();
  const before = process.memoryUsage();
  const request = `GET / HTTP/1.1\r\nHost: ${LOCAL}:${server.port}\r\n\r\n`;
  for (let n = 0; n < 30; n++) await rudeClient(server.port, request.repeat(50));
  await expect.poll(() => notices.length).toBe(1);
  await turns(200);
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  expect(arrayBuffers + heapUsed - before.arrayBuffers - before.heapUsed).toBeLessThan(100_000_000);
  expect(counts.reads).toBe(METHODS);
  clock.moveTo(1);
  expect((await fetch(`${base}/?HOST_INFO`)).status).toBe(200);
});

test("a client that asks as fast as it can is told to wait, closed, and told of once", async () => {
  const { server, notices } = await serve();
  const request = `GET /?HOST_INFO HTTP/1.1\r\nHost: ${LOCAL}:${server.port}\r\n\r\n`;
  let answered = 0;
  for (let time = 0; time < 2; time++) {
    const socket = await rudeClient(server.port, request.repeat(10_000));
    socket.on("data", (text) => {
      answered += String(text).split("200 OK").length - 1;
    });
    await new Promise((resolve) => socket.on("close", resolve));
  }
  expect(answered).toBeGreaterThan(100);
  expect(answered).toBeLessThanOrEqual(4000);
  expect(notices).toHaveLength(1);
});

test.each([
  ["10.0.0.7:9002", "10.0.0.7", true],
  ["10.0.0.7:9002", "::ffff:10.0.0.7", true],
  ["[fe80::1]:9002", "fe80::1", true],
  ["localhost:9002", "127.0.0.1", true],
  ["127.0.0.1:9002", "127.0.0.1", true],
  [`${hostname()}:9002`, "10.0.0.7", true],
  [`${hostname().split(".")[0]!.toUpperCase()}.local.:9002`, "10.0.0.7", true],
  ["evil.example:9002", "10.0.0.7", false],
  ["10.0.0.7.evil.example:9002", "10.0.0.7", false],
  ["10.0.0.8:9002", "10.0.0.7", false],
  ["10.0.0.7", "10.0.0.7", false],
  ["10.0.0.7:80", "10.0.0.7", false],
  ["localhost.evil.example:9002", "127.0.0.1", false],
  ["", "10.0.0.7", false],
  [undefined, "10.0.0.7", false],
  [":9002", undefined, false],
])("the host %s, of a request that came to %s, is this machine: %s", (host, address, isOurs) => {
  expect(namesThisMachine(host, address, 9002)).toBe(isOurs);
});
