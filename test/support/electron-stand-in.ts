import { fork } from "node:child_process";
import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Frame, Page, Route } from "playwright-core";
import { MainPort, pageSide, type Wire } from "./electron-bridge.ts";

/*
 * Stands in for the module `electron` where there is no Electron: as much of it as main/electron.ts uses. Its windows
 * are pages of a real Chromium, in which the real preload script runs; its ports carry real messages between the two
 * processes; its utility processes are Node's. A scheme of one's own becomes a host under .localhost, which Chromium
 * trusts with a camera as Electron trusts such a scheme. A test gives it the browser: `standIn.browser`.
 */

export const standIn = {
  browser: null as Browser | null,
  windows: [] as BrowserWindow[],
  /** Of the app; null before it has one, and in a kiosk. */
  menu: null as readonly MenuItem[] | null,
  /** What was asked of the system. */
  asked: [] as string[],
};

interface MenuItem {
  readonly label?: string;
  readonly role?: string;
  readonly accelerator?: string;
  readonly submenu?: readonly MenuItem[];
  readonly click?: () => void;
}

type Handler = (request: Pick<Request, "method" | "url" | "headers">) => Promise<Response>;
type Check = (contents: unknown, permission: string, origin: string, details: object) => boolean;
type Ask = (
  contents: unknown,
  permission: string,
  answer: (granted: boolean) => void,
  details: object,
) => void;

const handlers = new Map<string, Handler>();
const outside = (url: string) => url.replace(/^(\w+):\/\/(\w+)/, "http://$1-$2.localhost");
const inside = (url: string) => url.replace(/^http:\/\/(\w+)-(\w+)\.localhost/, "$1://$2");

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly #exit = Promise.withResolvers<number>();
  /** Exit code, once the app has ended. */
  readonly exited = this.#exit.promise;

  whenReady = () => Promise.resolve();
  disableDomainBlockingFor3DAPIs = () => void standIn.asked.push("3D after a crash");
  requestSingleInstanceLock(): boolean {
    standIn.asked.push("single instance");
    return true;
  }
  quit(): void {
    let prevented = false;
    this.emit("before-quit", { preventDefault: () => (prevented = true) });
    if (!prevented) this.exit(0);
  }
  exit(code = 0): void {
    for (const window of standIn.windows) void window.destroy();
    this.#exit.resolve(code);
  }
}

export const app = new App();
export const ipcMain = new EventEmitter();
export const dialog = {
  showErrorBox: (title: string, content: string) => void standIn.asked.push(`${title}: ${content}`),
};
export const Menu = {
  buildFromTemplate: (template: readonly MenuItem[]) => template,
  setApplicationMenu(menu: readonly MenuItem[] | null): void {
    standIn.menu = menu;
    if (menu === null) standIn.asked.push("menu null");
  },
};
export const crashReporter = {
  start: ({ uploadToServer }: { uploadToServer: boolean }) =>
    void standIn.asked.push(`crash reports${uploadToServer ? " to a server" : " kept here"}`),
};
export const powerSaveBlocker = { start: (type: string) => standIn.asked.push(type) };
export const screen = Object.assign(new EventEmitter(), {
  displays: [{ id: 1, workArea: { x: 0, y: 0, width: 800, height: 450 } }],
  getPrimaryDisplay: () => screen.displays[0],
  getAllDisplays: () => screen.displays,
  /** The one in which the window begins. */
  getDisplayMatching: ({ x }: { x: number }) =>
    screen.displays.find(({ workArea }) => x >= workArea.x && x < workArea.x + workArea.width)!,
});

export const protocol = {
  registerSchemesAsPrivileged: (schemes: { scheme: string }[]) => {
    standIn.asked.push(...schemes.map(({ scheme }) => `scheme ${scheme}`));
  },
};

export const session = {
  defaultSession: {
    check: (() => true) as Check,
    ask: ((_contents, _permission, grant) => grant(true)) as Ask,
    setPermissionCheckHandler(handler: Check) {
      this.check = handler;
    },
    setPermissionRequestHandler(handler: Ask) {
      this.ask = handler;
    },
    protocol: { handle: (scheme: string, handler: Handler) => void handlers.set(scheme, handler) },
  },
};

export const utilityProcess = {
  fork(entry: string) {
    const setUp = fileURLToPath(new URL("./parent-port.ts", import.meta.url));
    const child = fork(entry, {
      serialization: "advanced",
      stdio: ["ignore", "inherit", "pipe", "ipc"],
      execArgv: ["--import", setUp],
    });
    return Object.assign(child, {
      postMessage: (message: object) => {
        if (child.connected) child.send(message, () => {});
      },
    });
  },
};

