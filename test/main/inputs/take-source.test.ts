import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formatFrame, formatHeader } from "../../../main/archive/take.ts";
import { openTake } from "../../../main/inputs/take-source.ts";
import type { Pose, PoseFrame } from "../../../shared/pose.ts";
import { STANDING, seenAt } from "../../support/bodies.ts";
import { emptyFolder } from "../../support/folder.ts";

function take(people: readonly (readonly Pose[])[], end = ""): string {
  const file = join(emptyFolder(), "x.take.ndjson");
  const header = { fps: 25, source: "", licence: "", dancer: "", tags: [], width: 640, height: 360 };
  const frames = people.map((pose, index) => formatFrame({ t: index / 25, people: pose }));
  writeFileSync(file, formatHeader(header) + frames.join("") + end);
  return file;
}

async function all(frames: AsyncIterable<PoseFrame>): Promise<PoseFrame[]> {
  const list: PoseFrame[] = [];
  for await (const frame of frames) list.push(frame);
  return list;
}

const silent = () => {};
const seen = seenAt(STANDING, 0.5);
const inTheRoom = (x: number): Pose => ({ ...seen, image: null, root: { x, y: 0.88, z: 0 } });

test("a take says what it is, and gives its frames as often as asked", async () => {
  const source = await openTake(take([[seen], [], [seen]]), silent);
  expect(source).toMatchObject({ description: "take x.take.ndjson (3 frames, 25 fps)", fps: 25, length: 3 });
  const frames = await all(source.frames());
  expect(frames.map(({ t, people }) => [t, people.length])).toEqual([
    [0, 1],
    [0.04, 0],
    [0.08, 1],
  ]);
  expect(frames[0]).toMatchObject({ tag: "poses", width: 640, height: 360, reason: null });
  expect(await all(source.frames())).toEqual(frames);
  await source.close();
});

test("image points are given as they were seen", async () => {
  const [frame] = await all((await openTake(take([[seen]]), silent)).frames());
  expect(frame!.people[0]!.image?.[0]?.score).toBe(0.9);
  expect(frame!.people[0]!.image?.[0]?.x).toBeCloseTo(seen.image![0]!.x, 4);
});

test("somebody known only in the room is put into the picture, by one camera that stands still", async () => {
  const walk = Array.from({ length: 11 }, (_, index) => [inTheRoom(index / 5)]);
  const frames = await all((await openTake(take(walk), silent)).frames());
  const nose = frames.map((frame) => frame.people[0]!.image![0]!);
  for (let f = 1; f < nose.length; f++) {
    expect(nose[f]!.x - nose[f - 1]!.x).toBeCloseTo(nose[1]!.x - nose[0]!.x, 3);
    expect(nose[f]!.y).toBeCloseTo(nose[0]!.y, 6);
  }
  expect(nose[0]!.x + nose.at(-1)!.x).toBeCloseTo(1, 3);
});

test("a damaged last line is said once, and a damaged middle is refused before the show begins", async () => {
  const said: string[] = [];
  const source = await openTake(take([[seen], [seen]], '{"t":9'), (line) => said.push(line));
  expect(await all(source.frames())).toHaveLength(2);
  expect(said).toEqual([expect.stringContaining(":4: the last line is damaged")]);
  await expect(openTake(take([[seen]], '{"t":9\n{"t":10,"people":[]}\n'), silent)).rejects.toThrow(
    /x\.take\.ndjson:3: /,
  );
});
