import { existsSync, readdirSync, readFileSync } from "node:fs";
import { lstat, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, extname, join } from "node:path";
import { MAP_PATH } from "../../shared/desk/map.ts";
import { TRACKS_PATH } from "../../shared/messages.ts";
import { UserError } from "../system/errors.ts";
import { projectRoot } from "../system/files/paths.ts";

const BINARY = "application/octet-stream";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".map": "application/json",
  ".css": "text/css; charset=utf-8",
  ".png": "image/png",
  ".wasm": "application/wasm",
  ".data": BINARY,
  ".tflite": BINARY,
  ".binarypb": BINARY,
};

/** Of tracks; players find out by themselves what other files are. */
const SOUND_TYPES: Readonly<Record<string, string>> = {
  ".wav": "audio/wav",
  ".mp3": "audio/mpeg",
  ".flac": "audio/flac",
  ".ogg": "audio/ogg",
  ".opus": "audio/ogg",
  ".m4a": "audio/mp4",
  ".aac": "audio/aac",
};

/**
 * Of every answer. A page may load what we serve, compile MediaPipe's WebAssembly, show its own camera, listen and go
 * full screen; no other page may frame it or read from it.
 */
export const SECURITY: Readonly<Record<string, string>> = {
  "Content-Security-Policy": [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "media-src 'self' blob: mediastream:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "Permissions-Policy": "camera=(self), fullscreen=(self), microphone=(self), midi=(self), geolocation=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-cache",
};

interface SiteFile {
  readonly path: string;
  readonly type: string;
}

/** What is known of an answer before its file is read. */
export interface Found {
  readonly status: 200 | 404 | 503;
  readonly headers: Readonly<Record<string, string>>;
  /** null: no body, or one that is no file. */
  readonly file: string | null;
  /** A body that is no file. */
  readonly text?: string;
  /** It may take a while, as a film does over a slow network. */
  readonly isLong?: true;
  /** Parts of it may be asked for. */
  readonly inParts?: true;
}

/** Whose files: of the stage and the desk, or of the desk alone. */
export type SitePages = "all" | "desk";

/** Files that come and go, served under /exports/ as something to keep and never to be shown. */
export interface Downloads {
  /** The path of a file by its bare name. @throws for every other name */
  fileOf(name: string): string;
}

/** Where the show reports of itself. */
export const REPORT_PATHS = ["/health", "/metrics"] as const;
export type ReportPath = (typeof REPORT_PATHS)[number];

export const isReportPath = (path: string): path is ReportPath => REPORT_PATHS.some((each) => each === path);

/** What the show says of itself to programs. */
export interface Report {
  readonly status: 200 | 503;
  readonly type: string;
  readonly body: string;
}

export interface Reports {
  find(path: ReportPath): Promise<Report>;
}

const DOWNLOADS = "/exports/";
/** Of a download: should a browser show it all the same, nothing in it runs. */
const CLOSED = "default-src 'none'; sandbox";

/** The static files of the pages, served alike over HTTP and over Electron's protocol. */
export class Site {
  /** By the path of the URL. Listed once, so that no path of a request ever reaches the file system. */
  readonly #files: ReadonlyMap<string, SiteFile>;

  readonly #downloads: Downloads | null;
  readonly #mapFile: string | null;
  readonly #tracks: Downloads | null;
  readonly #reports: Reports | null;

  /**
   * @param mapFile the map of the archive, which comes and goes too: desks draw it
   * @param tracks the music that the stage plays, under /tracks/
   * @param reports what the show says of itself, under /health and /metrics
   * @throws UserError when the page has not been built.
   */
  constructor(
    pages: SitePages = "all",
    downloads: Downloads | null = null,
    mapFile: string | null = null,
    tracks: Downloads | null = null,
    reports: Reports | null = null,
  ) {
    this.#downloads = downloads;
    this.#mapFile = mapFile;
    this.#tracks = tracks;
    this.#reports = reports;
    const page = join(projectRoot, "dist/page");
    if (!existsSync(join(page, "stage.js"))) {
      throw new UserError(`${join(page, "stage.js")} is missing: "npm run build" builds the stage page`);
    }
    const renderer = join(projectRoot, "renderer");
    const mediapipe = dirname(createRequire(import.meta.url).resolve("@mediapipe/pose/package.json"));
    const files: readonly [string, SiteFile][] = [
      ["/", file(join(renderer, "stage/stage.html"))],
      ["/stage.css", file(join(renderer, "stage/stage.css"))],
      ["/stage-practice.css", file(join(renderer, "stage/practice/practice.css"))],
      ["/stage-placement.css", file(join(renderer, "stage/placement/placement.css"))],
      ["/desk", file(join(renderer, "desk/desk.html"))],
      ["/page.css", file(join(renderer, "kit/page.css"))],
      ["/favicon.ico", file(join(projectRoot, "assets/icon.png"))],
      ...folder("/", page),
      ...folder("/mediapipe/pose/", mediapipe),
    ];
    const scripts = pages === "desk" ? scriptsFrom(page, "desk.js") : null;
    this.#files = new Map(scripts ? files.filter(([path]) => isOfDesk(path, scripts)) : files);
  }

  async find(path: string): Promise<Found> {
    if (path.startsWith(DOWNLOADS)) return (await this.#download(path)) ?? MISSING;
    if (path.startsWith(TRACKS_PATH)) return (await this.#track(path)) ?? MISSING;
    if (this.#reports && isReportPath(path)) return inText(await this.#reports.find(path));
    if (path === MAP_PATH) return (await this.#map()) ?? MISSING;
    const found = this.#files.get(path);
    if (!found) return MISSING;
    const { size } = await stat(found.path);
    return { status: 200, headers: headersOf(found.type, size), file: found.path };
  }

  async #map(): Promise<Found | null> {
    if (this.#mapFile === null) return null;
    const stats = await lstat(this.#mapFile).catch(() => null);
    if (!stats?.isFile()) return null;
    const headers = { ...headersOf(BINARY, stats.size), "Cache-Control": "no-store" };
    return { status: 200, headers, file: this.#mapFile, isLong: true };
  }

  async #track(path: string): Promise<Found | null> {
    try {
      const track = this.#tracks?.fileOf(decodeURIComponent(path.slice(TRACKS_PATH.length)));
      if (track === undefined) return null;
      const stats = await stat(track);
      if (!stats.isFile()) return null;
      const { size } = stats;
      const type = SOUND_TYPES[extname(track).toLowerCase()] ?? BINARY;
      const headers = { ...headersOf(type, size), "Accept-Ranges": "bytes" };
      return { status: 200, headers, file: track, isLong: true, inParts: true };
    } catch {
      return null;
    }
  }

  async #download(path: string): Promise<Found | null> {
    if (!this.#downloads) return null;
    try {
      const name = decodeURIComponent(path.slice(DOWNLOADS.length));
      const found = this.#downloads.fileOf(name);
      const stats = await lstat(found);
      // A link could lead anywhere.
      if (!stats.isFile()) return null;
      const headers = {
        ...headersOf(BINARY, stats.size),
        "Content-Security-Policy": CLOSED,
        "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`)}`,
        "Cache-Control": "no-store",
      };
      return { status: 200, headers, file: found, isLong: true };
    } catch {
      return null;
    }
  }
}

const MISSING: Found = { status: 404, headers: headersOf("text/plain", 0), file: null };

function inText({ status, type, body }: Report): Found {
  const headers = { ...headersOf(type, Buffer.byteLength(body)), "Cache-Control": "no-store" };
  return { status, headers, file: null, text: body };
}

function headersOf(type: string, size: number): Record<string, string> {
  return { ...SECURITY, "Content-Type": type, "Content-Length": String(size) };
}

function folder(prefix: string, path: string): [string, SiteFile][] {
  return readdirSync(path)
    .filter((name) => extname(name) in TYPES)
    .map((name) => [prefix + name, file(join(path, name))]);
}

function isOfDesk(path: string, scripts: ReadonlySet<string>): boolean {
  if (extname(path) === ".js") return scripts.has(basename(path)) && dirname(path) === "/";
  return path !== "/" && extname(path) !== ".map" && !/^\/(stage|bench|mediapipe)\b/.test(path);
}

/** A bundled script and all that it imports, at once or later. */
function scriptsFrom(bundle: string, entry: string): ReadonlySet<string> {
  const found = new Set([entry]);
  for (const name of found) {
    const imports = readFileSync(join(bundle, name), "utf8").matchAll(/["']\.\/([\w.-]+\.js)["']/g);
    for (const [, imported] of imports) if (existsSync(join(bundle, imported!))) found.add(imported!);
  }
  return found;
}

function file(path: string): SiteFile {
  return { path, type: TYPES[extname(path)] ?? BINARY };
}
