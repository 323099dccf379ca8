import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formatPiece } from "../../../../main/archive/piece/format.ts";
import { DEMO_TAKE } from "../../../../main/inputs/demo.ts";
import { bringsPictures, openSource } from "../../../../main/inputs/open-source.ts";
import { openRecorded } from "../../../../main/inputs/playback/open-recorded.ts";
import { clipOfTake, EMPTY_PIECE, type PieceClip } from "../../../../shared/piece/piece.ts";
import type { PoseFrame } from "../../../../shared/pose.ts";
import { emptyFolder } from "../../../support/folder.ts";

const TAKE = "demo.take.ndjson.gz";
const clip = (from: number, to: number, changes: Partial<PieceClip> = {}): PieceClip => ({
  ...clipOfTake(TAKE, null, from, to),
  ...changes,
});

/** The dancer from the beginning on, the partner from one second on, and a join that nobody has danced yet. */
function piece(): string {
  const folder = emptyFolder();
  copyFileSync(DEMO_TAKE, join(folder, TAKE));
  const file = join(folder, "first.piece.json");
  const dancer = [clip(0, 1), clip(8, 9, { join: { how: "danced", seconds: 0.5 } })];
  const partner = [clip(4, 5, { join: { how: "away", seconds: 1 } })];
  writeFileSync(file, formatPiece({ ...EMPTY_PIECE, dancer, partner }));
  return file;
}

test("a piece is a source of poses: its dancer is seen, its other lane is what the partner dances", async () => {
  const notes: string[] = [];
  const file = piece();
  expect(bringsPictures(file)).toBe(false);
  const source = await openSource(file, false, (line) => notes.push(line));
  expect(source).toMatchObject({ fps: 30, length: 75 });
  expect(source.description).toBe("piece first.piece.json (75 frames, 30 fps)");
  expect(notes).toEqual([
    "piece first.piece.json: 1 of 1 joins are not danced yet, and she goes straight there",
  ]);
  const rounds: PoseFrame[][] = [[], []];
  for (const round of rounds)
    for await (const frame of source.frames()) if (frame.tag === "poses") round.push(frame);
  const [first, second] = rounds as [PoseFrame[], PoseFrame[]];
  expect(first.map(({ t }) => t)).toEqual(Array.from({ length: 75 }, (_, index) => index / 30));
  for (const { t, people, partner } of first) {
    expect(people).toHaveLength(1);
    expect(people[0]!.image!.every((point) => point && point.x > 0 && point.x < 1)).toBe(true);
    expect(partner !== null, `${t}`).toBe(t >= 1 - 1e-9 && t < 2 - 1e-9);
  }
  // Another round is cut from the one before, so that nothing of the way back is a speed.
  expect(first.every(({ cuts }) => cuts === undefined)).toBe(true);
  expect(second.every(({ cuts }) => cuts === 1)).toBe(true);
});

test("mirrored and slow, both lanes are; a part that is not there is refused", async () => {
  const file = piece();
  const { signal } = new AbortController();
  const open = (from: number, to: number | null) =>
    openRecorded(file, "first.piece.json", { from, to }, signal, () => {});
  const recorded = await open(1, 2);
  const [straight, mirror] = [recorded.at(1.51, false), recorded.at(1.51, true)];
  for (const of of [
    (frame: typeof straight) => frame.people[0]!,
    (frame: typeof straight) => frame.partner!,
  ]) {
    expect(of(mirror).body![8]!.x).toBeCloseTo(-of(straight).body![7]!.x, 5);
    expect(of(mirror).image![8]!.x).toBeCloseTo(1 - of(straight).image![7]!.x, 5);
  }
  await expect(open(9, null)).rejects.toThrow(/nothing from 9 s to 2\.4\d* s, expected a part of its 2\.4/);
});