class WebContents extends EventEmitter {
  windowOpenHandler: () => { action: string } = () => ({ action: "allow" });
  readonly #window: BrowserWindow;

  constructor(window: BrowserWindow) {
    super();
    this.#window = window;
  }
  setWindowOpenHandler(handler: () => { action: string }): void {
    this.windowOpenHandler = handler;
  }
  getURL = () => inside(this.#window.page?.url() ?? "");
  forcefullyCrashRenderer(): void {
    void this.#window.crash();
  }
}

interface WindowOptions {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fullscreen: boolean;
  readonly kiosk: boolean;
  readonly webPreferences: Readonly<Record<string, unknown>> & { readonly preload: string };
}

export class BrowserWindow extends EventEmitter {
  readonly options: WindowOptions;
  readonly webContents = new WebContents(this);
  /** The page that it shows now; another one after a crash. */
  page: Page | null = null;
  #context: BrowserContext | null = null;
  #bounds: Pick<WindowOptions, "x" | "y" | "width" | "height">;
  #destroyed = false;

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    const { x, y, width, height } = options;
    this.#bounds = { x, y, width, height };
    standIn.windows.push(this);
  }

  async loadURL(url: string): Promise<void> {
    this.#context ??= await this.#open(url);
    this.page ??= await this.#newPage(this.#context);
    await this.page.goto(outside(url));
  }

  getBounds = () => this.#bounds;
  setBounds(bounds: Pick<WindowOptions, "x" | "y" | "width" | "height">): void {
    this.#bounds = bounds;
  }
  isFullScreen = () => this.options.fullscreen;
  isDestroyed = () => this.#destroyed;
  isMinimized = () => false;
  focus = () => void this.emit("focus");

  /** As a person does by its button. */
  async close(): Promise<void> {
    let prevented = false;
    this.emit("close", { preventDefault: () => (prevented = true) });
    if (!prevented) await this.destroy();
  }

  async crash(): Promise<void> {
    const { page } = this;
    if (!page) return;
    const cdp = await page.context().newCDPSession(page);
    const crashed = new Promise((resolve) => page.once("crash", resolve));
    cdp.send("Page.crash").catch(() => {});
    await crashed;
  }

  async destroy(): Promise<void> {
    if (this.#destroyed) return;
    this.#destroyed = true;
    if (this.page) MainPort.closeAll(this.page);
    this.emit("closed");
    // When the test closes the browser meanwhile, the window has gone with it.
    await this.#context?.close().catch(() => {});
  }

  async #open(url: string): Promise<BrowserContext> {
    if (!standIn.browser) throw new Error("the test gave the stand-in no browser");
    const { width, height } = this.#bounds;
    const context = await standIn.browser.newContext({ viewport: { width, height } });
    const page = { getURL: () => url };
    const camera = session.defaultSession.check(page, "media", url, { mediaType: "video" });
    if (camera) await context.grantPermissions(["camera"], { origin: outside(new URL(url).href) });
    await context.route(/^http:\/\/\w+-\w+\.localhost\//, answer);
    await context.exposeBinding("toMain", ({ frame }, wire: Wire) => hear(frame, wire));
    const { preload } = this.options.webPreferences;
    await context.addInitScript(pageSide, readFileSync(preload, "utf8"));
    return context;
  }

  async #newPage(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.on("crash", () => {
      this.page = null;
      MainPort.closeAll(page);
      this.webContents.emit("render-process-gone", {}, { reason: "crashed", exitCode: 1 });
    });
    return page;
  }
}

/** What the page asks of our scheme is answered by whoever handles it. */
async function answer(route: Route): Promise<void> {
  const url = inside(route.request().url());
  const handler = handlers.get(new URL(url).protocol.slice(0, -1));
  if (!handler) return route.abort();
  const response = await handler({
    ...{ method: route.request().method(), url },
    headers: new Headers(route.request().headers()),
  });
  const body = Buffer.from(await response.arrayBuffer());
  await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
}

/** A page's message on a port, or a port that it hands over on a channel. */
function hear(frame: Frame, wire: Wire): void {
  if (wire.channel === undefined) {
    MainPort.receive(frame.page(), wire);
    return;
  }
  const senderFrame = { url: inside(frame.url()), parent: frame.parentFrame() };
  ipcMain.emit(wire.channel, { senderFrame, ports: [MainPort.open(frame.page(), wire.port)] });
}
