import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { type IpcMainEvent, protocol, type Session } from "electron";
import { ranged } from "../../link/range.ts";
import type { Site } from "../../link/site.ts";

const SCHEME = "app";
const HOST = "stage";

/** A scheme of our own, so that the origin and its permissions are not shared with any other page. */
export const STAGE_URL = `${SCHEME}://${HOST}/`;
export const DESK_URL = `${STAGE_URL}desk`;

/** Makes the scheme a secure origin, which the camera needs. Must be called before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** Answers the scheme from the same list of files as the HTTP server, with the same headers. */
export function serveScheme(session: Session, site: Site): void {
  session.protocol.handle(SCHEME, async ({ method, url, headers: asked }) => {
    if (method !== "GET" || !isOurs(url)) return new Response(null, { status: 403 });
    const found = await site.find(new URL(url).pathname);
    const { status, headers, file, text, range } = ranged(found, asked.get("range"));
    // Piece by piece: a film may be large.
    const body =
      file === null
        ? (text ?? null)
        : (Readable.toWeb(createReadStream(file, range ?? {})) as ReadableStream);
    return new Response(body, { status, headers });
  });
}

/** Whether it is the stage, the desk or a file of theirs. */
export function isOurs(url: string | undefined): boolean {
  return url !== undefined && `${url}/`.startsWith(STAGE_URL);
}

/** Whether an event comes from the main frame of one of our own pages. */
export function isFromOurs({ senderFrame }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOurs(senderFrame.url);
}
