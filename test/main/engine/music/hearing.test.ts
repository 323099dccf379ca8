import { expect, test } from "vitest";
import { heardAt } from "../../../../main/engine/music/hearing.ts";
import { beating } from "../../../support/music.ts";

test("beats are heard in the time of the dance", () => {
  const music = beating(120, 1);
  expect(heardAt(music, 1, 1)).toMatchObject({ sinceBeat: 0, toBeat: 0.5 });
  const { sinceBeat, toBeat } = heardAt(music, 1.2, 0.75);
  expect([sinceBeat, toBeat]).toEqual([expect.closeTo(0.15), expect.closeTo(0.225)]);
});

test("of beats that no body follows every second one is heard, from a downbeat on", () => {
  const fast = beating(180, 0, { downbeat: 1 });
  expect(heardAt(fast, 1 / 3, 0.75)).toMatchObject({ sinceBeat: 0, toBeat: expect.closeTo(0.5) });
  expect(heardAt(fast, 0, 0.75)).toMatchObject({
    sinceBeat: expect.closeTo(0.25),
    toBeat: expect.closeTo(0.25),
  });
});

test("a sound is as loud as it is; a clock without one is as loud as usual", () => {
  expect(heardAt(beating(120), 0, 1).energy).toBe(0.5);
  expect(heardAt(beating(120, 0, { energy: 0.2 }), 0, 1).energy).toBe(0.2);
  expect(heardAt(beating(120, 0, { from: "sound" }), 0, 1).energy).toBe(0);
});
