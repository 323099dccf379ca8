import { expect, test } from "vitest";
import type { DanceTrack } from "../../../../main/archive/tracks.ts";
import { trainingFrom } from "../../../../main/learn/evaluate/training.ts";
import { clipOf, rowAt } from "../../../../main/motion/clip.ts";
import { sineDance } from "../../../support/dances.ts";

const FPS = 30;
const trackOf = (name: string, seconds: number, from = 0): DanceTrack => ({
  ...{ name, style: name, fps: FPS, source: "", licence: "" },
  frames: sineDance({ seconds, from }),
});

async function* given(tracks: Iterable<DanceTrack>): AsyncGenerator<DanceTrack> {
  yield* tracks;
}

test("of takes that are few, all is learnt from, as it was danced", async () => {
  const tracks = [trackOf("a", 95), trackOf("b", 0.1), trackOf("b", 30, 4)];
  const { dances, share } = await trainingFrom(given(tracks));
  expect(dances).toEqual(tracks.map(({ style, frames }) => ({ style, clip: clipOf(frames) })));
  expect(share.learnt).toBe(share.of);
  expect(share.of).toBeCloseTo(125.1, 9);
});

test("of many takes, as much is learnt from as was allowed, of each as much as of the others", async () => {
  const one = trackOf("", 300);
  const tracks = Array.from({ length: 10 }, (_, index) => ({ ...one, name: `${index}`, style: `${index}` }));
  const { dances, share } = await trainingFrom(given(tracks), 1200);
  expect(share).toEqual({ learnt: 1200, of: 3000 });
  for (const { name } of tracks) {
    const own = dances.filter(({ style }) => style === name);
    const seconds = own.reduce((sum, { clip }) => sum + clip.frames / FPS, 0);
    expect(seconds, name).toBeGreaterThanOrEqual(90);
    expect(seconds, name).toBeLessThanOrEqual(150);
  }
});

test("what is left of a long take is stretches of it, the same ones each time, from its beginning to its end", async () => {
  const long = trackOf("long", 1800);
  const { dances, share } = await trainingFrom(given([long]), 400);
  expect(share.learnt).toBeGreaterThan(370);
  expect(share.learnt).toBeLessThanOrEqual(400);
  const all = clipOf(long.frames);
  const begins = dances.map(({ clip }) => {
    const begin = all.values.indexOf(clip.values[0]!) / 60;
    expect(rowAt(all, begin + clip.frames - 1)).toEqual(rowAt(clip, clip.frames - 1));
    return begin / FPS;
  });
  for (const [index, begin] of [...begins, 1800].entries())
    expect(begin - (begins[index - 1] ?? 0)).toBeLessThan(300);
  expect(await trainingFrom(given([long]), 400)).toEqual({ dances, share });
});

test("however long takes go on, no more is held than was allowed and the take that is read", async () => {
  const take = trackOf("again", 120);
  const endless = function* () {
    for (let index = 0; index < 100; index++) yield take;
  };
  const { dances, share } = await trainingFrom(given(endless()), 600);
  expect(share).toEqual({ learnt: 600, of: 12_000 });
  // Each dance has numbers of its own: a view would hold the whole take.
  const bytes = dances.reduce((sum, { clip }) => sum + clip.values.buffer.byteLength, 0);
  expect(bytes).toBe(600 * FPS * 60 * 4);
});
