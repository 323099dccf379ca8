import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { app, type BrowserWindow, screen, session, standIn } from "../support/electron-stand-in.ts";
import { cues } from "../support/light-desk.ts";
import { type OscReceiver, receiveOsc } from "../support/osc-receiver.ts";

vi.mock("electron", () => import("../support/electron-stand-in.ts"));

const STAGE = "app://stage/";
const PATIENCE_MS = 30_000;

/** The real entry, preload script, links and pages; only the module `electron` is another. */
describe.skipIf(!hasChromium)("the desk in a window of the desktop app", { timeout: 120_000 }, () => {
  let light: OscReceiver;
  let stage: BrowserWindow;
  let desk: BrowserWindow;

  beforeAll(async () => {
    light = await receiveOsc();
    standIn.browser = await launchChromium();
    screen.displays.push({ id: 2, workArea: { x: 800, y: 0, width: 1000, height: 800 } });
    process.argv = [
      ...[process.execPath, "main/electron.ts", "--source", "demo", "--osc", `127.0.0.1:${light.port}`],
    ];
    await import("../../main/electron.ts");
    await vi.waitFor(() => expect(cues(light).length).toBeGreaterThan(0), PATIENCE_MS);
    stage = standIn.windows[0]!;
    desk = await openDesk();
  }, 90_000);

  afterAll(async () => {
    light.close();
    await standIn.browser?.close();
  });

  const item = () =>
    standIn.menu!.flatMap(({ submenu = [] }) => submenu).find(({ label }) => label === "Desk")!;

  /** As by the menu or its key; resolves with a window whose desk shows the show. */
  async function openDesk(): Promise<BrowserWindow> {
    item().click!();
    const window = standIn.windows.at(-1)!;
    await vi.waitFor(() => expect(window.page).toBeTruthy(), PATIENCE_MS);
    await window.page!.waitForSelector(".stage-picture .badges span", { timeout: PATIENCE_MS });
    return window;
  }

  /** Resolves once the light has had cues from now on. */
  async function showGoesOn(): Promise<void> {
    const before = cues(light).length;
    await light.until(() => cues(light).length > before + 10);
  }

  test("it has a key, and its page is the desk, linked over a message port", async () => {
    expect(item().accelerator).toBe("CommandOrControl+D");
    expect(desk.webContents.getURL()).toMatch(/^app:\/\/stage\/desk(#|$)/);
    await vi.waitFor(async () => {
      expect(await desk.page!.textContent(".badges")).toContain("one dancer");
    }, PATIENCE_MS);
  });

  test("the host answers it what only a desk may ask", async () => {
    await desk.page!.evaluate("location.hash = '#settings'");
    await vi.waitFor(async () => {
      expect(await desk.page!.locator(".setting-lines").count()).toBeGreaterThan(1);
    }, PATIENCE_MS);
    await desk.page!.evaluate("location.hash = '#live'");
    await desk.page!.waitForSelector(".stage-picture", { timeout: PATIENCE_MS });
  });

  test("it is a window among others, on the screen that the stage is not on", () => {
    expect(desk.options.kiosk ?? false).toBe(false);
    expect(desk.options.fullscreen ?? false).toBe(false);
    expect(stage.getBounds()).toMatchObject({ x: 80, y: 45 });
    expect(desk.getBounds()).toEqual({ x: 900, y: 80, width: 800, height: 640 });
  });

  test("it is shut off as the stage is, and may not even use the camera", () => {
    expect(desk.options.webPreferences).toEqual({
      ...stage.options.webPreferences,
      backgroundThrottling: true,
    });
    const preventDefault = vi.fn();
    for (const event of ["will-navigate", "will-frame-navigate", "will-redirect", "will-attach-webview"])
      desk.webContents.emit(event, { url: "https://example.org/", preventDefault });
    expect(preventDefault).toHaveBeenCalledTimes(4);
    expect(desk.webContents.windowOpenHandler()).toEqual({ action: "deny" });
    for (const permission of ["media", "fullscreen", "screen-wake-lock"]) {
      expect(may(stage, permission)).toEqual([true, true]);
      expect(may(desk, permission)).toEqual([false, false]);
    }
  });

  function may({ webContents }: BrowserWindow, permission: string): boolean[] {
    let granted = false;
    const answer = (yes: boolean) => {
      granted = yes;
    };
    const { check, ask } = session.defaultSession;
    ask(webContents, permission, answer, { requestingUrl: STAGE, mediaTypes: ["video"] });
    return [check(webContents, permission, STAGE, { mediaType: "video" }), granted];
  }

  test("asked for again, the one that is open comes forward", () => {
    const focus = vi.fn();
    desk.on("focus", focus);
    const { length } = standIn.windows;
    item().click!();
    expect(focus).toHaveBeenCalledOnce();
    expect(standIn.windows).toHaveLength(length);
  });

  test("its stage in small is drawn while somebody can see it, and not while nobody can", async () => {
    const page = desk.page!;
    await page.evaluate(`
      window.drawn = 0;
      window.heard = 0;
      window.isHidden = false;
      Object.defineProperty(document, "hidden", { get: () => window.isHidden });
      const { fillRect } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.fillRect = function (...box) {
        window.drawn++;
        fillRect.apply(this, box);
      };
      const { postMessage } = MessagePort.prototype;
      MessagePort.prototype.postMessage = function (...message) {
        // Every message of the host is acknowledged.
        window.heard++;
        postMessage.apply(this, message);
      };
    `);
    const begin = (isHidden: boolean) =>
      page.evaluate(`window.isHidden = ${isHidden}; window.drawn = 0; window.heard = 0;`);
    const hears = () =>
      vi.waitFor(async () => expect(await page.evaluate("window.heard")).toBeGreaterThan(20), PATIENCE_MS);
    const drawn = () => page.evaluate<number>("window.drawn");
    await begin(false);
    await hears();
    expect(await drawn()).toBeGreaterThan(0);
    await begin(true);
    await hears();
    expect(await drawn()).toBe(0);
  });

  test("when it crashes it is loaded again", async () => {
    const crashed = desk.page;
    await desk.crash();
    await vi.waitFor(() => expect(desk.page).toBeTruthy(), PATIENCE_MS);
    expect(desk.page).not.toBe(crashed);
    await desk.page!.waitForSelector(".stage-picture", { timeout: PATIENCE_MS });
  });

  test("closed, it leaves the show running, and it opens again where it was", async () => {
    const bounds = { x: 1000, y: 100, width: 700, height: 500 };
    desk.setBounds(bounds);
    await desk.close();
    await showGoesOn();
    const next = await openDesk();
    expect(next).not.toBe(desk);
    expect(next.getBounds()).toEqual(bounds);
  });

  test("when the stage is closed the show ends, though a desk is open", async () => {
    await stage.close();
    expect(await app.exited).toBe(0);
    expect(standIn.windows.every((window) => window.isDestroyed())).toBe(true);
  });
});
