import type { EventEmitter } from "node:events";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { openPictureWindows, screensTaken } from "../../../../main/hosts/electron/picture-windows.ts";
import { loadTextureBridge, shareTextures } from "../../../../main/hosts/electron/shared-textures.ts";
import { openStageWindow } from "../../../../main/hosts/electron/stage-window.ts";
import {
  parsePictureWindow,
  parseSharedTexture,
  parseStagePicture,
} from "../../../../main/link/picture-windows.ts";
import { createLog } from "../../../../main/system/log/log.ts";

/** As much of an Electron window as is looked at; it draws nothing. */
interface FakeWindow extends EventEmitter {
  readonly options: { readonly x: number };
  readonly webContents: EventEmitter;
  readonly url: string;
  readonly rate?: number;
  readonly isGone: boolean;
  destroy(): void;
}

const electron = vi.hoisted(() => ({
  windows: [] as FakeWindow[],
  displays: [] as ReturnType<typeof display>[],
  screen: null as unknown as EventEmitter,
}));

vi.mock("electron", async () => {
  const { EventEmitter: Emitter } = await import("node:events");
  electron.screen = Object.assign(new Emitter(), {
    getAllDisplays: () => electron.displays,
    getPrimaryDisplay: () => electron.displays[0],
  });
  class BrowserWindow extends Emitter {
    readonly webContents = Object.assign(new Emitter(), {
      setWindowOpenHandler() {},
      setFrameRate: (rate: number) => Object.assign(this, { rate }),
    });
    readonly options: FakeWindow["options"];
    url = "";
    isGone = false;
    constructor(asked: FakeWindow["options"]) {
      super();
      this.options = asked;
      electron.windows.push(this);
    }
    async loadURL(url: string) {
      this.url = url;
    }
    getBounds = () => this.options;
    isDestroyed = () => this.isGone;
    destroy() {
      this.isGone = true;
      this.emit("closed");
    }
  }
  return { BrowserWindow, screen: electron.screen, protocol: {}, session: {} };
});

const display = (id: number, x: number, label: string) => ({
  ...{ id, label },
  workArea: { x, y: 0, width: 1000, height: 800 },
});
const WALL = parsePictureWindow("screen=epson,show=partner");
const DOOR = parsePictureWindow("screen=3,look=ink");

let said: string[];
const options = () => ({
  ...{ preload: "preload.cjs", devTools: false, kiosk: true, keepOpen: vi.fn() },
  log: createLog({ stream: { write: (line: string) => said.push(line) } as never }),
});
const open = () => electron.windows.filter(({ isGone }) => !isGone);

beforeEach(() => {
  said = [];
  electron.windows.length = 0;
  electron.screen.removeAllListeners();
  electron.displays = [display(7, 2000, "EPSON PJ"), display(1, 0, "Built-in")];
});

describe("pictures on their screens", () => {
  test("each fills the screen that its number from the left or its name says, and waits for one that is not there", () => {
    const common = options();
    openPictureWindows([WALL, DOOR], common);
    expect(open()).toHaveLength(1);
    const wall = open()[0]!;
    expect(wall.url).toBe("app://stage/?screen=epson&show=partner&camera=off");
    expect(wall.options).toMatchObject({ x: 2100, fullscreen: true, kiosk: true });
    expect(common.keepOpen).toHaveBeenCalledWith(wall);
    expect(said.join("")).toContain('windows: screen "3" is not there, found 1 Built-in, 2 EPSON PJ');

    electron.displays.push(display(9, 4000, "BenQ"));
    electron.screen.emit("display-added");
    expect(open().map((window) => window.options.x)).toEqual([2100, 4100]);
    electron.screen.emit("display-metrics-changed");
    expect(electron.windows).toHaveLength(2);
  });

  test("it goes with its screen, comes back with it, and follows its number to another", () => {
    electron.displays.push(display(9, 4000, "BenQ"));
    openPictureWindows([WALL, DOOR], options());
    electron.displays.shift();
    electron.screen.emit("display-removed");
    expect(open()).toEqual([]);
    electron.displays.push(display(7, -2000, "EPSON PJ"));
    electron.screen.emit("display-added");
    expect(open().map((window) => window.options.x)).toEqual([-1900, 4100]);
  });

  test("the stage leaves them their screens, unless nothing would be left", () => {
    expect([...screensTaken([WALL, DOOR], electron.displays)]).toEqual([7]);
    expect([...screensTaken([WALL, parsePictureWindow("screen=1")], electron.displays)]).toEqual([]);
  });
});

