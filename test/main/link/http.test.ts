import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as httpRequest, type IncomingHttpHeaders, type Server } from "node:http";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { addressOf, serveSite } from "../../../main/link/http.ts";
import type { Site } from "../../../main/link/site.ts";
import { collectGarbage } from "../../support/collect-garbage.ts";
import { rudeClient } from "../../support/rude-client.ts";

const folder = mkdtempSync(join(tmpdir(), "continuo-test-"));
afterAll(() => rmSync(folder, { recursive: true }));
const [page, big] = [join(folder, "page.html"), join(folder, "big.bin")];
writeFileSync(page, "<!doctype html>");
writeFileSync(big, Buffer.alloc(30_000_000));
const FILES: Readonly<Record<string, string>> = { "/": page, "/parts": page, "/big": big };
const site = {
  find: async (path: string) => ({
    ...{ status: path in FILES ? 200 : 404, headers: { "Content-Type": "text/html", "X-Asked": path } },
    file: FILES[path] ?? null,
    ...(path === "/parts" && { headers: { "Content-Length": "15" }, inParts: true }),
  }),
} as unknown as Site;

let server: Server;

beforeEach(async () => {
  server = await serveSite(site, 0);
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

interface Got {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** `path` goes out exactly as it is, which fetch would not allow. */
function get(path: string, { method = "GET", host = new URL(addressOf(server)).host } = {}): Promise<Got> {
  const { port } = new URL(addressOf(server));
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname: "127.0.0.1", port, path, method, headers: { host } }, (answer) => {
      let body = "";
      answer.on("data", (chunk) => {
        body += chunk;
      });
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body }));
    });
    sent.on("error", reject).end();
  });
}

test("of what can be had in parts the part that is asked for comes", async () => {
  const answer = await fetch(`${addressOf(server)}/parts`, { headers: { Range: "bytes=2-8" } });
  expect([answer.status, answer.headers.get("Content-Range")]).toEqual([206, "bytes 2-8/15"]);
  expect(await answer.text()).toBe("doctype");
});

test("the stage is at the root, whatever the query", async () => {
  expect(await get("/")).toMatchObject({ status: 200, body: "<!doctype html>" });
  expect(await get("/?kiosk=1")).toMatchObject({ status: 200, body: "<!doctype html>" });
});

test("HEAD tells the same without the body", async () => {
  const head = await get("/", { method: "HEAD" });
  expect(head).toMatchObject({ status: 200, body: "" });
  expect(head.headers["content-type"]).toBe("text/html");
});

test("nothing but GET and HEAD is answered", async () => {
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
    const answer = await get("/", { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe("GET, HEAD");
  }
});

test("a request that names another host is refused: its name was bent to this machine", async () => {
  const { port } = new URL(addressOf(server));
  expect((await get("/", { host: `attacker.example:${port}` })).status).toBe(403);
  expect((await get("/", { host: "localhost:1" })).status).toBe(403);
  expect((await get("/", { host: `127.0.0.1:${port}` })).status).toBe(200);
});

test("only this machine is listened to", () => {
  expect(server.address()).toMatchObject({ address: "127.0.0.1" });
});

test("a port in use is one line with its number and the way out", async () => {
  const { port } = new URL(addressOf(server));
  await expect(serveSite(site, Number(port))).rejects.toMatchObject({
    name: "UserError",
    message: `port ${port} of 127.0.0.1 is in use: end the other program, or choose another port with --port (0: any free one)`,
  });
});

test("ninety downloads that nobody reads hold no file in memory", async () => {
  const { host, port } = new URL(addressOf(server));
  const before = process.memoryUsage().arrayBuffers;
  const clients: Socket[] = [];
  for (let n = 0; n < 90; n++)
    clients.push(await rudeClient(Number(port), `GET /big HTTP/1.1\r\nHost: ${host}\r\n\r\n`));
  // Each is being answered, as far as it lets us.
  await expect.poll(() => clients.every(({ bytesRead }) => bytesRead > 0), { timeout: 20_000 }).toBe(true);
  collectGarbage();
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60_000_000);
  // And who reads gets all of it meanwhile.
  const { body } = await get("/big");
  expect(body).toHaveLength(30_000_000);
}, 30_000);

test("beyond so many connections the answer is 503, and beyond twice as many there is none", async () => {
  const { port } = new URL(addressOf(server));
  for (let n = 0; n < 100; n++) await rudeClient(Number(port));
  expect((await get("/")).status).toBe(503);
  for (let n = 0; n < 100; n++) await rudeClient(Number(port));
  await expect(get("/")).rejects.toThrow();
});

test("who connects and says nothing is let go, and makes room", async () => {
  const { port } = new URL(addressOf(server));
  const silent = await rudeClient(Number(port), "GET / HT");
  silent.resume();
  await once(silent, "close");
  expect((await get("/")).status).toBe(200);
}, 15_000);
