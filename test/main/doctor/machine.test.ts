import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { ffmpegCheck } from "../../../main/doctor/machine.ts";
import { browserCheck, displayCheck, electronCheck } from "../../../main/doctor/screen.ts";
import { emptyFolder } from "../../support/folder.ts";
import { isHere } from "../../support/is-here.ts";

afterEach(() => void vi.unstubAllEnvs());

const patience = new AbortController().signal;

test("ffmpeg is known by its version", async () => {
  expect(await ffmpegCheck(true).run(patience)).toMatchObject({
    state: "ok",
    found: expect.stringMatching(/^\S*\d/),
  });
});

test("without ffmpeg the show runs unless its source is a video, and the advice says how to install it", async () => {
  vi.stubEnv("PATH", "/nowhere");
  const advice = expect.stringContaining("apt-get install ffmpeg");
  expect(await ffmpegCheck(false).run(patience)).toMatchObject({ state: "limited", advice });
  expect(await ffmpegCheck(true).run(patience)).toMatchObject({ state: "broken", advice });
});

test.skipIf(process.platform === "win32")("an ffmpeg that hangs is told, and what was expected", async () => {
  const programs = emptyFolder();
  writeFileSync(join(programs, "ffmpeg"), "#!/bin/sh\nexec sleep 600\n", { mode: 0o755 });
  vi.stubEnv("PATH", `${programs}:${process.env.PATH}`);
  expect(await ffmpegCheck(true, 1000).run(patience)).toEqual({
    state: "broken",
    found: "ffmpeg: gave no answer within 1 s",
    advice: "expected a program that starts at once, from a disk that answers",
  });
});

test.runIf(isHere("Linux", process.platform === "linux"))(
  "a screen, Electron or browser is only missed where it was asked for",
  async () => {
    vi.stubEnv("PATH", "/nowhere");
    vi.stubEnv("DISPLAY", "");
    vi.stubEnv("WAYLAND_DISPLAY", "");
    vi.stubEnv("ELECTRON_OVERRIDE_DIST_PATH", "/nowhere");
    const state = async (check: ReturnType<typeof displayCheck>) => (await check.run(patience)).state;
    expect(await state(displayCheck("auto"))).toBe("limited");
    expect(await state(displayCheck("electron"))).toBe("broken");
    expect(await state(displayCheck("none"))).toBe("ok");
    expect(await state(electronCheck("auto"))).toBe("limited");
    expect(await state(electronCheck("electron"))).toBe("broken");
    expect(await state(browserCheck("auto"))).toBe("limited");
    expect(await state(browserCheck("browser"))).toBe("broken");
  },
);
