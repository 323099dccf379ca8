import { expect, test } from "vitest";
import { clipOf } from "../../../../main/motion/clip.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { beatsOfTrack, ownBeats } from "../../../../main/show/practice/reference-beats.ts";
import { STANDING, swung } from "../../../support/bodies.ts";
import { referenceOf } from "../../../support/practised.ts";

/** Arms that come to rest at each moment, on their way to and fro. */
function swinging(seconds: number, phaseOf: (t: number) => number) {
  return Array.from({ length: seconds * 30 }, (_, frame) => ({
    body: swung(0.9 * Math.cos(Math.PI * phaseOf(frame / 30))),
    root: { x: 0, y: 0.9, z: 0 },
  }));
}

test("beats of a track are those under the reference", () => {
  const reference = referenceOf(
    swinging(4, (t) => t),
    { begin: 10 },
  );
  expect(beatsOfTrack(reference, [11, 12.5, 14, 15.5, 17, 18.5], 2)).toEqual([10.5, 12, 13.5]);
  expect(beatsOfTrack(reference, [11, 12.5], -1)).toEqual([12, 13.5]);
});

test("without a track they are her own, even, where her movement comes to rest", () => {
  // A turn every half second from 0.21 s on.
  const reference = referenceOf(
    swinging(9, (t) => 2 * (t - 0.21)),
    { begin: 3 },
  );
  const beats = ownBeats(reference);
  expect(beats.length).toBeGreaterThan(14);
  for (const [index, beat] of beats.entries()) {
    expect(((beat - 3.21) * 2) % 1).toSatisfy((phase: number) => Math.min(phase, 1 - phase) < 0.12);
    if (index > 0) expect(beat - beats[index - 1]!).toBeCloseTo(0.5, 1.5);
  }
});

test("who stands has none, nor who moves by chance", () => {
  const still = Array.from({ length: 200 }, () => ({ body: STANDING, root: { x: 0, y: 0.9, z: 0 } }));
  expect(ownBeats(referenceOf(still))).toEqual([]);
  const random = seededRandom(2);
  let [turns, next] = [0, 0];
  const by = (t: number) => {
    if (t >= next) {
      turns++;
      next = t + 0.35 + 0.9 * random();
    }
    return turns;
  };
  let swing = 0;
  const wanders = Array.from({ length: 600 }, (_, frame) => {
    swing += (0.9 * Math.cos(Math.PI * by(frame / 30)) - swing) * 0.25;
    return { body: swung(swing), root: { x: 0, y: 0.9, z: 0 } };
  });
  expect(clipOf(wanders).frames).toBe(600);
  expect(ownBeats(referenceOf(wanders))).toEqual([]);
});
