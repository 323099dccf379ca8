import { expect, test } from "vitest";
import { Ear } from "../../../../main/engine/music/ear.ts";
import type { Music } from "../../../../shared/music.ts";
import { beating } from "../../../support/music.ts";

const followed = (music: Music | null, latency = 0) => {
  const ear = new Ear();
  ear.hear(music);
  return ear.followed(latency);
};

test("music that wavers between sure and unsure is followed on, until it is clearly unsure", () => {
  const ear = new Ear();
  const follows = (confidence: number) => {
    ear.hear(beating(120, 0, { confidence }));
    return ear.followed(0) !== null;
  };
  expect([0.4, 0.49, 0.51, 0.45, 0.4, 0.3, 0.45, 0.5].map(follows)).toEqual([
    ...[false, false, true, true, true, false, false, true],
  ]);
  ear.hear(null);
  expect(ear.followed(0)).toBeNull();
  expect(follows(0.45)).toBe(false);
});

test("a beat is danced so much earlier as it is seen later", () => {
  expect(followed(beating(120, 3), 0.08)).toMatchObject({ t: expect.closeTo(2.92), beat: 0 });
});

test("nobody dances to numbers that are none, nor to beats that no body can follow", () => {
  const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const tempo of [...odd, 0, -120, 1e-9, 1e9]) expect(followed(beating(tempo))).toBeNull();
  for (const value of odd)
    for (const name of ["t", "beat", "downbeat", "energy", "confidence"] as const)
      if (name !== "confidence" || value !== Number.POSITIVE_INFINITY)
        expect(followed(beating(120, 0, { [name]: value }))).toBeNull();
  for (const beatsPerBar of [...odd, 0, -1, 3.5, 1e9])
    expect(followed(beating(120, 0, { beatsPerBar }))).toMatchObject({ beatsPerBar: 4 });
});
