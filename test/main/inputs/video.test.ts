import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { probeVideo } from "../../../main/inputs/probe-video.ts";
import { openVideo } from "../../../main/inputs/video.ts";
import { SourceError } from "../../../main/system/errors.ts";
import { projectRoot } from "../../../main/system/files/paths.ts";
import { emptyFolder } from "../../support/folder.ts";
import { cases } from "../../support/long.ts";
import { turns } from "../../support/turns.ts";
import { collect, framesOf, luma, VideoFolder } from "../../support/videos.ts";

const videos = new VideoFolder();
const at = (name: string) => videos.at(name);
const make = (name: string, ...args: string[]) => videos.make(name, ...args);

beforeAll(() => {
  // Left half black, right half white.
  const halves = "color=black:s=48x64:r=10:d=2,pad=96:64:0:0:white";
  make("halves.mp4", "-f", "lavfi", "-i", halves, "-pix_fmt", "yuv420p", "-movflags", "+faststart");
});

/** How many programs of ours run; a moment after its end one still counts. */
const running = () => process.getActiveResourcesInfo().filter((name) => name === "ProcessWrap").length;

test("every frame comes as I420 at its time, and the source says what it is", async () => {
  const source = await openVideo(at("halves.mp4"));
  expect(source.description).toBe("video halves.mp4 (96x64, 10 fps)");
  expect(source.fps).toBe(10);
  expect(source.length).toBe(20);
  const frames = await collect(source);
  expect(frames.map(({ t }) => t)).toEqual(Array.from({ length: 20 }, (_, i) => expect.closeTo(i / 10, 5)));
  for (const frame of frames) {
    expect(frame).toMatchObject({ tag: "image", width: 96, height: 64 });
    expect(frame.data.length).toBe((96 * 64 * 3) / 2);
    expect(luma(frame, 0.25, 0.5)).toBeLessThan(20);
    expect(luma(frame, 0.75, 0.5)).toBeGreaterThan(230);
  }
});

test("a source can be gone through again, and each frame keeps its own picture", async () => {
  const source = await openVideo(at("halves.mp4"));
  const [first, again] = [await collect(source), await collect(source)];
  expect(again).toEqual(first);
  expect(new Set(first.map(({ data }) => data.buffer)).size).toBe(20);
});

test("a video that asks to be turned is turned", async () => {
  const turn = (before: string[], after: string[]) =>
    make("turned.mp4", ...before, "-i", at("halves.mp4"), "-c", "copy", ...after);
  try {
    turn(["-display_rotation", "90"], []);
  } catch {
    // Before ffmpeg 6 the rotation was metadata.
    turn([], ["-metadata:s:v", "rotate=90"]);
  }
  const [frame] = await framesOf(at("turned.mp4"));
  expect(frame).toMatchObject({ width: 64, height: 96 });
  expect(luma(frame!, 0.5, 0.25)).toBeGreaterThan(230);
  expect(luma(frame!, 0.5, 0.75)).toBeLessThan(20);
});

test("odd sizes have chroma planes that are rounded up", async () => {
  make("odd.mkv", "-f", "lavfi", "-i", "testsrc=s=33x21:d=0.2:r=10", "-c:v", "ffv1");
  const [frame, ...others] = await framesOf(at("odd.mkv"));
  expect(frame).toMatchObject({ width: 33, height: 21 });
  expect(frame!.data.length).toBe(33 * 21 + 2 * 17 * 11);
  expect(others).toHaveLength(1);
});

test("a picture larger than any detector needs is made smaller", async () => {
  make("large.png", "-f", "lavfi", "-i", "color=white:s=2400x1202", "-frames:v", "1");
  expect(await framesOf(at("large.png"))).toMatchObject([{ t: 0, width: 1920, height: 962 }]);
});

test("a variable frame rate keeps the time of each frame and repeats none", async () => {
  const times = "setpts=(N+floor(N/2)*3)/10/TB";
  make("phone.mkv", "-f", "lavfi", "-i", "testsrc=s=64x64:d=0.6:r=10", "-vf", times, "-c:v", "ffv1");
  const frames = await framesOf(at("phone.mkv"));
  const expected = [0, 1, 5, 6, 10, 11].map((n) => expect.closeTo(n / 10, 2));
  expect(frames.map(({ t }) => t)).toEqual(expected);
});

/** 120 frames in four seconds, each up to 16 ms late, as a camera gives them; `interleave` forgets the rate. */
const LIVE = [
  ...["-f", "lavfi", "-i", "testsrc=s=64x64:d=4:r=30", "-fps_mode", "vfr", "-enc_time_base", "1:1000"],
  ...["-vf", "settb=1/1000,setpts='N*1000/30+4*mod(N*7,5)',interleave=1"],
];

