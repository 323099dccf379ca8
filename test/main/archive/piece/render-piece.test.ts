import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formatPiece } from "../../../../main/archive/piece/format.ts";
import { renderPieceFile } from "../../../../main/archive/piece/piece-file.ts";
import type { RenderedPiece } from "../../../../main/archive/piece/render-piece.ts";
import { takeFigures } from "../../../../main/archive/piece/take-figures.ts";
import { writeTake } from "../../../../main/archive/take-writer.ts";
import { clipOf, rowAt } from "../../../../main/motion/clip.ts";
import { headingOf } from "../../../../main/motion/heading.ts";
import { type MotionFrame, meanDisplacement } from "../../../../main/motion/motion-frame.ts";
import { proportionsOf } from "../../../../main/motion/proportions.ts";
import { unpackPoses } from "../../../../shared/desk/poses.ts";
import { clipOfTake, EMPTY_PIECE, type Piece } from "../../../../shared/piece/piece.ts";
import { sineDance, writeDance } from "../../../support/dances.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { jobContext } from "../../../support/job-context.ts";

/** A folder with two takes: 6 s of a swing, and 6 s of a smaller dancer who swings facing elsewhere, at 50 a second. */
async function folder(): Promise<string> {
  const made = emptyFolder();
  await writeDance(made, "swing", sineDance({ seconds: 6 }));
  await writeDance(made, "small", sineDance({ seconds: 6, fps: 50, scale: 0.8, facing: 1, from: 2 }), {
    fps: 50,
  });
  return made;
}

const swing = clipOfTake("swing.take.ndjson", null, 1, 4);
const small = clipOfTake("small.take.ndjson", 1, 0.5, 3.5);

async function rendered(changes: Partial<Piece>, where?: string): Promise<RenderedPiece> {
  const file = join(where ?? (await folder()), "dance.piece.json");
  writeFileSync(file, formatPiece({ ...EMPTY_PIECE, ...changes }));
  return renderPieceFile(file, jobContext());
}

const lane = (piece: RenderedPiece, of: "dancer" | "partner" = "dancer") =>
  Array.from({ length: piece.frames }, (_, index) => piece.frame(index)[of]);
const whole = (piece: RenderedPiece) => lane(piece) as MotionFrame[];

test("one clip is the dance of its stretch, where it was danced", async () => {
  const piece = await rendered({ dancer: [swing] });
  const dance = sineDance({ seconds: 6 }).slice(30, 120);
  expect([piece.fps, piece.frames]).toEqual([30, 90]);
  expect(piece.frame(45).t).toBe(1.5);
  for (const [index, frame] of whole(piece).entries())
    expect(meanDisplacement(frame, dance[index]!)).toBeLessThan(2e-3);
});

test("who is away is nobody, and lanes are apart", async () => {
  const piece = await rendered({
    dancer: [swing],
    partner: [
      { ...small, join: { how: "away", seconds: 2 } },
      { ...small, join: { how: "away", seconds: 1 } },
    ],
  });
  expect(piece.frames).toBe(60 + 90 + 30 + 90);
  const there = (of: "dancer" | "partner") =>
    lane(piece, of)
      .map((frame) => (frame ? 1 : 0))
      .join("");
  expect(there("dancer")).toBe("1".repeat(90) + "0".repeat(180));
  expect(there("partner")).toBe("0".repeat(60) + "1".repeat(90) + "0".repeat(30) + "1".repeat(90));
});

/** The largest step of the joints from one frame to the next, on average over the joints, metres. */
const steps = (frames: readonly MotionFrame[]) =>
  frames.slice(1).map((frame, index) => meanDisplacement(frames[index]!, frame));

test("the next clip goes on from where she is and faces, on her own body, without a jump", async () => {
  const piece = await rendered({ dancer: [swing, small] });
  const frames = whole(piece);
  const usual = Math.max(...steps(sineDance({ seconds: 6 })));
  expect(Math.max(...steps(frames))).toBeLessThan(1.5 * usual);
  const heading = (at: number) => headingOf(rowAt(clipOf([frames[at]!]), 0));
  const [before, after] = [heading(89), heading(120)];
  expect(before.cos * after.cos + before.sin * after.sin).toBeGreaterThan(0.8);
  const [own, later] = [proportionsOf(frames[0]!.body), proportionsOf(frames[150]!.body)];
  for (const [bone, length] of own.entries()) expect(later[bone]! / length).toBeCloseTo(1, 2);
});

test("a clip that keeps its place comes to be where its take has it", async () => {
  const piece = await rendered({ dancer: [swing, { ...small, keepsPlace: true }] });
  const other = sineDance({ seconds: 6, fps: 50, scale: 0.8, facing: 1, from: 2 });
  const { root } = whole(piece)[90 + 85]!;
  const own = other[Math.round((0.5 + 85 / 30) * 50)]!.root;
  // On her own body she goes as many of her legs far.
  expect(Math.hypot(root.x - own.x / 0.8, root.z - own.z / 0.8)).toBeLessThan(0.02);
});

