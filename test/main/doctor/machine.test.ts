import { afterEach, expect, test, vi } from "vitest";
import { ffmpeg } from "../../../main/doctor/machine.ts";
import { browser, display, electron } from "../../../main/doctor/screen.ts";

afterEach(() => void vi.unstubAllEnvs());

const patience = new AbortController().signal;

test("ffmpeg is known by its version", async () => {
  expect(await ffmpeg(true).look(patience)).toMatchObject({
    state: "ok",
    found: expect.stringMatching(/^\S*\d/),
  });
});

test("without ffmpeg the show runs unless its source is a video, and the advice says how to install it", async () => {
  vi.stubEnv("PATH", "/nowhere");
  const advice = expect.stringContaining("apt-get install ffmpeg");
  expect(await ffmpeg(false).look(patience)).toMatchObject({ state: "limited", advice });
  expect(await ffmpeg(true).look(patience)).toMatchObject({ state: "broken", advice });
});

test.skipIf(process.platform !== "linux")(
  "a screen, Electron or browser is only missed where it was asked for",
  async () => {
    vi.stubEnv("PATH", "/nowhere");
    vi.stubEnv("DISPLAY", "");
    vi.stubEnv("WAYLAND_DISPLAY", "");
    vi.stubEnv("ELECTRON_OVERRIDE_DIST_PATH", "/nowhere");
    const state = async (check: ReturnType<typeof display>) => (await check.look(patience)).state;
    expect(await state(display("auto"))).toBe("limited");
    expect(await state(display("electron"))).toBe("broken");
    expect(await state(display("none"))).toBe("ok");
    expect(await state(electron("auto"))).toBe("limited");
    expect(await state(electron("electron"))).toBe("broken");
    expect(await state(browser("auto"))).toBe("limited");
    expect(await state(browser("browser"))).toBe("broken");
  },
);
