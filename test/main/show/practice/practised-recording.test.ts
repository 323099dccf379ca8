import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { formatPiece } from "../../../../main/archive/piece/format.ts";
import { writeTake } from "../../../../main/archive/take-writer.ts";
import { frameOf, rowAt } from "../../../../main/motion/clip.ts";
import { distance } from "../../../../main/motion/vectors.ts";
import { PractisedRecording } from "../../../../main/show/practice/practised-recording.ts";
import { clipOfTake, EMPTY_PIECE } from "../../../../shared/piece/piece.ts";
import { sineDance, writeDance } from "../../../support/dances.ts";
import { emptyFolder } from "../../../support/folder.ts";

const signal = new AbortController().signal;
let folder: string;
beforeEach(() => {
  folder = emptyFolder();
});

async function opened(file: string, name = "sines.take.ndjson"): Promise<PractisedRecording> {
  return PractisedRecording.open(file, name, signal, (line) => expect.unreachable(line));
}

test("a stretch comes at thirty frames a second, with a second before and behind it where there is one", async () => {
  const recording = await opened(
    await writeDance(folder, "sines", sineDance({ seconds: 10, fps: 60 }), { fps: 60 }),
  );
  expect(recording.duration).toBeCloseTo(10 - 1 / 60, 3);
  const stretch = recording.stretch(0.5, 6);
  const { begin, clip, fps } = await recording.reference(stretch, signal);
  expect({ begin, fps, seconds: (clip.frames - 1) / 30 }).toEqual({ begin: 0, fps: 30, seconds: 7 });
  const own = sineDance({ seconds: 10, fps: 60 });
  for (const frame of [0, 17, 200]) {
    const { body } = frameOf(rowAt(clip, frame));
    expect(
      Math.max(...body.map((point, joint) => distance(point, own[2 * frame]!.body[joint]!))),
    ).toBeLessThan(1e-3);
  }
});

test("without ends it is all of it, but no more than can be remembered, and no less than has a shape", async () => {
  const recording = await opened(
    await writeDance(folder, "sines", sineDance({ seconds: 200, fps: 10 }), { fps: 10 }),
  );
  expect(recording.stretch(null, null)).toEqual({ begin: 0, end: 180 });
  expect(recording.stretch(100, 5000)).toEqual({ begin: 100, end: expect.closeTo(199.9) });
  expect(() => recording.stretch(199.5, null)).toThrow(
    /^sines\.take\.ndjson: from 199\.5 to 199\.9 s, expected at least 1 s/,
  );
});

test("of several people it is the one who is there longest, and she goes on where she is not seen", async () => {
  const [she, other] = [sineDance({ seconds: 6 }), sineDance({ seconds: 6, facing: 2 })];
  const file = join(folder, "sines.take.ndjson");
  await writeTake(
    file,
    { fps: 30, source: "sines", licence: "", dancer: "", tags: [] },
    she.map((frame, index) => ({
      t: index / 30,
      people: [
        ...(index < 60 ? [{ id: 4, image: null, ...other[index]! }] : []),
        ...(index > 90 && index < 120 ? [] : [{ id: 7, image: null, ...frame }]),
      ],
    })),
  );
  const recording = await opened(file);
  const { clip } = await recording.reference(recording.stretch(null, null), signal);
  for (const index of [10, 150])
    expect(frameOf(rowAt(clip, index)).body[9]!.x).toBeCloseTo(she[index]!.body[9]!.x, 3);
  const gone = clip.values.subarray(60 * 85, 60 * 125);
  expect(gone.every(Number.isFinite)).toBe(true);
});

test("where nobody is whole that is said", async () => {
  const file = join(folder, "sines.take.ndjson");
  const body = sineDance({ seconds: 3 }).map(({ body: whole, root }) => ({
    body: whole.map((point, joint) => (joint < 3 ? point : null)),
    root,
  }));
  await writeTake(
    file,
    { fps: 30, source: "sines", licence: "", dancer: "", tags: [] },
    body.map((pose, index) => ({ t: index / 30, people: [{ id: 1, image: null, ...pose }] })),
  );
  const recording = await opened(file);
  await expect(recording.reference(recording.stretch(null, null), signal)).rejects.toThrow(
    /^sines\.take\.ndjson: nobody is whole from 0 to 2\.9/,
  );
});

test("a piece is danced as it is played", async () => {
  await writeDance(folder, "sines", sineDance({ seconds: 10 }));
  const file = join(folder, "first.piece.json");
  const clips = [clipOfTake("sines.take.ndjson", null, 4, 7), clipOfTake("sines.take.ndjson", null, 1, 3)];
  writeFileSync(file, formatPiece({ ...EMPTY_PIECE, dancer: clips }));
  const recording = await opened(file, "first.piece.json");
  expect(recording.duration).toBeCloseTo(5, 1);
  const { clip, name } = await recording.reference(recording.stretch(0, 2), signal);
  expect(name).toBe("first.piece.json");
  const danced = sineDance({ seconds: 10 })[150]!.body[9]!;
  expect(frameOf(rowAt(clip, 30)).body[9]!.y).toBeCloseTo(danced.y, 2);
});
