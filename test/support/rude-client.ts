import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";

const LOOPBACK = "127.0.0.1";

/** A TCP client that says what it likes, reads only when told to, and leaves as it likes. */
export async function rudeClient(port: number, text: string | Buffer = ""): Promise<Socket> {
  const socket = connect({ host: LOOPBACK, port });
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  if (text.length > 0) socket.write(text);
  return socket;
}

/** Says it and resets the connection `times` times, at moments spread over the answer. */
export async function resetAfter(port: number, text: string, times = 20): Promise<void> {
  for (let time = 0; time < times; time++) {
    const socket = await rudeClient(port, text);
    // At once, in the turn of the loop in which it is answered, or a little later.
    if (time % 3 === 1) await new Promise((resolve) => setImmediate(resolve));
    if (time % 3 === 2) await sleep(time / 4);
    socket.resetAndDestroy();
  }
  await sleep(50);
}

/** The head of a request that wants a WebSocket. */
export function upgradeHead(path: string, headers: Readonly<Record<string, string>>): string {
  const all = {
    ...{ Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": "13" },
    ...{ "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", ...headers },
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`;
}
