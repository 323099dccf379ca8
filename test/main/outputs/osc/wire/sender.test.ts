import { afterEach, describe, expect, test } from "vitest";
import { Sender } from "../../../../../main/outputs/osc/wire/sender.ts";
import type { Transport } from "../../../../../main/outputs/osc/wire/wire.ts";
import { SteppedClock } from "../../../../../shared/clock.ts";
import { swaying } from "../../../../support/dance.ts";
import { packer } from "../../../../support/osc-packets.ts";
import { receiveOsc } from "../../../../support/osc-receiver.ts";
import { tcpDesk } from "../../../../support/tcp-desk.ts";
import { turns } from "../../../../support/turns.ts";
import { writtenLog } from "../../../../support/written-log.ts";

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** Sockets have opened or been refused, and what was sent has arrived. */
const settled = () => turns(20);

function sender(transport: Transport, port: number) {
  const clock = new SteppedClock();
  const { log, lines } = writtenLog(clock);
  const resolve = async () => ({ address: "127.0.0.1", family: 4 });
  const made = new Sender(
    { name: `OSC desk:${port}`, host: "desk", port, transport, interface: null },
    resolve,
    clock,
    log,
  );
  open.push(made);
  made.tend();
  const pass = async (seconds: number) => {
    clock.moveTo(clock.now() + seconds);
    made.tend();
    await settled();
  };
  return { sender: made, lines, pass };
}

describe.each([
  ["tcp", "length"],
  ["tcp-slip", "slip"],
] as const)("%s", (transport, framing) => {
  test("frames packets as the specification says, whole whatever the bytes", async () => {
    const desk = await tcpDesk(framing);
    open.push(desk);
    const { sender: made } = sender(transport, desk.port);
    await settled();
    const pack = packer();
    // Numbers hold every byte there is, END and ESC among them.
    const packets = Array.from({ length: 200 }, (_, n) => pack(swaying(n * 192, 1))).flat();
    made.send(packets);
    await expect.poll(() => desk.packets.length).toBe(packets.length);
    expect(desk.packets.map(({ bytes }) => bytes)).toEqual(packets.map(({ length }) => length));
    expect(made.status()).toMatchObject({ sent: packets.length, failed: 0, error: null });
  });

  test("a receiver that speaks is let speak, and one that comes back is found again", async () => {
    const first = await tcpDesk(framing);
    const { sender: made, lines, pass } = sender(transport, first.port);
    await settled();
    made.send([Buffer.from("/x\0\0,\0\0\0")]);
    await expect.poll(() => first.packets.length).toBe(1);
    first.say(Buffer.alloc(1 << 20));
    await settled();
    expect(made.status().error).toBeNull();
    first.close();
    await settled();
    made.send([Buffer.from("/y\0\0,\0\0\0")]);
    expect(made.status()).toMatchObject({ error: "it ended the connection (ECONNRESET)" });
    await pass(1);
    const again = await tcpDesk(framing, first.port);
    open.push(again);
    for (let n = 0; n < 6; n++) await pass(2);
    made.send([Buffer.from("/z\0\0,\0\0\0")]);
    await expect.poll(() => again.packets.length).toBe(1);
    expect(made.status().error).toBeNull();
    expect(lines.at(-1)).toBe(`OSC desk:${first.port}: reached again`);
  });

  test("a receiver that does not read loses frames, is named, and is connected anew after five seconds", async () => {
    const desk = await tcpDesk(framing);
    open.push(desk);
    desk.stall(true);
    const { sender: made, pass } = sender(transport, desk.port);
    await settled();
    const packets = packer()(swaying(0, 1)).slice(0, 1);
    for (let n = 0; n < 20_000 && made.status().failed === 0; n++) {
      made.send(packets);
      if (n % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(made.status()).toMatchObject({ error: "the network is slower than the frames (ENOBUFS)" });
    await pass(6);
    made.send(packets);
    expect(made.status()).toMatchObject({ error: "it does not answer (ETIMEDOUT)" });
    desk.stall(false);
    await pass(2);
    made.send([Buffer.from("/z\0\0,\0\0\0")]);
    await expect.poll(() => made.status().sent).toBeGreaterThan(0);
  });
});

test("where nobody listens is tried each time it is tended, and told everything once somebody does", async () => {
  const { port, close } = await receiveOsc();
  close();
  const { sender: made, pass } = sender("udp", port);
  await settled();
  const packet = Buffer.from("/x\0\0,\0\0\0");
  made.send([packet]);
  await expect.poll(() => made.status().error).toBe("nobody listens there (ECONNREFUSED)");
  const desk = await receiveOsc(port);
  open.push(desk);
  made.send([packet, packet, packet]);
  await settled();
  expect(desk.packets).toHaveLength(0);
  expect(made.status()).toMatchObject({ sent: 0, failed: 4 });
  await pass(0.5);
  made.send([packet, packet, packet]);
  await expect.poll(() => desk.packets.length).toBe(3);
  await pass(2);
  expect(made.status()).toMatchObject({ sent: 3, failed: 4, error: null });
});

test("a refusal to connect is named and tried again", async () => {
  const { port, close } = await receiveOsc();
  close();
  const { sender: made, lines } = sender("tcp", port);
  await settled();
  expect(made.status().error).toBe("nobody listens there (ECONNREFUSED)");
  expect(lines).toHaveLength(1);
});
