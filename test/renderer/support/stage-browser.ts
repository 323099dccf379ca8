import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { build } from "esbuild";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { CHROMIUM_FLAGS } from "../../../main/learn/bench/official.ts";
import { projectRoot } from "../../../main/system/files/paths.ts";
import type { PageRole } from "../../../shared/messages.ts";
import { chromiumProgram, GRAPHICS } from "../../support/chromium-program.ts";

const CAMERA = ["--use-fake-device-for-media-stream"];

const TYPES: Record<string, string> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
};
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'";

/** The page of the stage, or the desk, with another script in it, in real Chromium, under the same policy as the host's. */
export class StageBrowser {
  readonly #folder: string;
  readonly #server: Server;
  readonly #browser: Browser;
  /** What went wrong in any page. */
  readonly errors: string[] = [];

  /** @param entry script to bundle in the place of the role's; `files` are served besides, by path */
  static async open(
    entry: string,
    files: Readonly<Record<string, string>> = {},
    role: PageRole = "stage",
  ): Promise<StageBrowser> {
    const folder = await mkdtemp(join(tmpdir(), "continuo-page-"));
    await build({
      entryPoints: [
        { in: entry, out: role },
        ...(role === "desk" ? [{ in: join(projectRoot, "renderer/desk/desk.css"), out: role }] : []),
      ],
      bundle: true,
      format: "esm",
      splitting: true,
      target: "chrome130",
      outdir: folder,
      logLevel: "error",
    });
    const server = createServer(async (request, response) => {
      const path = new URL(request.url ?? "/", "http://localhost").pathname;
      const file = locate(path, folder, files, role);
      const type = path === "/" ? "text/html" : (TYPES[extname(path)] ?? "application/octet-stream");
      if (!existsSync(file)) response.writeHead(404).end();
      else
        response
          .writeHead(200, { "Content-Type": type, "Content-Security-Policy": POLICY })
          .end(await readFile(file));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const args = [...CHROMIUM_FLAGS, ...GRAPHICS, ...CAMERA];
    return new StageBrowser(
      folder,
      server,
      await chromium.launch({ executablePath: chromiumProgram(), args }),
    );
  }

  private constructor(folder: string, server: Server, browser: Browser) {
    this.#folder = folder;
    this.#server = server;
    this.#browser = browser;
  }

  get address(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** @param before runs in the page before its own script @param search of its address, with its question mark */
  async page(options: BrowserContextOptions, before: () => void = () => {}, search = ""): Promise<Page> {
    const context = await this.#browser.newContext(options);
    await context.addInitScript(before);
    const page = await context.newPage();
    page.on("pageerror", (error) => this.errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("404")) this.errors.push(message.text());
    });
    await page.goto(`${this.address}/${search}`);
    return page;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await new Promise((resolve) => this.#server.close(resolve));
    await rm(this.#folder, { recursive: true });
  }
}

function locate(
  path: string,
  folder: string,
  files: Readonly<Record<string, string>>,
  role: PageRole,
): string {
  const named = files[path];
  if (named) return named;
  if (path === "/") return join(projectRoot, `renderer/${role}/${role}.html`);
  if (path === "/page.css") return join(projectRoot, "renderer/kit/page.css");
  if (path === "/stage.css") return join(projectRoot, "renderer/stage/stage.css");
  if (path === "/stage-placement.css") return join(projectRoot, "renderer/stage/placement/placement.css");
  if (path === "/stage-practice.css") return join(projectRoot, "renderer/stage/practice/practice.css");
  if (path.startsWith("/mediapipe/pose/"))
    return join(projectRoot, "node_modules/@mediapipe/pose", basename(path));
  return join(folder, basename(path));
}
