import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTake } from "../../../main/archive/take-reader.ts";
import { loadSettings } from "../../../main/config/load-settings.ts";
import { type TrackOptions, trackVideo } from "../../../main/jobs/track-video.ts";
import { emptyFolder } from "../../support/folder.ts";
import { jobContext } from "../../support/job-context.ts";

const SLOW = { timeout: 60_000 };

/** A second of something that moves. */
function options(): TrackOptions {
  const folder = emptyFolder();
  const [video, output] = [join(folder, "fractal.mp4"), join(folder, "fractal.take.ndjson")];
  const fractal = ["-f", "lavfi", "-i", "mandelbrot=s=96x64:r=10", "-t", "1"];
  execFileSync("ffmpeg", ["-v", "error", ...fractal, video], { stdio: "pipe" });
  const { ignore, maxPeople, smoothing } = loadSettings({});
  return {
    video,
    output,
    ignore,
    maxPeople,
    smoothing,
    accelerator: "wasm",
    detectorSize: "lite",
    force: false,
  };
}

async function lengthOf(take: string): Promise<number> {
  const { frames } = await readTake(take, { onDamage: (message) => expect.fail(message) });
  return (await Array.fromAsync(frames)).length;
}

test("a video is tracked without a terminal, from options that are plain data", SLOW, async () => {
  const context = jobContext();
  const asked = options();
  const result = await trackVideo(structuredClone(asked), context);
  expect(result).toEqual({ frames: 10, posed: expect.any(Number), seconds: 1, total: 10, fault: null });
  expect(await lengthOf(asked.output)).toBe(10);
  expect(context.notes).toEqual([
    expect.stringMatching(/^video fractal\.mp4 \(96x64, 10 fps\); BlazePose lite, LiteRT WASM/),
  ]);
  expect(context.reports).toEqual(
    Array.from({ length: 11 }, (_, done) => ({ phase: "tracking", unit: "frame", done, total: 10 })),
  );
});

test("stopped in the middle it keeps the frames until then; before the first, nothing", SLOW, async () => {
  const asked = options();
  const result = await trackVideo(
    asked,
    jobContext(({ done }) => done === 4),
  );
  expect(result).toMatchObject({ frames: 4, total: 10, fault: null });
  expect(await lengthOf(asked.output)).toBe(4);
  const never = options();
  await expect(
    trackVideo(
      never,
      jobContext(() => true),
    ),
  ).rejects.toThrow("stopped");
  expect(existsSync(never.output)).toBe(false);
});

test("a take that cannot be written is refused before anything is loaded, and leaves no trace", async () => {
  const { ignore, maxPeople, smoothing } = loadSettings({});
  const folder = emptyFolder();
  const output = join(folder, "none", "a.take.ndjson");
  const asked = {
    ignore,
    maxPeople,
    smoothing,
    accelerator: "wasm",
    detectorSize: "lite",
    force: false,
  } as const;
  // The video is not there either, which would be found out afterwards.
  const video = join(folder, "none.mp4");
  await expect(trackVideo({ ...asked, video, output }, jobContext())).rejects.toThrow(
    `${output}: cannot be written (no such file or directory)`,
  );
  const fine = join(folder, "a.take.ndjson");
  await expect(trackVideo({ ...asked, video, output: fine }, jobContext())).rejects.toThrow(
    /none\.mp4: is not there/,
  );
  expect(existsSync(fine)).toBe(false);
});

test("another take is not written over unless that is asked for", SLOW, async () => {
  const asked = options();
  await trackVideo(
    asked,
    jobContext(({ done }) => done === 1),
  );
  await expect(trackVideo(asked, jobContext())).rejects.toThrow(/is there already; expected a new name/);
  await trackVideo({ ...asked, force: true }, jobContext());
  expect(await lengthOf(asked.output)).toBe(10);
});
