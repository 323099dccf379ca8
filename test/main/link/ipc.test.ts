import { expect, test, vi } from "vitest";
import { IpcLinkServer } from "../../../main/link/ipc.ts";
import { IpcPageLink } from "../../../renderer/link/ipc.ts";
import { BRIDGE, type StageBridge } from "../../../shared/bridge.ts";
import { FakeWindow } from "../../support/electron-ports.ts";
import { stageLinkContract } from "../../support/stage-link-contract.ts";

vi.mock("electron", () => import("../../support/electron-ports.ts"));

/** A page in which the real preload script has run. */
async function openWindow(): Promise<{ window: FakeWindow; bridge: StageBridge }> {
  const window = new FakeWindow();
  vi.stubGlobal("window", window);
  vi.stubGlobal("location", { origin: "app://stage" });
  vi.resetModules();
  await import("../../../main/preload.ts");
  return { window, bridge: (window as unknown as Record<typeof BRIDGE, StageBridge>)[BRIDGE] };
}

stageLinkContract("IPC link", async () => {
  const server = new IpcLinkServer(() => true);
  const { window, bridge } = await openWindow();
  let reachable = true;
  const page: StageBridge = { connect: () => reachable && bridge.connect() };
  const port = () => window.ports.at(-1)!;
  return {
    server,
    openPage: async (role) => new IpcPageLink(page, role),
    sendRaw: (value) => port().postMessage(value),
    stall: () => {
      // The page's event loop stands still: nothing is taken, so nothing is answered.
      const { promise, resolve } = Promise.withResolvers<void>();
      const { postMessage } = port();
      const held: unknown[] = [];
      port().postMessage = (message: unknown) => void held.push(message);
      void promise.then(() => {
        port().postMessage = postMessage;
        for (const message of held) port().postMessage(message);
      });
      return resolve;
    },
    closePage: () => {
      reachable = false;
      port().close();
    },
    close: async () => {
      reachable = false;
      await server.close();
      vi.unstubAllGlobals();
    },
  };
});

test("a port that comes from anything but our own page is closed", async () => {
  const server = new IpcLinkServer(() => false);
  const entered = vi.fn();
  server.onLink(entered);
  const { window, bridge } = await openWindow();
  bridge.connect();
  const [port] = window.ports;
  await new Promise((resolve) => port?.addEventListener("close", resolve));
  expect(entered).not.toHaveBeenCalled();
  await server.close();
  vi.unstubAllGlobals();
});

test("the page gets one object with one thing to do", async () => {
  const { bridge } = await openWindow();
  expect(Object.keys(bridge)).toEqual(["connect"]);
  vi.unstubAllGlobals();
});
