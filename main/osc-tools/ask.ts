import { createSocket } from "node:dgram";
import { once } from "node:events";
import type { Seconds } from "../../shared/pose.ts";
import { connectBy } from "../outputs/osc/wire/udp.ts";
import type { Connect } from "../outputs/osc/wire/wire.ts";
import { pause } from "../system/pause.ts";
import { type Target, withSender } from "./sender.ts";

/**
 * Sends a packet by UDP and receives what comes back within so many seconds, or until the signal aborts.
 * @throws UserError as soon as it is known that the packet was not taken.
 */
export function ask(
  to: Target,
  packet: Uint8Array,
  seconds: Seconds,
  onReply: (packet: Uint8Array) => void,
  signal: AbortSignal,
): Promise<void> {
  return withSender(to, connectForReplies(onReply), async ({ send, failed }) => {
    await send(packet);
    await pause(seconds * 1000, AbortSignal.any([signal, failed]));
  });
}

/**
 * Connects by UDP so that replies are received, whoever sends them: a desk may answer from another port than it listens
 * on. A connected socket is told of a refusal but receives from its peer alone, so a second socket on the same port
 * receives from the others.
 */
function connectForReplies(onPacket: (packet: Uint8Array) => void): Connect {
  return async (to, port, by) => {
    const type = to.family === 6 ? "udp6" : "udp4";
    const [peer, others] = [createSocket({ type, reuseAddr: true }), createSocket({ type, reuseAddr: true })];
    const close = () => {
      for (const socket of [peer, others]) socket.close();
    };
    for (const socket of [peer, others]) socket.on("message", onPacket).on("error", () => {});
    try {
      others.bind(0);
      await once(others, "listening");
      await connectBy(peer, to, { port, by, ownPort: others.address().port });
    } catch (error) {
      close();
      throw error;
    }
    return {
      isFull: false,
      send: (packet, done) => peer.send(packet, done),
      onError(listener) {
        for (const socket of [peer, others]) socket.on("error", listener);
      },
      close,
    };
  };
}
