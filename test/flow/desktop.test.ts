import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { app, type BrowserWindow, screen, session, standIn } from "../support/electron-stand-in.ts";
import { processes } from "../support/installation.ts";
import { cues, lostFrames } from "../support/light-desk.ts";
import { type OscReceiver, receiveOsc } from "../support/osc-receiver.ts";

vi.mock("electron", () => import("../support/electron-stand-in.ts"));

const engines = () =>
  processes().filter(({ parent, command }) => parent === process.pid && command.includes("engine-process"));

/** The real entry, preload script, links, page and engine process; only the module `electron` is another. */
describe.skipIf(!hasChromium)("the desktop app, drawn by Chromium", { timeout: 180_000 }, () => {
  let desk: OscReceiver;
  let window: BrowserWindow;

  beforeAll(async () => {
    desk = await receiveOsc();
    standIn.browser = await launchChromium();
    process.argv = [
      ...[process.execPath, "main/electron.ts", "--osc", `127.0.0.1:${desk.port}`],
      ...["--detector", "engine", "--detector-size", "lite", "--frame-size", "320", "--kiosk"],
    ];
    await import("../../main/electron.ts");
    await vi.waitFor(() => expect(standIn.windows[0]?.page).toBeTruthy(), 30_000);
    window = standIn.windows[0]!;
    await window.page!.waitForURL("http://app-stage.localhost/");
  }, 60_000);

  afterAll(async () => {
    desk.close();
    await standIn.browser?.close();
  });

  /** Resolves once the desk has been told of both bodies, from now on. */
  async function bothDance(): Promise<void> {
    const from = cues(desk).length;
    await desk.until(() =>
      cues(desk)
        .slice(from)
        .some(({ person, partner }) => person && partner),
    );
  }

  test("the system is asked for what an installation needs", () => {
    for (const need of [
      "scheme app",
      "3D after a crash",
      "single instance",
      "prevent-display-sleep",
      "menu null",
      "crash reports kept here",
    ]) {
      expect(standIn.asked).toContain(need);
    }
  });

  test("the page is shut off from Node, and has one object with one thing to do", async () => {
    expect(window.options.webPreferences).toMatchObject({
      ...{ contextIsolation: true, sandbox: true, nodeIntegration: false, backgroundThrottling: false },
    });
    expect(await window.page!.evaluate("[typeof require, typeof process]")).toEqual([
      "undefined",
      "undefined",
    ]);
    expect(await window.page!.evaluate("Object.keys(window.continuo)")).toEqual(["connect"]);
    expect(await window.page!.evaluate("location.origin")).toBe("http://app-stage.localhost");
  });

  /** Whether a page is said to have a permission, and is given it. */
  function may(permission: string, url: string, mediaType = "video"): readonly boolean[] {
    const { check, ask } = session.defaultSession;
    let granted = false;
    const answer = (yes: boolean) => {
      granted = yes;
    };
    ask(null, permission, answer, { requestingUrl: url, mediaTypes: [mediaType] });
    return [check(null, permission, url, { mediaType }), granted];
  }

  test("our page may use a microphone while the ears are on, and nobody else's may", async () => {
    const audio = (url: string) => may("media", url, "audio");
    expect(audio("app://stage/")).toEqual([false, false]);
    // What a key means depends on the show.
    await bothDance();
    await window.page!.keyboard.press("u");
    await expect.poll(() => audio("app://stage/")).toEqual([true, true]);
    expect(audio("https://example.org/")).toEqual([false, false]);
    await window.page!.locator("#toast", { hasText: /^ears.*on$/i }).waitFor();
    await window.page!.keyboard.press("u");
    await expect.poll(() => audio("app://stage/")).toEqual([false, false]);
  });

  test("our page may use the camera and the full screen, and keep that awake; nobody may anything else", () => {
    expect(may("media", "app://stage/")).toEqual([true, true]);
    expect(may("fullscreen", "app://stage/")).toEqual([true, true]);
    expect(may("screen-wake-lock", "app://stage/")).toEqual([true, true]);
    expect(may("screen-wake-lock", "https://example.org/")).toEqual([false, false]);
    expect(may("media", "app://stage/", "audio")).toEqual([false, false]);
    expect(may("media", "app://stage.example/")).toEqual([false, false]);
    expect(may("media", "https://example.org/")).toEqual([false, false]);
    for (const permission of ["geolocation", "notifications", "usb", "openExternal", "clipboard-read"]) {
      expect(may(permission, "app://stage/")).toEqual([false, false]);
    }
  });

  test("our page goes nowhere, and nothing opens from it", () => {
    const preventDefault = vi.fn();
    for (const event of ["will-navigate", "will-frame-navigate", "will-redirect", "will-attach-webview"])
      window.webContents.emit(event, { url: "https://example.org/", preventDefault });
    expect(preventDefault).toHaveBeenCalledTimes(4);
    for (const event of ["will-navigate", "will-frame-navigate", "will-redirect"])
      window.webContents.emit(event, { url: "app://stage/desk", preventDefault });
    expect(preventDefault).toHaveBeenCalledTimes(4);
    expect(window.webContents.windowOpenHandler()).toEqual({ action: "deny" });
  });

  test("in a kiosk the window fills the screen, and a visitor neither closes it nor comes to the desk", () => {
    const preventDefault = vi.fn();
    expect(standIn.menu).toBeNull();
    expect(window.options).toMatchObject({ kiosk: true, fullscreen: true });
    window.emit("close", { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  test("a dancer before the camera gets a partner, by way of the message port", async () => {
    await bothDance();
    expect(lostFrames(desk.packets)).toEqual([]);
  });

  test("a page that crashes is loaded again, and the dance goes on", async () => {
    const crashed = window.page;
    await window.crash();
    await vi.waitFor(() => expect(window.page).toBeTruthy(), 20_000);
    expect(window.page).not.toBe(crashed);
    await bothDance();
  });

  test("a window whose screen has gone comes back to one that is there", () => {
    window.setBounds({ x: 5000, y: 0, width: 640, height: 360 });
    screen.emit("display-removed");
    expect(window.getBounds()).toMatchObject({ x: 80, y: 45 });
  });

  test("started a second time, the first comes forward", () => {
    const focus = vi.fn();
    window.on("focus", focus);
    app.emit("second-instance");
    expect(focus).toHaveBeenCalledOnce();
  });

  test("when the window is closed the show ends in order, and leaves no process behind", async () => {
    expect(engines().length).toBeGreaterThan(0);
    window.emit("closed");
    expect(await app.exited).toBe(0);
    await vi.waitFor(() => expect(engines()).toEqual([]), 5000);
  });
});
