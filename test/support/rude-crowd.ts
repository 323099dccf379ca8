import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { createEncoder, LINK_PATH } from "../../shared/codec.ts";
import { i420Bytes } from "../../shared/i420.ts";

/*
 * A process of its own that does one rude thing for some seconds:
 *   node test/support/rude-crowd.ts <deed> <stage port> <OSCQuery port> <seconds>
 */

const [deed = "", stagePort = "", queryPort = "", seconds = "5"] = process.argv.slice(2);
const end = Date.now() + Number(seconds) * 1000;
const isOver = () => Date.now() > end;
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** null where it was refused. */
async function opened(url: string, origin?: string): Promise<WebSocket | null> {
  const socket = new WebSocket(url, { origin }).on("error", () => {});
  await once(socket, "open").catch(() => {});
  return socket.readyState === WebSocket.OPEN ? socket : null;
}

async function page(): Promise<WebSocket | null> {
  const socket = await opened(`ws://localhost:${stagePort}${LINK_PATH}`, `http://localhost:${stagePort}`);
  socket?.send(JSON.stringify({ tag: "hello", role: "stage" }));
  return socket;
}

const listener = () => opened(`ws://127.0.0.1:${queryPort}`);

/** Says the same as fast as it is taken, and comes again when it is closed. */
async function flood(open: () => Promise<WebSocket | null>, message: string | Uint8Array): Promise<void> {
  while (!isOver()) {
    const socket = await open();
    while (socket?.readyState === WebSocket.OPEN && !isOver()) {
      for (let n = 0; n < 100; n++) socket.send(message);
      while (socket.bufferedAmount > 8_000_000 && socket.readyState === WebSocket.OPEN) await sleep(1);
      await turn();
    }
    await sleep(10);
  }
}

/** Asks and never reads. */
function unread(port: string, path: string): void {
  const socket = connect({ host: "127.0.0.1", port: Number(port) });
  socket.on("error", () => {}).pause();
  socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`.repeat(20));
}

async function askForAll(): Promise<void> {
  while (!isOver()) {
    const answer = await fetch(`http://127.0.0.1:${queryPort}/`).catch(() => null);
    await answer?.arrayBuffer().catch(() => {});
  }
}

const DEEDS: Readonly<Record<string, () => Promise<unknown>>> = {
  commands: () => flood(page, JSON.stringify({ tag: "command", command: "tempo", value: 1 })),
  pictures: () => {
    const data = new Uint8Array(i420Bytes(1920, 1080)).fill(128);
    return flood(page, createEncoder()({ tag: "image", t: 1, width: 1920, height: 1080, data }));
  },
  pages: async () => {
    for (let n = 0; n < 300 && !isOver(); n++) (await page())?.pause();
  },
  downloads: async () => {
    const path = "/mediapipe/pose/pose_landmark_heavy.tflite";
    for (let n = 0; n < 150; n++) unread(stagePort, path);
  },
  tree: () => Promise.all(Array.from({ length: 20 }, askForAll)),
  "unread tree": async () => {
    for (let n = 0; n < 100; n++) unread(queryPort, "/");
  },
  listen: () => flood(listener, JSON.stringify({ COMMAND: "LISTEN", DATA: "/continuo/frame/frame" })),
};

await DEEDS[deed]!();
await sleep(Math.max(0, end - Date.now()));
process.exit(0);
