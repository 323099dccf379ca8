import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { pathOfRecording } from "../../../../main/archive/piece/path-of-recording.ts";
import { DEMO_TAKE } from "../../../../main/inputs/demo.ts";
import type { PlayableInput } from "../../../../main/inputs/playback/playable-input.ts";
import type { Recorded } from "../../../../main/inputs/playback/recorded.ts";
import { parse } from "../../../../main/schema/parse.ts";
import { DeskPlayback } from "../../../../main/show/desk/playback.ts";
import type { PlaybackStart, PlaybackState } from "../../../../shared/desk/playback.ts";
import { emptyFolder } from "../../../support/folder.ts";

let folder: string;
const START: PlaybackStart = {
  ...{ name: "demo.take.ndjson.gz", from: null, to: null },
  ...{ loop: false, speed: 1, mirrored: false, seed: false },
};

const play = vi.fn<PlayableInput["play"]>();
const input = { playing: null as PlaybackState | null, play, adjust: vi.fn(), seek: vi.fn(), stop: vi.fn() };
const playback = new DeskPlayback({
  input,
  fileOf: (name) => pathOfRecording(folder, name),
  tellOperator: () => {},
});
const played = (): Recorded => play.mock.calls.at(-1)![0];

beforeEach(() => {
  vi.clearAllMocks();
  input.playing = null;
  folder = emptyFolder();
  copyFileSync(DEMO_TAKE, join(folder, "demo.take.ndjson.gz"));
});

test("a take of the folder is read and played, from here to there", async () => {
  await playback.play({ ...START, from: 2, to: 4, speed: 0.5 });
  expect(play).toHaveBeenCalledTimes(1);
  expect(play.mock.calls[0]![1]).toMatchObject({ name: "demo.take.ndjson.gz", speed: 0.5 });
  expect(played().begin).toBeCloseTo(2, 1);
  expect(played().end).toBeCloseTo(4, 1);
});

test("as a seed it is the last eight seconds, unless it is said from where", async () => {
  await playback.play({ ...START, seed: true });
  expect(played().end - played().begin).toBeCloseTo(8, 6);
  await playback.play({ ...START, seed: true, from: 1, to: 3 });
  expect(played().begin).toBeCloseTo(1, 1);
});

test.each([
  [{ name: "../demo.take.ndjson.gz" }, /no name of a take/],
  [{ name: "/etc/passwd" }, /no name of a take/],
  [{ name: "demo.take.ndjson.gz\0.take.ndjson" }, /no name of a take/],
  [{ name: "..\\x.piece.json" }, /no name of a piece/],
  [{ name: "con.piece.json" }, /no name of a piece/],
  [{ name: "gone.take.ndjson" }, /gone\.take\.ndjson: is not there/],
  [{ name: "gone.piece.json" }, /gone\.piece\.json: is not there/],
  [{ seed: true, loop: true }, /seed with loop/],
  [{ from: 3, to: 2 }, /from 3 to 2 s/],
  [{ from: 3000 }, /fewer than two frames from 3000 s/],
])("%j is refused in one line, and what plays goes on", async (changes, why) => {
  await expect(playback.play({ ...START, ...changes })).rejects.toThrow(why);
  expect(play).not.toHaveBeenCalled();
  expect(input.stop).not.toHaveBeenCalled();
});

test("another stretch of what plays is of the same file, in whichever folder, and played as it plays by then", async () => {
  const name = "elsewhere.take.ndjson.gz";
  const file = join(emptyFolder(), name);
  copyFileSync(DEMO_TAKE, file);
  await playback.play({ ...START, name, from: 1 }, file);
  input.playing = { ...START, name, from: 1, to: 9, position: 3, speed: 0.5, loop: true, paused: false };
  await playback.again({ from: 3, to: 5 });
  expect(play).toHaveBeenCalledTimes(2);
  expect(play.mock.calls[1]![1]).toMatchObject({
    name,
    speed: 0.5,
    loop: true,
    mirrored: false,
    seed: false,
  });
  expect(played().begin).toBeCloseTo(3, 1);
  expect(played().end).toBeCloseTo(5, 1);
  await playback.again({ from: null, to: null });
  expect(played().begin).toBe(0);
});

test("where nothing plays there is no other stretch of it", async () => {
  await playback.play(START);
  expect(await playback.again({ from: 1, to: 2 })).toBeNull();
  expect(play).toHaveBeenCalledTimes(1);
});

test.each([
  [{ speed: 3 }, "playback/play speed is 3, expected a number from 0.5 to 2"],
  [{ from: -1 }, "playback/play from is -1, expected a number from 0 to 2678400 seconds"],
  [{ extra: 1 }, "playback/play extra"],
])("%j does not pass the schema", (changes, why) => {
  const { schema } = playback.requests["playback/play"];
  expect(() =>
    parse(schema, { ...START, ...changes }, (path) => ["playback/play", ...path].join(" ")),
  ).toThrow(why);
});

test("of two that are asked for at once the later plays; stopped while it is read, none does", async () => {
  const first = playback.play(START);
  const second = playback.play({ ...START, to: 1 });
  await expect(first).rejects.toThrow("something else was asked for meanwhile");
  await second;
  expect(play).toHaveBeenCalledTimes(1);
  expect(played().end).toBeCloseTo(1, 1);
  const third = playback.play(START);
  playback.stop();
  await expect(third).rejects.toThrow("stopped before it began");
  expect(play).toHaveBeenCalledTimes(1);
});
