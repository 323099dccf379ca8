import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import type { Duplex } from "node:stream";

/*
 * What every HTTP server of ours does about clients that are slow, many or rude: requests are short and answers are
 * read at once here, so whoever takes long for either is let go.
 */

const REQUEST_MS = 10_000;
const HEAD_MS = 5000;
const CHECK_MS = 1000;
/** An answer of which nothing more is taken for so long. */
const UNREAD_MS = 15_000;
/** An answer that is taken, but in drops. */
const ANSWER_MS = 120_000;
/** The same of a large file. */
const LONG_ANSWER_MS = 3_600_000;

/** @param most connections at a time, those of WebSockets too: beyond it requests get 503, and beyond twice as many nobody is let in. */
export function createPatientServer(most: number, answer: RequestListener): Server {
  const open = new Set<Duplex>();
  const server = createServer({
    ...{ requestTimeout: REQUEST_MS, headersTimeout: HEAD_MS, connectionsCheckingInterval: CHECK_MS },
    ...{ keepAliveTimeout: HEAD_MS, maxHeaderSize: 16_384 },
  });
  server.timeout = UNREAD_MS;
  server.maxConnections = 2 * most;
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  server.on("request", (request, response) => {
    hear(request, response);
    if (open.size > most) response.writeHead(503, { Connection: "close" }).end();
    else answer(request, response);
  });
  server.prependListener("upgrade", (_request, socket) => {
    // From here on nobody else hears what befalls the socket.
    socket.on("error", () => socket.destroy());
    if (open.size > most) refuseUpgrade(socket, 503);
    else if (server.listenerCount("upgrade") === 1) refuseUpgrade(socket, 403);
  });
  // Before it listens, whoever waits for that hears it too.
  server.on("error", () => {});
  return server;
}

/** Answers in place of a WebSocket, and closes. */
export function refuseUpgrade(socket: Duplex, status: 401 | 403 | 429 | 503): void {
  if (socket.writableEnded || socket.destroyed) return;
  socket.on("error", () => socket.destroy());
  socket.once("finish", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

const limits = new WeakMap<ServerResponse, NodeJS.Timeout>();

/** Gives an answer the time that a large file takes over a slow network, as long as it is taken at all. */
export function allowLong(response: ServerResponse): void {
  clearTimeout(limits.get(response));
  limit(response, LONG_ANSWER_MS);
}

function limit(response: ServerResponse, milliseconds: number): void {
  limits.set(response, setTimeout(() => response.destroy(), milliseconds).unref());
}

function hear(request: IncomingMessage, response: ServerResponse): void {
  request.on("error", () => {});
  response.on("error", () => response.destroy());
  limit(response, ANSWER_MS);
  response.on("close", () => clearTimeout(limits.get(response)));
}
