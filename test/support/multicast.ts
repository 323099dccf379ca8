import { createSocket, type RemoteInfo } from "node:dgram";
import { once } from "node:events";
import { onTestFinished } from "vitest";
import { networkCards } from "../../main/system/network-cards.ts";

const LOOPBACK = "127.0.0.1";

/** The card of this machine that leads nowhere else: no route of the system sends to a group by it. */
export const loopbackCard = () => networkCards().find(({ addresses }) => addresses.includes(LOOPBACK))!;

export interface Heard {
  readonly packet: Buffer;
  /** Address that it came from. */
  readonly from: string;
}

/** What comes to a group by the loopback card, and by no other. */
export async function hearByLoopback(group: string, port = 0) {
  const socket = createSocket({ type: "udp4", reuseAddr: true });
  onTestFinished(() => void socket.close());
  const heard: Heard[] = [];
  socket.on("message", (packet, { address }: RemoteInfo) => heard.push({ packet, from: address }));
  // Bound to the group where the system allows it, so that nothing else comes.
  socket.bind(port, process.platform === "win32" ? undefined : group);
  await once(socket, "listening");
  socket.addMembership(group, LOOPBACK);
  return { heard, port: socket.address().port };
}
