import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { UserError } from "../system/errors.ts";
import type { Site } from "./site.ts";

const LOOPBACK = "127.0.0.1";
/** Timeout of a request, which is short since everything is on this machine. */
const REQUEST_MS = 30_000;

/**
 * Serves the pages to this machine alone.
 * @param port 0 takes any free one.
 * @throws UserError when the port is taken or not allowed.
 */
export async function serveSite(site: Site, port: number): Promise<Server> {
  const server = createServer({ requestTimeout: REQUEST_MS, maxHeaderSize: 16_384 }, (request, response) => {
    if (!isOurHost(server, request)) response.writeHead(403).end();
    else respond(site, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(portError(port, error)));
    server.listen(port, LOOPBACK, resolve);
  });
  return server;
}

/** "http://localhost:8080" */
export function addressOf(server: Server): string {
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

/**
 * Whether the Host header names this machine; a defence against DNS rebinding, in which a foreign name resolves to this
 * machine.
 */
export function isOurHost(server: Server, request: IncomingMessage): boolean {
  const { port } = server.address() as AddressInfo;
  return [`localhost:${port}`, `${LOOPBACK}:${port}`].includes(request.headers.host ?? "");
}

async function respond(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "", url = "/" } = request;
  if (method !== "GET" && method !== "HEAD") {
    response.writeHead(405, { Allow: "GET, HEAD" }).end();
    return;
  }
  const { status, headers, body } = await site.get(url.split("?", 1)[0] as string);
  response.writeHead(status, headers).end(method === "HEAD" ? undefined : body);
}

function portError(port: number, error: NodeJS.ErrnoException): Error {
  if (error.code === "EADDRINUSE") {
    return new UserError(
      `port ${port} of ${LOOPBACK} is in use: end the other program, or choose another port with --port (0: any free one)`,
    );
  }
  if (error.code === "EACCES") {
    return new UserError(
      `port ${port} of ${LOOPBACK} is not allowed here: choose one above 1023 with --port`,
    );
  }
  return error;
}
