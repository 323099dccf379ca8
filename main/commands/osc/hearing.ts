import { createSocket } from "node:dgram";
import { once } from "node:events";
import type { Connect } from "../../outputs/osc/wire/wire.ts";

/**
 * A way by UDP that hears what comes back, from whoever sends it: a desk may answer from another port than it listens
 * on. A socket that is told of a refusal hears its peer alone, so a second one on the same port hears the others.
 */
export function connectHearing(onPacket: (packet: Uint8Array) => void): Connect {
  return async ({ address, family }, port) => {
    const type = family === 6 ? "udp6" : "udp4";
    const [peer, others] = [createSocket({ type, reuseAddr: true }), createSocket({ type, reuseAddr: true })];
    const close = () => {
      for (const socket of [peer, others]) socket.close();
    };
    for (const socket of [peer, others]) socket.on("message", onPacket);
    try {
      others.bind(0);
      await once(others, "listening");
      peer.bind(others.address().port);
      await once(peer, "listening");
      peer.setBroadcast(true);
      peer.connect(port, address);
      await once(peer, "connect");
    } catch (error) {
      close();
      throw error;
    }
    return {
      isFull: false,
      get holds() {
        return peer.getSendQueueCount() > 0;
      },
      send: (packet, done) => peer.send(packet, done),
      onError(listener) {
        for (const socket of [peer, others]) socket.on("error", listener);
      },
      close,
    };
  };
}
