import { expect, test } from "vitest";
import { beatsOfTrack } from "../../../shared/music/beats-of-track.ts";
import { type Hearing, MusicListener } from "../../../shared/music/music-listener.ts";
import { trackGrid } from "../../support/track-grid.ts";
import { beatF, beatsHeard, silence, speech, type Track } from "../../support/tracks.ts";

const listen = ({ samples, sampleRate }: Track): readonly Hearing[] =>
  new MusicListener(sampleRate).listen(samples);

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))]!;

const says = (name: string, figures: readonly string[]) =>
  console.log([name.padEnd(26), ...figures.map((figure) => figure.padStart(10))].join(""));

test("the beats of every track are heard live, and after the fact", () => {
  says("track", ["F live", "tempo", "late ms", "sure", "F whole", "late ms"]);
  for (const { track, since } of trackGrid()) {
    const heard = listen(track);
    const live = beatsHeard(heard);
    const whole = beatsOfTrack(track.samples, track.sampleRate).beats.map(({ t }) => t);
    const late = (beats: readonly number[]) =>
      quantile(
        beats
          .filter((t) => t >= since)
          .map((t) => 1000 * (t - track.beats.reduce((a, b) => (Math.abs(b - t) < Math.abs(a - t) ? b : a)))),
        0.5,
      );
    const after = heard.filter(({ at }) => at >= since);
    const f = beatF(live, track.beats, since);
    says(track.name, [
      f.toFixed(2),
      heard.at(-1)!.tempo.toFixed(1),
      late(live).toFixed(0),
      (after.filter(({ confidence }) => confidence >= 0.5).length / after.length).toFixed(2),
      beatF(whole, track.beats, since).toFixed(2),
      late(whole).toFixed(0),
    ]);
    expect.soft(f, track.name).toBeGreaterThanOrEqual(0.9);
    expect.soft(beatF(whole, track.beats, since), track.name).toBeGreaterThanOrEqual(0.9);
    expect.soft(Math.abs(late(live)), track.name).toBeLessThan(15);
  }
});

test("nobody is sure of speech and of silence", () => {
  const none = [...Array.from({ length: 10 }, () => speech(30)), silence(30)];
  for (const track of none) {
    const sure = listen(track).map(({ confidence }) => confidence);
    says(track.name, [`at most ${Math.max(...sure).toFixed(2)}`]);
    expect(quantile(sure, 0.99)).toBeLessThan(0.5);
  }
});

test("listening costs a small part of the time that it hears", () => {
  const { samples, sampleRate } = speech(20);
  const listener = new MusicListener(sampleRate);
  const began = performance.now();
  listener.listen(samples);
  const share = (performance.now() - began) / 20_000;
  console.log(`${(10 * share).toFixed(3)} ms a hundredth of a second`);
  expect(share).toBeLessThan(0.1);
});
