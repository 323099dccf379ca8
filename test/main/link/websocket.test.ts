import type { Server } from "node:http";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { addressOf, serveSite } from "../../../main/link/http.ts";
import type { Site } from "../../../main/link/site.ts";
import { MOST_PAGES } from "../../../main/link/stage-link.ts";
import { WebSocketLinkServer } from "../../../main/link/websocket.ts";
import { WebSocketPageLink } from "../../../renderer/link/websocket.ts";
import { createEncoder, MAX_MESSAGE_BYTES } from "../../../shared/codec.ts";
import { stageLinkContract } from "../../support/stage-link-contract.ts";

const nothing = {
  find: async () => ({ status: 404, headers: {}, file: null }),
} as unknown as Site;

/** A browser's WebSocket names the page that opens it; Node's does not. */
function browserSocket(origin: string, opened: WebSocket[]) {
  return class extends WebSocket {
    constructor(address: string) {
      super(address, { origin });
      // A browser only closes where it is refused.
      this.on("error", () => {});
      opened.push(this);
    }
  };
}

stageLinkContract("WebSocket link", async () => {
  const http = await serveSite(nothing, 0);
  const server = new WebSocketLinkServer(http);
  const address = addressOf(http);
  const sockets: WebSocket[] = [];
  vi.stubGlobal("WebSocket", browserSocket(address, sockets));
  const socket = () => sockets.at(-1)!;
  const encode = createEncoder();
  return {
    server,
    openPage: async (role) => new WebSocketPageLink(`${address.replace("http", "ws")}/link`, role),
    sendRaw: (value) => {
      const isMessage = typeof value === "object";
      socket().send(isMessage ? encode(value as Parameters<typeof encode>[0]).slice() : String(value));
    },
    stall: () => {
      socket().pause();
      return () => socket().resume();
    },
    closePage: () => {
      const last = socket();
      last.onclose = null;
      last.terminate();
    },
    close: async () => {
      for (const each of sockets) {
        each.onclose = null;
        each.terminate();
      }
      await server.close();
      vi.unstubAllGlobals();
    },
  };
});

describe("the WebSocket server", () => {
  let http: Server;
  let server: WebSocketLinkServer;
  let port: string;

  beforeEach(async () => {
    http = await serveSite(nothing, 0);
    server = new WebSocketLinkServer(http);
    server.onLink(() => {});
    port = new URL(addressOf(http)).port;
  });

  afterEach(() => server.close());

  /** "open", or what the server answered. */
  function knock(options: { origin?: string; host?: string; path?: string }): Promise<string> {
    const { origin, host = `localhost:${port}`, path = "/link" } = options;
    const headers = { host, ...(origin ? { origin } : {}) };
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    return new Promise((resolve) => {
      socket.on("open", () => {
        socket.terminate();
        resolve("open");
      });
      socket.on("error", (error) => resolve(error.message));
    });
  }

  test("our own page comes in, under either name of this machine", async () => {
    expect(await knock({ origin: `http://localhost:${port}` })).toBe("open");
    expect(await knock({ origin: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}` })).toBe("open");
  });

  test("a page of somebody else's, or of another port, does not come in", async () => {
    expect(await knock({ origin: "https://example.org" })).toContain("403");
    expect(await knock({ origin: "http://localhost:1" })).toContain("403");
    expect(await knock({ origin: "null" })).toContain("403");
    expect(await knock({})).toContain("403");
  });

  test("a name that was bent to this machine does not come in, even from its own page", async () => {
    const host = `attacker.example:${port}`;
    expect(await knock({ origin: `http://${host}`, host })).toContain("403");
  });

  test("there is no other way in", async () => {
    expect(await knock({ origin: `http://localhost:${port}`, path: "/other" })).toContain("403");
  });

  test("an oversized message ends the link, and the server lives on", async () => {
    const origin = `http://localhost:${port}`;
    const socket = new WebSocket(`ws://localhost:${port}/link`, { origin });
    await new Promise((resolve) => socket.on("open", resolve));
    const closed = new Promise<number>((resolve) => socket.on("close", resolve));
    socket.on("error", () => {});
    socket.send(Buffer.alloc(MAX_MESSAGE_BYTES + 1));
    expect(await closed).toBe(1009);
    expect(await knock({ origin })).toBe("open");
  });

  test("there is room for so many pages, and for another when one has gone", async () => {
    const origin = `http://localhost:${port}`;
    const pages: WebSocket[] = [];
    for (let n = 0; n < MOST_PAGES; n++) {
      const page = new WebSocket(`ws://localhost:${port}/link`, { origin });
      await new Promise((resolve) => page.on("open", resolve));
      pages.push(page);
    }
    expect(await knock({ origin })).toContain("503");
    pages[0]!.close();
    await new Promise((resolve) => pages[0]!.on("close", resolve));
    expect(await knock({ origin })).toBe("open");
  });

  test("who comes again and again is kept waiting", async () => {
    const origin = `http://localhost:${port}`;
    const answers = [];
    for (let n = 0; n < 3 * MOST_PAGES; n++) answers.push(await knock({ origin }));
    expect(answers.at(-1)).toContain("503");
  });
});
