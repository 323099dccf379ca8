import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decodeMusic, TRACK_RATE } from "../../../../main/inputs/music/decode-music.ts";
import { clip } from "../../../support/clip.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { writeWav } from "../../../support/wav.ts";

/** A tone of 441 Hz, 0.5 high. */
const tone = (seconds: number, rate: number) =>
  Float32Array.from({ length: seconds * rate }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 441 * i) / rate));

async function decoded(file: string): Promise<Float32Array> {
  const pieces = await Array.fromAsync(decodeMusic(file));
  const all = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

const loudest = (samples: Float32Array) =>
  samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

test("every sample of a WAV comes, at its place", async () => {
  const file = join(emptyFolder(), "tone.wav");
  const samples = tone(1.01, TRACK_RATE);
  writeWav(file, samples, TRACK_RATE);
  const heard = await decoded(file);
  expect(heard.length).toBe(samples.length);
  expect(loudest(heard.map((sample, index) => sample - samples[index]!))).toBeLessThan(1e-4);
});

test.each(["mp3", "flac", "m4a"])(
  "%s in stereo and at another rate comes as mono at ours, where it is",
  async (ending) => {
    const folder = emptyFolder();
    const [wav, file] = [join(folder, "tone.wav"), join(folder, `tone.${ending}`)];
    // Half a second of silence, then the tone.
    writeWav(wav, new Float32Array([...new Float32Array(24_000), ...tone(1.5, 48_000)]), 48_000);
    execFileSync("ffmpeg", ["-v", "error", "-i", wav, "-ac", "2", file]);
    const heard = await decoded(file);
    expect(heard.length / TRACK_RATE).toBeGreaterThan(1.98);
    expect(heard.length / TRACK_RATE).toBeLessThan(2.1);
    expect(heard.findIndex((sample) => Math.abs(sample) > 0.1) / TRACK_RATE).toBeCloseTo(0.5, 1.8);
    expect(loudest(heard)).toBeGreaterThan(0.4);
  },
);

test("what has no sound is refused in one line that names it", async () => {
  const folder = emptyFolder();
  const refused = (file: string) => decoded(file).catch((error: Error) => error.message);
  const missing = join(folder, "missing.wav");
  expect(await refused(missing)).toBe(
    `${missing}: is not there; expected a file of sound, such as WAV, MP3 or FLAC`,
  );
  const words = join(folder, "words.mp3");
  writeFileSync(words, "Dear diary, ".repeat(500));
  expect(await refused(words)).toMatch(
    /words\.mp3: no sound in it that ffmpeg can read \(.+\); expected a file of sound/,
  );
  const silent = join(folder, "silent.mp4");
  execFileSync("ffmpeg", ["-v", "error", "-i", clip("squats.mp4"), "-an", "-c", "copy", silent]);
  expect(await refused(silent)).toMatch(/silent\.mp4: no sound in it that ffmpeg can read \(.+\); expected/);
  const empty = join(folder, "empty.wav");
  writeWav(empty, new Float32Array(0), TRACK_RATE);
  expect(await refused(empty)).toMatch(/empty\.wav: no sound in it/);
  const list = join(folder, "list.mp3");
  writeFileSync(list, `ffconcat version 1.0\nfile '${missing}'\n`);
  expect(await refused(list)).toMatch(/list\.mp3: no sound in it/);
});

test("who stops listening in the middle leaves no program behind", async () => {
  const running = () => process.getActiveResourcesInfo().filter((name) => name === "ProcessWrap").length;
  const file = join(emptyFolder(), "long.wav");
  writeWav(file, tone(60, 8000), 8000);
  const before = running();
  for await (const piece of decodeMusic(file)) {
    expect(piece.length).toBeGreaterThan(0);
    break;
  }
  await expect.poll(running).toBe(before);
});