test("slow, mirrored and repeated: so it is danced", async () => {
  const piece = await rendered({ dancer: [{ ...swing, speed: 0.5, mirrored: true, times: 2 }] });
  expect(piece.frames).toBe(2 * 180);
  const dance = sineDance({ seconds: 6 });
  const { body } = whole(piece)[100]!;
  const own = dance[30 + 50]!.body;
  // Her left wrist is where her right one was, as in a mirror.
  expect(body[7]!.x).toBeCloseTo(-own[8]!.x, 2);
  expect(body[7]!.y).toBeCloseTo(own[8]!.y, 2);
});

test("a clip that was cut in two is danced as if it had not been", async () => {
  const where = await folder();
  const { dancer } = { dancer: [swing, { ...swing, to: 5, from: 4 }] };
  const cut = whole(await rendered({ dancer }, where));
  const uncut = whole(await rendered({ dancer: [{ ...swing, to: 5 }] }, where));
  expect(cut).toHaveLength(uncut.length);
  for (const [index, frame] of cut.entries())
    expect(meanDisplacement(frame, uncut[index]!)).toBeLessThan(2e-3);
});

test("a danced join that nobody has danced yet is gone straight, in its time, and is told", async () => {
  const piece = await rendered({ dancer: [swing, { ...small, join: { how: "danced", seconds: 1 } }] });
  expect(piece.frames).toBe(90 + 30 + 90);
  expect(piece.joins).toMatchObject([{ lane: "dancer", index: 1, isDanced: false }]);
  const usual = Math.max(...steps(sineDance({ seconds: 6 })));
  expect(Math.max(...steps(whole(piece)))).toBeLessThan(1.5 * usual);
});

test("the same piece is rendered the same, whatever its takes are called", async () => {
  const dancer = [swing, { ...small, join: { how: "danced", seconds: 1 } as const }];
  const one = await rendered({ dancer });
  const where = emptyFolder();
  await writeDance(where, "other", sineDance({ seconds: 6 }));
  await writeDance(where, "small", sineDance({ seconds: 6, fps: 50, scale: 0.8, facing: 1, from: 2 }), {
    fps: 50,
  });
  const renamed = { ...swing, take: "other.take.ndjson" };
  const two = await rendered({ dancer: [renamed, dancer[1]!] }, where);
  expect(whole(two)).toEqual(whole(one));
  expect(two.joins).toEqual(one.joins);
  const three = await rendered({ seed: 1, dancer: [renamed, dancer[1]!] }, where);
  expect(three.joins[0]!.key).not.toBe(one.joins[0]!.key);
});

test("a dancer whom the tracker found again under another id is followed; with an id she is gone", async () => {
  const where = emptyFolder();
  const dance = sineDance({ seconds: 6 });
  const header = { fps: 30, source: "sines", licence: "", dancer: "nobody", tags: [] };
  const frames = dance.map(({ body, root }, frame) => ({
    t: frame / 30,
    people: [{ id: frame < 60 ? 1 : 4, image: null, body, root }],
  }));
  await writeTake(join(where, "lost.take.ndjson"), header, frames);
  const lost = clipOfTake("lost.take.ndjson", null, 1, 4);
  for (const [index, frame] of whole(await rendered({ dancer: [lost] }, where)).entries())
    expect(meanDisplacement(frame, dance[30 + index]!)).toBeLessThan(2e-3);
  const held = whole(await rendered({ dancer: [{ ...lost, person: 1 }] }, where));
  expect(meanDisplacement(held[60]!, held[80]!)).toBeLessThan(1e-6);
  const figures = await takeFigures(join(where, "lost.take.ndjson"), null);
  expect(unpackPoses(figures.poses).every((pose) => pose.every((joint) => joint !== null))).toBe(true);
});

test("a clip that comes in with a jolt is told, and none that goes on, nearly meets, or is danced to", async () => {
  const where = await folder();
  const far = sineDance({ seconds: 6 }).map(({ body, root }) => ({ body, root: { ...root, x: root.x + 3 } }));
  await writeDance(where, "far", far);
  const elsewhere = { ...clipOfTake("far.take.ndjson", null, 1, 4), keepsPlace: true };
  const told = async (...dancer: Piece["dancer"]) => (await rendered({ dancer }, where)).jolts;
  expect(await told(swing, elsewhere)).toEqual([{ lane: "dancer", index: 1 }]);
  expect(await told(swing, { ...swing, from: 4, to: 5 }, swing)).toEqual([]);
  expect(await told(swing, { ...elsewhere, join: { how: "danced", seconds: 1 } })).toEqual([]);
  expect(await told(swing, { ...elsewhere, join: { how: "away", seconds: 1 } })).toEqual([]);
});

test("an empty piece has no frames", async () => {
  expect((await rendered({})).frames).toBe(0);
});

test("a take that is not there, or has nobody then, is told in one line", async () => {
  const missing = { ...swing, take: "gone.take.ndjson" };
  await expect(rendered({ dancer: [missing] })).rejects.toThrow(/gone\.take\.ndjson: is not there/);
  await expect(rendered({ dancer: [{ ...swing, person: 5 }] })).rejects.toThrow(
    /swing\.take\.ndjson: nobody with the id 5 from 1 to 4 s, expected a dancer as the piece says$/,
  );
  await expect(rendered({ dancer: [{ ...swing, from: 50, to: 60 }] })).rejects.toThrow(
    /nobody from 50 to 60 s/,
  );
});
