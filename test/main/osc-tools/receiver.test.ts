import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { receive } from "../../../main/osc-tools/receiver.ts";
import type { Transport } from "../../../main/outputs/osc/wire/wire.ts";
import { UserError } from "../../../main/system/errors.ts";

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

async function receiver(transport: Transport, port = 0) {
  const packets: string[] = [];
  const made = await receive({ address: "127.0.0.1", port, transport }, (packet) =>
    packets.push(Buffer.from(packet).toString()),
  );
  open.push(made);
  return { port: made.port, packets };
}

async function stream(port: number) {
  const socket = connect(port, "127.0.0.1");
  open.push({ close: () => socket.destroy() });
  await once(socket, "connect");
  socket.setNoDelay(true);
  return socket;
}

const prefixed = (text: string) => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(text.length);
  return Buffer.concat([length, Buffer.from(text)]);
};

test("packets behind their lengths are told apart, however the stream is cut", async () => {
  const { port, packets } = await receiver("tcp");
  const socket = await stream(port);
  const bytes = Buffer.concat(["/one", "", "/second", "/x".repeat(3000)].map(prefixed));
  for (const [from, to] of [
    [0, 2],
    [2, 7],
    [7, 20],
    [20, 4000],
    [4000, bytes.length],
  ] as const) {
    socket.write(bytes.subarray(from, to));
    await expect.poll(() => socket.writableLength).toBe(0);
  }
  await expect.poll(() => packets).toEqual(["/one", "", "/second", "/x".repeat(3000)]);
});

test.each([-1, 1 << 21])("who announces %i bytes is cut off, and the others are heard on", async (length) => {
  const { port, packets } = await receiver("tcp");
  const [bad, good] = [await stream(port), await stream(port)];
  const announced = Buffer.alloc(8);
  announced.writeInt32BE(length);
  const closed = once(bad, "close");
  bad.resume().write(announced);
  await closed;
  good.write(prefixed("/well"));
  await expect.poll(() => packets).toEqual(["/well"]);
});

test("of SLIP frames the empty ones between are none, and what is escaped comes back", async () => {
  const { port, packets } = await receiver("tcp-slip");
  const [END, ESC, ESC_END, ESC_ESC] = [0xc0, 0xdb, 0xdc, 0xdd];
  const text = (word: string) => [...Buffer.from(word)];
  const socket = await stream(port);
  socket.write(Buffer.from([END, ...text("/a"), END, END, ...text("/b"), ESC, ESC_END, ESC, ESC_ESC, END]));
  await expect.poll(() => packets).toEqual(["/a", Buffer.from([...text("/b"), END, ESC]).toString()]);
});

test.each(["udp", "tcp"] as const)("a port that is taken over %s is named", async (transport) => {
  const { port } = await receiver(transport);
  const refused: unknown = await receiver(transport, port).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UserError);
  expect((refused as UserError).message).toBe(
    `port ${port} of 127.0.0.1 is not to be had (EADDRINUSE), expected one that no other program listens on`,
  );
});
