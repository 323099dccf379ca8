import { createReadStream } from "node:fs";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { pipeline } from "node:stream/promises";
import { UserError } from "../system/errors.ts";
import { allowLong, createPatientServer } from "../system/http-server.ts";
import { ranged } from "./range.ts";
import type { Site } from "./site.ts";

const LOOPBACK = "127.0.0.1";
/** A page has one for its link, and while it loads six for its files. */
const MOST_CONNECTIONS = 96;

/**
 * Serves the pages to this machine alone.
 * @param port 0 takes any free one.
 * @throws UserError when the port is taken or not allowed.
 */
export async function serveSite(site: Site, port: number): Promise<Server> {
  const server = createPatientServer(MOST_CONNECTIONS, (request, response) => {
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

/** Answers a request that is let in. */
export async function respond(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "", url = "/" } = request;
  if (method !== "GET" && method !== "HEAD") {
    response.writeHead(405, { Allow: "GET, HEAD" }).end();
    return;
  }
  await turn(request, response);
  const found = await site.find(url.split("?", 1)[0] as string);
  const { status, headers, file, text, isLong, range } = ranged(found, request.headers.range);
  if (isLong) allowLong(response);
  response.writeHead(status, headers);
  // Read no faster than it is taken: a model of 28 MB that nobody reads does not wait in memory.
  if (method === "HEAD" || file === null) response.end(method === "HEAD" ? undefined : text);
  else await pipeline(createReadStream(file, range ?? {}), response);
}

/** By connection: when the last answer on it has been taken. */
const taken = new WeakMap<Socket, Promise<void>>();

/** Answers on one connection wait for each other, each without its file: a client may ask for many before it reads one. */
async function turn({ socket }: IncomingMessage, response: ServerResponse): Promise<void> {
  const before = taken.get(socket);
  taken.set(socket, new Promise((resolve) => response.once("close", () => resolve())));
  await before;
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
