import { expect, test } from "vitest";
import { ask } from "../../../main/osc-tools/ask.ts";
import { withSender } from "../../../main/osc-tools/sender.ts";
import { UserError } from "../../../main/system/errors.ts";
import { hearByLoopback, loopbackCard } from "../../support/multicast.ts";

const GROUP = "239.255.77.3";
const PACKET = Buffer.from("/x\0\0,\0\0\0");

test("what goes to a group leaves by the network card that is named, also where answers are waited for", async () => {
  const { heard, port } = await hearByLoopback(GROUP);
  const to = { host: GROUP, port, interface: loopbackCard().name };
  await withSender(to, "udp", ({ send }) => send(PACKET));
  await ask(to, PACKET, 0.01, () => {}, new AbortController().signal);
  await expect.poll(() => heard.map(({ from }) => from)).toEqual(["127.0.0.1", "127.0.0.1"]);
});

test("a network card that is not there is one line with those that are", async () => {
  const sent = withSender({ host: GROUP, port: 9, interface: "eth-none" }, "udp", ({ send }) => send(PACKET));
  await expect(sent).rejects.toThrow(UserError);
  await expect(sent).rejects.toThrow(`${GROUP}:9: there is no network card "eth-none" now, but `);
});
