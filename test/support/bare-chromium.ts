import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { CHROMIUM_FLAGS } from "../../main/learn/bench/official.ts";
import { chromiumProgram, GRAPHICS } from "./chromium-program.ts";
import { emptyFolder } from "./folder.ts";

/** A Chromium that nobody watches but now and then, so that what it takes is its own. */
export interface BareChromium {
  readonly pid: number;
  /** Asks the page by the DevTools protocol. @throws what stands in the way, in the browser's words */
  ask(method: string, params?: object): Promise<Record<string, unknown>>;
  close(): void;
}

/** Opens a page of 320 by 180 in a browser of its own, without a window. */
export async function openBareChromium(address: string): Promise<BareChromium> {
  const folder = emptyFolder();
  const flags = [
    "--headless=new",
    "--remote-debugging-port=0",
    `--user-data-dir=${folder}`,
    "--window-size=320,180",
  ];
  const child = spawn(chromiumProgram(), [...CHROMIUM_FLAGS, ...GRAPHICS, ...flags, address], {
    stdio: "ignore",
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const port = async () => (await readFile(join(folder, "DevToolsActivePort"), "utf8")).split("\n", 1)[0];
  const page = async () => {
    const targets = (await (await fetch(`http://127.0.0.1:${await port()}/json/list`)).json()) as {
      readonly type: string;
      readonly webSocketDebuggerUrl: string;
    }[];
    return targets.find(({ type }) => type === "page")?.webSocketDebuggerUrl;
  };
  await expect.poll(() => page().catch(() => undefined), { timeout: 120_000 }).toBeDefined();
  const socket = new WebSocket((await page())!);
  const waiting = new Map<number, PromiseWithResolvers<Record<string, unknown>>>();
  socket.on("message", (data) => {
    const { id, result, error } = JSON.parse(String(data));
    if (error) waiting.get(id)?.reject(new Error(error.message));
    else waiting.get(id)?.resolve(result);
    waiting.delete(id);
  });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  let asked = 0;
  return {
    pid: child.pid!,
    ask(method, params = {}) {
      const answer = Promise.withResolvers<Record<string, unknown>>();
      waiting.set(++asked, answer);
      socket.send(JSON.stringify({ id: asked, method, params }));
      return answer.promise;
    },
    close() {
      socket.terminate();
      child.kill("SIGKILL");
    },
  };
}
