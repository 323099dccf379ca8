import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { namesThisMachine } from "../../system/host-header.ts";
import { createPatientServer } from "../../system/http-server.ts";
import { respond } from "../http.ts";
import { isReportPath, SECURITY, type Site } from "../site.ts";
import type { DeskGate, Verdict } from "./gate.ts";

/** Browsers for which the desk is open at once, each with its link and while it loads six more. */
const MOST_CONNECTIONS = 96;
/** Name of the token in a link. */
export const KEY = "k";
/** Seconds that a browser remembers it: a year. */
const REMEMBERED = 31_536_000;
const DESK = "/desk";

const STATUS = { in: 200, without: 401, wrong: 401, wait: 429 } as const;

/** What a browser shows that is not let in. */
const REFUSALS: Readonly<Record<Exclude<Verdict, "in">, string>> = {
  without:
    "Open the desk with the link or the QR code that Continuo shows. 请使用 Continuo 显示的链接或二维码打开控制台。",
  wrong:
    "This link to the desk is wrong, or was renewed: Continuo shows the right one. 链接不正确或已更新：请使用 Continuo 显示的新链接。",
  wait: "Too many wrong links came: try again in some seconds. 错误的链接过多：请稍后再试。",
};

/**
 * The HTTP server of the desk for whoever is on the network and has the token. The link brings the token once: it goes
 * into a cookie that no script reads and no other site makes a browser send, and out of the address bar.
 */
export function createDeskEntrance(site: Site, gate: DeskGate): Server {
  const server: Server = createPatientServer(MOST_CONNECTIONS, (request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!namesUs(server, request)) {
      response.writeHead(403).end();
      return;
    }
    const [path, query = ""] = (request.url ?? "/").split("?", 2) as [string, string?];
    if (isReportPath(path) && isFromHere(request)) {
      await respond(site, request, response);
      return;
    }
    const key = path === "/" ? new URLSearchParams(query).get(KEY) : null;
    const bearer = isReportPath(path) ? bearerOf(request) : null;
    const verdict = gate.judge(senderOf(request), key ?? bearer ?? tokenOf(server, request));
    if (verdict !== "in") refuse(response, verdict);
    else if (key !== null) letIn(response, cookieName(server), key);
    else if (path === "/") response.writeHead(303, { ...SECURITY, Location: DESK }).end();
    else await respond(site, request, response);
  }

  return server;
}

/** Why a request for a link is refused; null where it is not. Browsers let any page ask, but tell its origin. */
export function refusalOf(server: Server, gate: DeskGate, request: IncomingMessage): 401 | 403 | 429 | null {
  const { host, origin } = request.headers;
  if (!namesUs(server, request) || origin !== `http://${host}`) return 403;
  const status = STATUS[gate.judge(senderOf(request), tokenOf(server, request))];
  return status === 200 ? null : status;
}

function namesUs(server: Server, { headers, socket }: IncomingMessage): boolean {
  return namesThisMachine(headers.host, socket.localAddress, (server.address() as AddressInfo).port);
}

/** "::ffff:192.168.0.7", as a socket for both kinds of addresses says it, is 192.168.0.7. */
const senderOf = ({ socket }: IncomingMessage) => (socket.remoteAddress ?? "").replace(/^::ffff:/i, "");

/**
 * Whether a request comes from this machine itself, and not from elsewhere by a proxy that runs here: those say whom
 * they ask for.
 */
function isFromHere(request: IncomingMessage): boolean {
  const { headers, socket } = request;
  if (headers.forwarded ?? headers["x-forwarded-for"] ?? headers.via) return false;
  const sender = senderOf(request);
  return sender === "::1" || sender.startsWith("127.") || socket.remoteAddress === socket.localAddress;
}

/** Programs have no cookie: they bring the token as RFC 6750 has it. */
function bearerOf({ headers }: IncomingMessage): string | null {
  return /^Bearer +([\w-]+)$/i.exec(headers.authorization ?? "")?.[1] ?? null;
}

/** Cookies do not tell the ports of a machine apart. */
const cookieName = (server: Server) => `continuo-desk-${(server.address() as AddressInfo).port}`;

function tokenOf(server: Server, { headers }: IncomingMessage): string | null {
  const name = `${cookieName(server)}=`;
  const cookie = headers.cookie?.split(/; */).find((each) => each.startsWith(name));
  return cookie?.slice(name.length) ?? null;
}

/**
 * A page that goes on to the desk, and takes the place of the link in the browser's history. A redirection would not
 * do: of a link that was opened from another site, it goes without this cookie.
 */
function letIn(response: ServerResponse, name: string, token: string): void {
  const cookie = `${name}=${token}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${REMEMBERED}`;
  const head = `<meta http-equiv="refresh" content="0;url=${DESK}"><title>Continuo</title>`;
  sendPage(response, 200, head, "", { "Set-Cookie": cookie });
}

function refuse(response: ServerResponse, verdict: Exclude<Verdict, "in">): void {
  sendPage(response, STATUS[verdict], "<title>Continuo</title>", `<p>${REFUSALS[verdict]}</p>`, {
    ...(STATUS[verdict] === 401 && { "WWW-Authenticate": "Bearer" }),
  });
}

function sendPage(
  response: ServerResponse,
  status: number,
  head: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): void {
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${head}</head><body>${body}</body></html>`;
  response.writeHead(status, {
    ...{ ...SECURITY, ...headers, "Content-Type": "text/html; charset=utf-8" },
    ...{ "Cache-Control": "no-store", "Content-Length": Buffer.byteLength(page) },
  });
  response.end(page);
}
