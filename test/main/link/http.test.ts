import { request as httpRequest, type IncomingHttpHeaders, type Server } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addressOf, serveSite } from "../../../main/link/http.ts";
import type { Site } from "../../../main/link/site.ts";

const page = Buffer.from("<!doctype html>");
const site = {
  get: async (path: string) =>
    path === "/"
      ? { status: 200, headers: { "Content-Type": "text/html", "X-Asked": path }, body: page }
      : { status: 404, headers: { "X-Asked": path }, body: Buffer.from("not found\n") },
} as unknown as Site;

let server: Server;

beforeEach(async () => {
  server = await serveSite(site, 0);
});
afterEach(() => {
  server.close();
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
