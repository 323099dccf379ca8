import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { openVideo } from "../../../main/inputs/video.ts";
import type { ImageFrame } from "../../../shared/pose.ts";
import { cases } from "../../support/long.ts";
import { VideoFolder } from "../../support/videos.ts";

const videos = new VideoFolder();

/** Eight seconds in which no two frames are alike. */
const COUNTER = ["-f", "lavfi", "-t", "8", "-i", "testsrc2=s=96x64:r=30"];
const x264 = (parameters: string) => [
  ...["-c:v", "libx264", "-pix_fmt", "yuv420p", "-preset", "veryfast", "-x264-params", parameters],
];
const UNEVEN = "select='mod(n\\,7)-3',setpts='PTS+0.01*mod(N\\,3)/TB'";

const FILMS = cases<readonly [name: string, encode: readonly string[]]>({
  everyday: [
    ["between-keys.mp4", x264("open-gop=1:keyint=60:bframes=4")],
    ["uneven.mp4", ["-vf", UNEVEN, "-vsync", "vfr", ...x264("keyint=60")]],
    ["stream.ts", x264("open-gop=1:keyint=60:bframes=4")],
  ],
  long: [
    ["plain.mp4", x264("keyint=250")],
    ["no-key-frames.mp4", x264("intra-refresh=1:keyint=30")],
    ["ten.mp4", ["-r", "10", ...x264("keyint=60")]],
    ["late.mkv", [...x264("keyint=60"), "-output_ts_offset", "7"]],
    ["simple.avi", ["-c:v", "mpeg4", "-g", "60"]],
    ["untimed.h264", x264("keyint=60")],
  ],
});

async function stretchOf(file: string, begin: number, end: number): Promise<ImageFrame[]> {
  const video = await openVideo(file);
  try {
    return await Array.fromAsync(video.frames({ begin, end }));
  } finally {
    await video.close();
  }
}

test.for(FILMS)("frames from the midst of %s are those of the whole", async ([name, encode]) => {
  const file = videos.make(name, ...COUNTER, ...encode);
  await using opened = new AsyncDisposableStack();
  const video = opened.adopt(await openVideo(file), (one) => one.close());
  const whole = await Array.fromAsync(video.frames());
  const middle = whole[Math.floor(0.7 * whole.length)]!.t;
  for (const [begin, end] of [
    [0.71, 1.01],
    [middle, middle + 0.39],
    [middle + 0.01, 60],
  ] as const) {
    const wanted = whole.filter(({ t }) => t >= begin - 1e-5 && t < end - 1e-5);
    const found = await Array.fromAsync(video.frames({ begin, end }));
    expect(wanted.length).toBeGreaterThan(2);
    expect(found.map(({ t }) => t.toFixed(4))).toEqual(wanted.map(({ t }) => t.toFixed(4)));
    for (const [index, { data }] of found.entries())
      expect(Buffer.compare(data, wanted[index]!.data), `frame ${index}`).toBe(0);
  }
});

test("what lies far before a stretch is not decoded", async () => {
  const file = videos.make(
    "long.mp4",
    "-f",
    "lavfi",
    "-t",
    "60",
    "-i",
    "testsrc2=s=96x64:r=30",
    ...x264("keyint=60"),
  );
  // Half of the file is no video any more.
  const size = Number(execFileSync("stat", ["-c", "%s", file], { encoding: "utf8" }));
  const [from, count] = [Math.floor(0.3 * size), Math.floor(0.3 * size)];
  const wanted = await stretchOf(file, 58, 59);
  execFileSync(
    "dd",
    ["if=/dev/zero", `of=${file}`, "bs=1", `seek=${from}`, `count=${count}`, "conv=notrunc"],
    {
      stdio: "pipe",
    },
  );
  const found = await stretchOf(file, 58, 59);
  expect(found).toHaveLength(30);
  expect(found.map(({ data }) => Buffer.from(data))).toEqual(wanted.map(({ data }) => Buffer.from(data)));
});
