import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import type { PageRole } from "../../shared/messages.ts";

/** The link of a page of an installation, without the page. @param address as the installation says it. */
export async function openPageSocket(address: string, role: PageRole): Promise<WebSocket> {
  const { origin, host } = new URL(address);
  const socket = new WebSocket(`ws://${host}/link`, { origin });
  onTestFinished(() => socket.terminate());
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  socket.on("message", (data) => {
    if (String(data) === '{"tag":"ping"}') socket.send('{"tag":"pong"}');
  });
  socket.send(JSON.stringify({ tag: "hello", role }));
  return socket;
}