test.each([
  ["browser.webm", [...LIVE, "-c:v", "libvpx"]],
  ["ticks.avi", [...LIVE, "-r", "1000", "-c:v", "mpeg4"]],
])("where the rate is not stated, or the clock's, it is that of the frames (%s)", async (name, args) => {
  const source = await openVideo(make(name, ...args));
  expect(Math.abs(source.fps - 30)).toBeLessThan(0.5);
  expect(Math.abs(source.length! - 120)).toBeLessThan(3);
  expect(await collect(source)).toHaveLength(120);
});

test("many frames a second are believed when they come", async () => {
  make("fast.mkv", "-f", "lavfi", "-i", "testsrc=s=64x64:d=0.1:r=500", "-c:v", "ffv1");
  const source = await openVideo(at("fast.mkv"));
  expect(Math.round(source.fps)).toBe(500);
  expect(source.length).toBe(50);
});

test("one frame alone is a video still, whatever rate it claims", async () => {
  make("one.webm", ...LIVE, "-frames:v", "1", "-c:v", "libvpx");
  expect(await framesOf(at("one.webm"))).toMatchObject([{ t: 0, width: 64, height: 64 }]);
});

test("a still picture is a source of one frame", async () => {
  make("still.jpg", "-f", "lavfi", "-i", "color=white:s=64x48", "-frames:v", "1");
  const source = await openVideo(at("still.jpg"));
  expect(source.length).toBe(1);
  expect(await collect(source)).toMatchObject([{ t: 0, width: 64, height: 48 }]);
});

const NAMES = cases({
  everyday: ["-i.mp4", "concat:a|b.mp4", "a b;$(touch oops)'\".mp4"],
  long: ["http:x.mp4", "100%.mp4"],
});

test.each(NAMES)("the file name %s is a name and nothing else", async (name) => {
  // On a path of its own, so that the name itself begins with what could be mistaken.
  copyFileSync(at("halves.mp4"), at(name));
  const before = process.cwd();
  process.chdir(videos.path);
  try {
    expect(await framesOf(name)).toHaveLength(20);
  } finally {
    process.chdir(before);
  }
});

test("a picture named like a numbered series is that picture", async () => {
  make("series1.png", "-f", "lavfi", "-i", "color=white:s=8x8", "-frames:v", "1");
  make("wide.png", "-f", "lavfi", "-i", "color=white:s=16x8", "-frames:v", "1");
  copyFileSync(at("wide.png"), at("series%d.png"));
  expect(await framesOf(at("series%d.png"))).toMatchObject([{ width: 16, height: 8 }]);
});

test("a playlist that is named like a video opens no other file", async () => {
  const list = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nhalves.mp4\n#EXT-X-ENDLIST\n";
  writeFileSync(at("list.mp4"), list);
  await expect(openVideo(at("list.mp4"))).rejects.toThrow(/list\.mp4: not a video/);
});

test("what is no video is refused in one line that names the file", async () => {
  writeFileSync(at("text.mp4"), "no video\n".repeat(100));
  writeFileSync(at("empty.mp4"), "");
  make("sound.m4a", "-f", "lavfi", "-i", "sine=d=0.5");
  const refused = (name: string) =>
    openVideo(at(name)).then(
      () => "opened",
      (error: Error) => [error instanceof SourceError, error.message.replace(videos.path, "")],
    );
  expect(await refused("text.mp4")).toEqual([true, expect.stringMatching(/^.text\.mp4: not a video .*$/)]);
  expect(await refused("empty.mp4")).toEqual([
    true,
    expect.stringMatching(/^.empty\.mp4: is empty; expected a video.*$/),
  ]);
  expect(await refused("sound.m4a")).toEqual([
    true,
    expect.stringMatching(/^.sound\.m4a: no video in it.*$/),
  ]);
  expect(await refused("none.mp4")).toEqual([
    true,
    expect.stringMatching(/^.none\.mp4: is not there; expected a video.*$/),
  ]);
  expect(await refused(".")).toEqual([true, expect.stringMatching(/is a folder; expected a video.*$/)]);
});

test("a video that is cut short gives its good frames, then the error", async () => {
  const fractal = "mandelbrot=s=96x64:r=10";
  const whole = readFileSync(
    make("fractal.mp4", "-f", "lavfi", "-i", fractal, "-t", "2", "-movflags", "+faststart"),
  );
  const cut = at("cut.mp4");
  writeFileSync(cut, whole.subarray(0, Math.floor(whole.length * 0.8)));
  let count = 0;
  const readAll = async () => {
    for await (const frame of (await openVideo(cut)).frames()) {
      expect(frame.data.length).toBe((96 * 64 * 3) / 2);
      count++;
    }
  };
  await expect(readAll()).rejects.toThrow(SourceError);
  expect(count).toBeGreaterThan(5);
  expect(count).toBeLessThan(20);
  await expect(readAll()).rejects.toThrow(
    `${cut}: damaged or cut short: read ${count} of 20 frames, then ffmpeg said "`,
  );
});

