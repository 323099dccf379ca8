import { expect, test } from "vitest";
import { positionAt } from "../../../../renderer/desk/playback/position.ts";
import type { PlaybackState } from "../../../../shared/desk/playback.ts";

const state: PlaybackState = {
  ...{ name: "a.take.ndjson", from: 1, to: 5, position: 2, paused: false },
  ...{ loop: false, speed: 0.5, mirrored: false, seed: false },
};

test("between two answers of the host it goes on at its speed, up to its end, and not while it is paused", () => {
  const told = { state, at: 10_000 };
  expect(positionAt(told, 10_000)).toBe(2);
  expect(positionAt(told, 12_000)).toBe(3);
  expect(positionAt(told, 9000)).toBe(2);
  expect(positionAt(told, 100_000)).toBe(5);
  expect(positionAt({ state: { ...state, paused: true }, at: 10_000 }, 12_000)).toBe(2);
});
