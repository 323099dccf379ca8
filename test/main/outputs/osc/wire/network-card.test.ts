import { expect, onTestFinished, test } from "vitest";
import { Sender } from "../../../../../main/outputs/osc/wire/sender.ts";
import { connectUdp } from "../../../../../main/outputs/osc/wire/udp.ts";
import type { NetworkCard } from "../../../../../main/system/network-cards.ts";
import { hearByLoopback, loopbackCard } from "../../../../support/multicast.ts";
import { receiveOsc } from "../../../../support/osc-receiver.ts";
import { turns } from "../../../../support/turns.ts";
import { writtenLog } from "../../../../support/written-log.ts";

/* By which network card packets leave. */

const GROUP = "239.255.77.1";
const PACKET = Buffer.from("/x\0\0,\0\0\0");
const card = (address: string, name = "stage"): NetworkCard => ({ name, addresses: [address], zone: name });
const ETHERNET = card("192.0.2.7", "eth0");

/** A sender by a card, on a machine whose cards are what the test says. */
function sender(host: string, port: number, wanted: string | null, cards: NetworkCard[]) {
  // Like a machine's, it goes on a little between one look and the next.
  let now = 0;
  const clock = {
    now() {
      now += 1e-6;
      return now;
    },
  };
  const { log, lines } = writtenLog(clock);
  const receiver = { name: "OSC desk", host, port, transport: "udp", interface: wanted } as const;
  const resolve = async () => ({ address: host, family: 4 });
  const made = new Sender(receiver, resolve, clock, log, () => cards);
  onTestFinished(() => made.close());
  /** As often as it is tended in a show. */
  const tend = () => {
    now += 0.5;
    made.tend();
  };
  /** Sends until it is true; a socket takes some turns to open. */
  const until = (isTrue: () => boolean) =>
    expect
      .poll(
        () => {
          tend();
          made.send([PACKET]);
          return isTrue();
        },
        { interval: 10, timeout: 10_000 },
      )
      .toBe(true);
  return { made, lines, tend, until };
}

test.each(["name", "address"] as const)("to a group they leave by the card whose %s is given", async (by) => {
  const { heard, port } = await hearByLoopback(GROUP);
  const { name, addresses } = loopbackCard();
  const { until } = sender(GROUP, port, by === "name" ? name : addresses[0]!, [ETHERNET, loopbackCard()]);
  await until(() => heard.length > 0);
  expect(heard[0]).toEqual({ packet: PACKET, from: "127.0.0.1" });
});

test("without one the system chooses, which is never the loopback card", async () => {
  const { heard, port } = await hearByLoopback(GROUP);
  const byRoutes = sender(GROUP, port, null, []);
  for (let n = 0; n < 20; n++) {
    byRoutes.tend();
    byRoutes.made.send([Buffer.from("/no\0,\0\0\0")]);
    await turns(1);
  }
  const byLoopback = sender(GROUP, port, "127.0.0.1", [loopbackCard()]);
  await byLoopback.until(() => heard.length > 0);
  expect(heard.every(({ packet }) => packet.equals(PACKET))).toBe(true);
});

test("to everybody on the network they leave by the card", async () => {
  const { port, packets, close } = await receiveOsc(0, "0.0.0.0");
  onTestFinished(close);
  const { until } = sender("255.255.255.255", port, loopbackCard().name, [ETHERNET, loopbackCard()]);
  await until(() => packets.length > 0);
});

test("a card that is not there is told once with those that are, nothing leaves by another, and it is taken when it comes", async () => {
  const { port, packets, close } = await receiveOsc();
  onTestFinished(close);
  const cards = [ETHERNET];
  const { made, lines, tend, until } = sender("127.0.0.1", port, "stage", cards);
  const gone = 'there is no network card "stage" now, but eth0 (192.0.2.7)';
  for (let n = 0; n < 40; n++) {
    tend();
    made.send([PACKET]);
    await turns(1);
  }
  expect(made.status()).toMatchObject({ sent: 0, failed: 40, error: gone });
  expect(lines).toEqual([`warning: OSC desk: ${gone}; trying on`]);
  cards.push(card("127.0.0.1"));
  // However long the tries before took.
  tend();
  await expect
    .poll(() => {
      made.send([PACKET]);
      return packets.length;
    })
    .toBeGreaterThan(0);
  await until(() => made.status().error === null);
  expect(lines.slice(1)).toEqual(["OSC desk: reached again"]);
});

test("a card that goes is told, and nothing leaves by another", async () => {
  const { port, packets, close } = await receiveOsc();
  onTestFinished(close);
  const cards = [ETHERNET, card("127.0.0.1")];
  const { made, lines, tend, until } = sender("127.0.0.1", port, "stage", cards);
  await until(() => packets.length > 0);
  cards.pop();
  tend();
  // What was on its way is counted.
  await turns(5);
  const { sent } = made.status();
  for (let n = 0; n < 10; n++) {
    tend();
    made.send([PACKET]);
    await turns(1);
  }
  expect(made.status()).toMatchObject({
    sent,
    error: 'there is no network card "stage" now, but eth0 (192.0.2.7)',
  });
  expect(lines).toHaveLength(1);
});

// All of 127.0.0.0/8 is this machine on Linux alone.
test.runIf(process.platform === "linux").each(["stage", "127.0.0.1"])(
  "a card that was named by %s is followed when it gets another address",
  async (wanted) => {
    const { heard, port } = await hearByLoopback(GROUP);
    const cards = [ETHERNET, card("127.0.0.1")];
    const { lines, until } = sender(GROUP, port, wanted, cards);
    await until(() => heard.length > 0);
    cards[1] = card("127.0.0.2");
    await until(() => heard.at(-1)?.from === "127.0.0.2");
    expect(lines).toEqual([]);
  },
);

test("a card without an address of the kind is told", async () => {
  const bare = { name: "stage", addresses: ["fe80::1"], zone: "stage" };
  await expect(connectUdp({ address: GROUP, family: 4 }, 9, bare)).rejects.toThrow(
    "the network card stage has no IPv4 address now",
  );
});