test("closing ends the frames of whoever is reading, without an error", async () => {
  const source = await openVideo(at("halves.mp4"));
  let count = 0;
  for await (const _ of source.frames()) if (++count === 2) await source.close();
  expect(count).toBeLessThan(20);
  await expect.poll(running).toBe(0);
  await source.close();
});

test("closing ends them also while a frame waits to be told its time", async () => {
  const source = await openVideo(at("halves.mp4"));
  const stalled = emptyFolder();
  const path = process.env.PATH;
  // Writes frames, and never when they are shown.
  const program =
    "#!/bin/sh\nhead -c 20000 /dev/zero; touch $0.began; head -c 10000000 /dev/zero; exec sleep 600\n";
  writeFileSync(join(stalled, "ffmpeg"), program, { mode: 0o755 });
  process.env.PATH = `${stalled}:${path}`;
  try {
    const frames = collect(source);
    await expect.poll(() => existsSync(join(stalled, "ffmpeg.began")), { timeout: 20_000 }).toBe(true);
    await turns(20);
    await source.close();
    // No more than what was read already of the thousand.
    expect((await frames).length).toBeLessThan(100);
  } finally {
    process.env.PATH = path;
  }
});

/** Runs with a program in the place of ffmpeg or ffprobe. */
async function runningAs(program: string, script: string, run: () => Promise<void>): Promise<void> {
  const programs = emptyFolder();
  const path = process.env.PATH;
  writeFileSync(join(programs, program), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  process.env.PATH = `${programs}:${path}`;
  try {
    await run();
  } finally {
    process.env.PATH = path;
  }
}

test("ffmpeg waits for who looks at the frames, and ends when nobody does any more", async () => {
  const source = await openVideo(at("halves.mp4"));
  const count = join(emptyFolder(), "count");
  const script = `i=0; while [ $i -lt 1000 ]; do
    head -c 9216 /dev/zero; echo frame:$i pts:$i >&3; i=$((i+1)); echo $i >${count}; done`;
  await runningAs("ffmpeg", script, async () => {
    for await (const frame of source.frames()) {
      expect(frame.t).toBe(0);
      let written = 0;
      const hasStopped = () => {
        const before = written;
        written = Number(readFileSync(count, "utf8"));
        return written > 0 && written === before;
      };
      await expect.poll(hasStopped, { interval: 200 }).toBe(true);
      // What the pipe and our own buffer hold.
      expect(written).toBeLessThan(100);
      expect(running()).toBe(1);
      break;
    }
    await expect.poll(running).toBe(0);
  });
});

test.each([
  ["before its first frame", "exec sleep 600"],
  [
    "after some",
    "head -c 100000 /dev/zero; for i in 1 2 3; do echo frame:$i pts:$i >&3; done; exec sleep 600",
  ],
  ["after its last", "exec >&- 3>&-; exec sleep 600"],
])("an ffmpeg that hangs %s is ended and told", async (_when, script) => {
  const source = await openVideo(at("halves.mp4"), { silenceMs: 400 });
  await runningAs("ffmpeg", script, async () => {
    await expect(collect(source)).rejects.toThrow(
      /halves\.mp4: ffmpeg gave nothing for 0\.4 s after \d+ frames and was ended; expected a file/,
    );
    await expect.poll(running).toBe(0);
  });
});

test("an ffprobe that hangs is ended and told", async () => {
  await runningAs("ffprobe", "exec sleep 600", async () => {
    await expect(probeVideo(at("halves.mp4"), 400)).rejects.toThrow(
      /halves\.mp4: ffprobe gave no answer within 0\.4 s/,
    );
    await expect.poll(running).toBe(0);
  });
});

test("an ffmpeg that hangs does not outlive a host that is killed", async (context) => {
  if (process.platform === "win32") context.skip("there the system ends children");
  await runningAs("ffmpeg", "echo $$ >&2; exec sleep 600", async () => {
    const script = `
      const { startFfmpeg } = await import(${JSON.stringify(pathToFileURL(join(projectRoot, "main/inputs/ffmpeg.ts")).href)});
      const ffmpeg = await startFfmpeg("ffmpeg", []);
      ffmpeg.errors.once("data", (pid) => process.stdout.write(pid));
      setInterval(() => {}, 1000);`;
    const host = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const pid = Number(String((await once(host.stdout, "data"))[0]));
    expect(isAlive(pid)).toBe(true);
    host.kill("SIGKILL");
    await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // Where nobody takes its end from the system, its number stays.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

test("without ffmpeg the error says how to install it", async () => {
  const path = process.env.PATH;
  process.env.PATH = emptyFolder();
  try {
    await expect(openVideo(at("halves.mp4"))).rejects.toThrow(
      /^ffprobe: not found .* install ffmpeg \(Debian, Ubuntu: /,
    );
  } finally {
    process.env.PATH = path;
  }
});
