import { join } from "node:path";
import { expect, test } from "vitest";
import { hearFile } from "../../../../main/inputs/music/hear-file.ts";
import { FOLLOWED_CONFIDENCE } from "../../../../shared/music.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { beatF, PLAYERS, silence, type Track, track } from "../../../support/tracks.ts";
import { writeWav } from "../../../support/wav.ts";

function written({ samples, sampleRate }: Track): string {
  const file = join(emptyFolder(), "track.wav");
  writeWav(file, samples, sampleRate);
  return file;
}

test("the beats of a file are known at every moment of it", async () => {
  const given = track("drums", PLAYERS.drums!, () => 132, 16);
  const heard = await hearFile(written(given));
  expect(heard.seconds).toBeCloseTo(16, 2);
  expect(heard.tempo!).toBeCloseTo(132, 0);
  expect(beatF([...heard.beats], given.beats, 6, 15.5)).toBeGreaterThanOrEqual(0.9);
  expect(heard.downbeats.length).toBeGreaterThan(2);
  for (let t = 8; t < 15; t += 0.037) {
    const [now, music] = [heard.at(t)!, heard.musicAt(t)!];
    const next = given.beats.find((beat) => beat >= t - 0.035)!;
    expect(Math.abs(t + now.toBeat - next) % (60 / 132)).toSatisfy(
      (off: number) => Math.min(off, 60 / 132 - off) < 0.035,
    );
    expect(now.sinceBeat + now.toBeat).toBeCloseTo(60 / 132, 1);
    expect(now.energy).toBeGreaterThan(0);
    expect(music.tempo).toBeCloseTo(132, 0);
    expect(music.beat % 1).toBeCloseTo(now.sinceBeat / (now.sinceBeat + now.toBeat), 5);
    expect(music.confidence).toBeGreaterThan(FOLLOWED_CONFIDENCE);
  }
  expect([heard.at(-1), heard.at(17), heard.musicAt(-0.1), heard.musicAt(17)]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test("beats with others between them that are not sure are not one beat apart", async () => {
  const heard = await hearFile(written(track("clicks", PLAYERS.clicks!, () => 120, 3)));
  const beats = [...heard.beats];
  const gap = beats.findIndex((beat, index) => beats[index + 1]! - beat > 0.75);
  expect(gap).toBeGreaterThanOrEqual(0);
  expect(heard.tempo!).toBeCloseTo(120, 0);
  const middle = (beats[gap]! + beats[gap + 1]!) / 2;
  expect(heard.at(middle)).toBeNull();
  expect(heard.musicAt(middle)).toMatchObject({ confidence: 0, tempo: expect.closeTo(120, 0) });
});

test("silence has no beat, and nobody follows it", async () => {
  const heard = await hearFile(written(silence(4)));
  expect([heard.tempo, heard.beats.length, heard.at(2)]).toEqual([null, 0, null]);
  expect(heard.musicAt(2)).toMatchObject({ confidence: 0, energy: 0 });
});

test("who has heard enough stops it", async () => {
  const stop = new AbortController();
  const hearing = hearFile(written(silence(4)), stop.signal);
  stop.abort(new Error("stopped"));
  await expect(hearing).rejects.toThrow("stopped");
});
