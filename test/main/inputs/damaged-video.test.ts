import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openVideo } from "../../../main/inputs/video.ts";
import { cases } from "../../support/long.ts";
import { begunBetweenKeys, complaintsAbout, FRACTAL, missingReference } from "../../support/odd-videos.ts";
import { VideoFolder } from "../../support/videos.ts";

const videos = new VideoFolder();

/** Plays it to its end: how many frames came, at which times, what was noted, and what was wrong in the end. */
async function played(file: string) {
  const notes: string[] = [];
  const times: number[] = [];
  let fault: string | null = null;
  const source = await openVideo(file, { onNote: (line) => notes.push(line.replace(`${file}: `, "")) });
  try {
    for await (const { t } of source.frames()) times.push(t);
  } catch (error) {
    fault = (error as Error).message.replace(`${file}: `, "");
  }
  return { times, count: times.length, notes, fault, source };
}

test("a decoder that misses a reference shows every frame all the same, and that it complained is noted, once", async () => {
  const file = missingReference(videos);
  const { count, notes, fault, source } = await played(file);
  expect([count, fault]).toEqual([59, null]);
  expect(notes).toEqual([expect.stringMatching(/^ffmpeg said ".*", but every frame came$/)]);
  // Over and over, as a show plays it.
  expect(await Array.fromAsync(source.frames())).toHaveLength(59);
  expect(notes).toHaveLength(1);
});

test("a stream that begins between two key frames begins at its first whole frame", async () => {
  const { times, notes, fault } = await played(begunBetweenKeys(videos, "cut.ts"));
  expect(fault).toBeNull();
  // From one key frame on, or from two, by where a third of the bytes is.
  expect([60, 120]).toContain(times.length);
  expect(times).toEqual(times.map((_, n) => expect.closeTo(n / 30, 2)));
  expect(notes).toEqual([
    expect.stringMatching(
      /^begins between two key frames; the \d+ frames before its first whole one are left out$/,
    ),
  ]);
});

test("where frames are missing in its middle, too, that is damage", async () => {
  const file = begunBetweenKeys(videos, "cut-and-torn.ts");
  const bytes = readFileSync(file);
  // The last second's frames, all but their first bytes.
  for (let at = Math.floor(0.9 * (bytes.length / 188)) * 188; at < bytes.length; at += 188)
    bytes.fill(0xff, at + 30, at + 188);
  writeFileSync(file, bytes);
  const { count, fault } = await played(file);
  expect(count).toBeGreaterThan(30);
  expect(fault).toMatch(/^damaged or cut short: read \d+ of \d+ frames, then ffmpeg said ".+"$/);
});

const CUT = cases<[name: string, encode: readonly string[]]>({
  everyday: [
    ["cut.mkv", ["-c:v", "libx264"]],
    ["cut.mp4", ["-c:v", "libx264", "-movflags", "+faststart"]],
  ],
  long: [
    ["cut.webm", ["-c:v", "libvpx"]],
    ["cut.avi", ["-c:v", "mpeg4"]],
    ["cut.flv", ["-c:v", "flv"]],
  ],
});

test.each(CUT)("a file that is cut short gives its frames, and then the error (%s)", async (name, encode) => {
  const whole = readFileSync(videos.make(name, ...FRACTAL, "-pix_fmt", "yuv420p", ...encode));
  writeFileSync(videos.at(name), whole.subarray(0, Math.floor(0.7 * whole.length)));
  const { count, fault } = await played(videos.at(name));
  expect(count).toBeGreaterThan(15);
  expect(count).toBeLessThan(58);
  expect(fault).toMatch(
    new RegExp(`^damaged or cut short: read ${count} of 60 frames, then ffmpeg said ".+"$`),
  );
});

test("one that is cut short without a complaint is noted to hold less than it claims", async () => {
  const whole = readFileSync(videos.make("cut.gif", "-f", "lavfi", "-i", "testsrc=s=96x64:r=10:d=2"));
  writeFileSync(videos.at("cut.gif"), whole.subarray(0, Math.floor(0.7 * whole.length)));
  const { count, notes, fault } = await played(videos.at("cut.gif"));
  expect(fault).toBeNull();
  expect(notes).toEqual([`holds ${count} frames, and claims to hold ${count + 1}`]);
});

