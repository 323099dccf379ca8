import { join } from "node:path";
import { expect, test } from "vitest";
import { takeFigures } from "../../../../../main/archive/piece/take-figures.ts";
import { projectRoot } from "../../../../../main/system/files/paths.ts";
import type { DeskHost } from "../../../../../renderer/desk/host.ts";
import { figuresOf } from "../../../../../renderer/desk/practice/reference/reference-figures.ts";
import type { SmallPose } from "../../../../../shared/desk/poses.ts";
import {
  clipOfTake,
  EMPTY_PIECE,
  PIECE_FPS,
  type Piece,
  type PieceClip,
} from "../../../../../shared/piece/piece.ts";

const demo = await takeFigures(join(projectRoot, "assets/demo.take.ndjson.gz"), null);
const mirrored = (pose: SmallPose) => pose.map((joint) => joint && [-joint[0], joint[1]]);

/** A host with the demo, and a piece. */
const hostOf = (piece: Piece): DeskHost =>
  ({
    ask: async (name: string) =>
      name === "pieces/get" ? { name: "x.piece.json", piece, revision: "r" } : demo,
  }) as unknown as DeskHost;

test("a take's figures are there over all its length", async () => {
  const { seconds, every, poseAt } = await figuresOf(hostOf(EMPTY_PIECE), "demo.take.ndjson.gz");
  expect([seconds, every]).toEqual([demo.seconds, demo.every]);
  for (const t of [0, seconds / 2, seconds - every]) expect(poseAt(t)).toHaveLength(19);
  expect(poseAt(seconds + 1)).toBeNull();
});

test("a piece's figures are those of its clips, where, as fast and as mirrored as they are danced", async () => {
  const first = clipOfTake("demo.take.ndjson.gz", null, 10, 14);
  const second: PieceClip = {
    ...clipOfTake("demo.take.ndjson.gz", null, 20, 24),
    ...{ mirrored: true, speed: 0.5 },
    join: { how: "danced", seconds: 1 },
  };
  const host = hostOf({ ...EMPTY_PIECE, dancer: [first, second] });
  const take = await figuresOf(host, "demo.take.ndjson.gz");
  const piece = await figuresOf(host, "x.piece.json");
  // Four seconds, a join of one, and four at half speed.
  expect(piece.seconds).toBeCloseTo(13, 5);
  expect(piece.poseAt(1)).toEqual(take.poseAt(11));
  expect(piece.poseAt(4.5)).toBeNull();
  expect(piece.poseAt(7)).toEqual(mirrored(take.poseAt(21)!));
  expect(piece.poseAt(13 + 1 / PIECE_FPS)).toBeNull();
});
