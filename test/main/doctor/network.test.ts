import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import { oscCheck, portCheck, udpPortCheck } from "../../../main/doctor/network.ts";

const patience = new AbortController().signal;

test("a port in use is broken, with what to do; the same port is fine once it is free", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: taken } = server.address() as AddressInfo;
  expect(await portCheck(taken).run(patience)).toMatchObject({
    state: "broken",
    found: expect.stringContaining("EADDRINUSE"),
    advice: expect.stringContaining("--port"),
  });
  server.close();
  await once(server, "close");
  expect(await portCheck(taken).run(patience)).toEqual({
    state: "ok",
    found: `${taken} is free`,
    advice: null,
  });
});

test("an OSC name is shown with the address it leads to", async () => {
  const look = oscCheck({ host: "desk.local", port: 9 }, async () => ({
    address: "10.0.0.7",
    family: 4,
  })).run(patience);
  expect(await look).toMatchObject({ state: "ok", found: "desk.local:9 is 10.0.0.7" });
});

test("an OSC name that does not resolve is broken", async () => {
  const look = oscCheck({ host: "nobody.invalid", port: 9 }).run(patience);
  expect(await look).toMatchObject({
    state: "broken",
    found: expect.stringMatching(
      /^nobody\.invalid:9: the name does not resolve( now)? \((ENOTFOUND|EAI_AGAIN)\)$/,
    ),
  });
});

test("a suit's port that another program holds is broken, with what to do", async () => {
  const socket = createSocket("udp4");
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const place = { address: "127.0.0.1", port: socket.address().port };
  expect(await udpPortCheck(place).run(patience)).toMatchObject({
    state: "broken",
    found: expect.stringContaining("EADDRINUSE"),
    advice: expect.stringContaining("--source vmc:port"),
  });
  socket.close();
  await once(socket, "close");
  expect(await udpPortCheck(place).run(patience)).toMatchObject({ state: "ok" });
});