test("frames that are damaged come, and that they are is noted", async () => {
  const encode = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "10"];
  const scratched = (amount: number) => {
    const scratches = `noise=amount=${amount}*eq(mod(n\\,20)\\,15)`;
    return videos.make("scratched.mkv", ...FRACTAL, ...encode, "-bsf:v", scratches);
  };
  // One byte in so many, until the decoder minds.
  const minded = [140, 120, 100, 80, 60, 50, 40].find((amount) => complaintsAbout(scratched(amount)) !== "");
  expect(minded).toBeDefined();
  const file = videos.at("scratched.mkv");
  const { count, notes, fault } = await played(file);
  expect({ count, fault, notes }).toEqual({
    ...{ count: 60, fault: null },
    notes: [expect.stringMatching(/^ffmpeg said ".+", but every frame came$/)],
  });
});

const WITH_LONGER_SOUND = cases<[name: string, encode: readonly string[]]>({
  everyday: [
    ["long.webm", ["-c:v", "libvpx"]],
    ["long.ts", ["-c:v", "libx264"]],
  ],
  long: [
    ["long.mkv", ["-c:v", "libx264"]],
    ["long.mp4", ["-c:v", "libx264"]],
    ["long.flv", ["-c:v", "flv"]],
  ],
});

test.each(WITH_LONGER_SOUND)(
  "sound that lasts longer than the picture is nothing that is missing (%s)",
  async (name, encode) => {
    const sound = ["-f", "lavfi", "-i", "sine=d=6:r=44100"];
    const file = videos.make(name, ...FRACTAL, ...sound, "-pix_fmt", "yuv420p", ...encode);
    expect(await played(file)).toMatchObject({ count: 60, notes: [], fault: null });
  },
);

test("what a file was cut from without being encoded anew is nothing that is missing", async () => {
  const encode = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "20"];
  const whole = videos.make("long.mp4", "-f", "lavfi", "-i", "testsrc=s=96x64:r=10", "-t", "4", ...encode);
  const file = videos.make("piece.mp4", "-ss", "1.25", "-i", whole, "-t", "1.5", "-c", "copy");
  const { count, notes, fault, source } = await played(file);
  expect(source.length).toBeGreaterThan(count);
  expect({ fault, notes }).toEqual({ fault: null, notes: [] });
});

const SOUND = cases<[name: string, encode: readonly string[]]>({
  everyday: [
    ["tone.mp3", ["-c:a", "libmp3lame"]],
    ["tone.m4a", ["-c:a", "aac"]],
  ],
  long: [
    ["tone.wav", []],
    ["tone.flac", []],
    ["tone.ogg", ["-c:a", "libvorbis"]],
    ["tone.mka", ["-c:a", "aac"]],
    ["tone.aac", ["-c:a", "aac"]],
  ],
});

test.each(SOUND)("sound is refused for what it is (%s)", async (name, encode) => {
  const file = videos.make(name, "-f", "lavfi", "-i", "sine=d=1", ...encode);
  await expect(openVideo(file)).rejects.toThrow(
    `${file}: no video in it, only sound; expected a video, or a picture such as JPEG or PNG`,
  );
});

test.each(["song.mp3", "song.m4a"])("the picture of a cover is no video (%s)", async (name) => {
  const cover = videos.make("cover.jpg", "-f", "lavfi", "-i", "testsrc=s=64x64", "-frames:v", "1");
  const sound = ["-f", "lavfi", "-i", "sine=d=1", "-i", cover, "-map", "0", "-map", "1"];
  const file = videos.make(name, ...sound, "-c:v", "mjpeg", "-disposition:v", "attached_pic");
  await expect(openVideo(file)).rejects.toThrow(
    `${file}: no video in it, only sound and the picture of a cover; expected a video, `,
  );
});

test("a playlist is named by its format, and not by a list of others", async () => {
  const file = videos.at("list.mp4");
  writeFileSync(file, "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\na.mp4\n#EXT-X-ENDLIST\n");
  await expect(openVideo(file)).rejects.toThrow(
    `${file}: not a video that ffmpeg can read (it is of the format hls); expected a video, or a picture such as JPEG or PNG`,
  );
});