describe("the stage's own picture", () => {
  const stage = (text: string | null) => {
    const own = text === null ? null : parseStagePicture(text);
    openStageWindow({ ...options(), kiosk: false, fullscreen: true, windows: [WALL], stage: own });
    return electron.windows.at(-1)!;
  };

  test("is shown where the pictures leave it room, or on the screen that it names, and has the camera", () => {
    expect(stage(null)).toMatchObject({ url: "app://stage/", options: { x: 100 } });
    const named = stage("screen=2,show=partner,look=ink");
    expect(named.url).toBe("app://stage/?screen=2&show=partner&look=ink&camera=on");
    expect(named.options).toMatchObject({ x: 2100, fullscreen: true });
    expect(said).toEqual([]);
  });

  test("is shown all the same where its screen is not there", () => {
    expect(stage("screen=BenQ").options).toMatchObject({ x: 100 });
    expect(said.join("")).toContain('stage: screen "BenQ" is not there, found 1 Built-in, 2 EPSON PJ');
  });
});

describe("pictures as textures", () => {
  class Sender {
    static all: Sender[] = [];
    readonly made: readonly unknown[];
    stopped = false;
    constructor(...made: readonly unknown[]) {
      this.made = made;
      Sender.all.push(this);
    }
    stop() {
      this.stopped = true;
    }
  }
  const texture = parseSharedTexture("name=Partner,size=640x360,show=partner,background=transparent");

  test("every frame of a window that nobody sees is handed over and given back, even where it cannot be sent", () => {
    const sent: unknown[] = [];
    const faults: (() => { reason: string } | undefined)[] = [
      () => undefined,
      () => ({ reason: "no-io-surface" }),
      () => {
        throw new Error("TextureSender has been stopped");
      },
    ];
    const sendTextureFromPaintEvent = (_: unknown, info: unknown) => {
      sent.push(info);
      return faults[sent.length - 1]!();
    };
    shareTextures([texture], { TextureSender: Sender, sendTextureFromPaintEvent }, options());
    const window = electron.windows[0]!;
    expect(Sender.all[0]!.made).toEqual(["Partner", 640, 360]);
    expect(window.url).toBe("app://stage/?show=partner&background=transparent&camera=off");
    expect(window.options).toMatchObject({
      ...{
        width: 640,
        height: 360,
        show: false,
        frame: false,
        transparent: true,
        backgroundColor: "#00000000",
      },
      webPreferences: { offscreen: { useSharedTexture: true }, sandbox: true, backgroundThrottling: false },
    });
    expect(window.rate).toBe(60);
    const release = vi.fn();
    for (const textureInfo of ["a", "b", "c"])
      window.webContents.emit("paint", { texture: { textureInfo, release } });
    expect(sent).toEqual(["a", "b", "c"]);
    expect(release).toHaveBeenCalledTimes(3);
    expect(said.join("")).toContain('texture "Partner" was not sent: no-io-surface');
    window.destroy();
    expect(Sender.all[0]!.stopped).toBe(true);
  });

  test("where the package or the system is not there, one line says so", async () => {
    const unable = () => Promise.reject(new Error("Cannot find native binding\nand more"));
    const missing = "@napolab/texture-bridge-core is not installed (npm run setup:textures)";
    await expect(loadTextureBridge(unable, "darwin", missing)).rejects.toThrow(
      /^textures: @napolab\/texture-bridge-core is not installed \(npm run setup:textures\)$/,
    );
    await expect(loadTextureBridge(unable, "win32", null)).rejects.toThrow(
      /^textures: @napolab\/texture-bridge-core cannot be loaded \(Cannot find native binding\), expected macOS or Windows on x64$/,
    );
    await expect(loadTextureBridge(unable, "linux", missing)).rejects.toThrow(
      "textures: found linux, expected macOS (Syphon) or Windows (Spout)",
    );
    const bridge = { TextureSender: Sender };
    expect(await loadTextureBridge(async () => bridge, "win32", null)).toBe(bridge);
  });
});
