import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formatPiece } from "../../../main/archive/piece/format.ts";
import { renderPieceFile } from "../../../main/archive/piece/piece-file.ts";
import { readTake } from "../../../main/archive/take-reader.ts";
import { danceJoins } from "../../../main/jobs/dance-joins.ts";
import { exportTakes } from "../../../main/jobs/export-takes.ts";
import { type MotionFrame, meanDisplacement } from "../../../main/motion/motion-frame.ts";
import { clipOfTake, EMPTY_PIECE, type Piece } from "../../../shared/piece/piece.ts";
import { sineDance, writeDance } from "../../support/dances.ts";
import { emptyFolder } from "../../support/folder.ts";
import { jobContext } from "../../support/job-context.ts";

const MODEL = "models/first";
const swing = clipOfTake("swing.take.ndjson", null, 0, 3);
const other = clipOfTake("other.take.ndjson", null, 1, 4);
const JOINED: Partial<Piece> = {
  dancer: [swing, { ...other, join: { how: "danced", seconds: 1 } }],
  partner: [{ ...other, join: { how: "away", seconds: 2 } }],
};

/** A folder with two takes and a piece of them. */
async function pieceOf(changes: Partial<Piece> = JOINED): Promise<string> {
  const folder = emptyFolder();
  await writeDance(folder, "swing", sineDance({ seconds: 3 }));
  await writeDance(folder, "other", sineDance({ seconds: 4, facing: 2, from: 1 }));
  const file = join(folder, "evening.piece.json");
  writeFileSync(file, formatPiece({ ...EMPTY_PIECE, title: "evening", ...changes }));
  return file;
}

const wish = { seconds: null, person: null, marey: false, model: MODEL, force: false };
const exported = async (piece: string, ending: string) => {
  const output = join(emptyFolder(), `out${ending}`);
  return exportTakes({ ...wish, takes: [piece], output }, jobContext());
};

test("a join is danced once, kept beside the piece, and the piece then needs no generator", async () => {
  const file = await pieceOf();
  const context = jobContext();
  const danced = await danceJoins({ piece: file, model: MODEL }, context);
  expect(danced.joins).toMatchObject([{ lane: "dancer", index: 1, isDanced: true }]);
  const phases = new Set(context.reports.map(({ phase }) => phase));
  expect(phases).toContain("dancing the dancer's join 1");
  const [kept, ...more] = readdirSync(join(file, "../joins"));
  expect(kept).toBe(`${danced.joins[0]!.key}.take.ndjson`);
  expect(more).toEqual([]);

  const played = await renderPieceFile(file, jobContext());
  expect(played.joins).toEqual(danced.joins);
  // Without the model there is no other way to these frames than by what was kept.
  const again = await danceJoins({ piece: file, model: "models/none" }, jobContext());
  for (const index of [0, 95, 110, 150]) {
    expect(played.frame(index)).toEqual(danced.frame(index));
    expect(again.frame(index)).toEqual(danced.frame(index));
  }
});

test("the same piece and seed give the same join, and another seed another", async () => {
  const [one, two, three] = await Promise.all([pieceOf(), pieceOf(), pieceOf({ ...JOINED, seed: 1 })]);
  const dances: MotionFrame[] = [];
  for (const piece of [one, two, three]) {
    const { frame } = await danceJoins({ piece, model: MODEL }, jobContext());
    dances.push(frame(105).dancer!);
  }
  expect(dances[1]).toEqual(dances[0]);
  expect(meanDisplacement(dances[0]!, dances[2]!)).toBeGreaterThan(1e-3);
});

test("what is stopped in the midst of a join leaves nothing of it", async () => {
  const file = await pieceOf();
  const context = jobContext(({ phase, done }) => phase.startsWith("dancing") && done > 20);
  await expect(danceJoins({ piece: file, model: MODEL }, context)).rejects.toThrow("stopped");
  expect(existsSync(join(file, "../joins"))).toBe(false);
});

test("a damaged join is danced anew", async () => {
  const file = await pieceOf();
  const first = await danceJoins({ piece: file, model: MODEL }, jobContext());
  const kept = join(file, "../joins", `${first.joins[0]!.key}.take.ndjson`);
  const whole = readFileSync(kept, "utf8");
  writeFileSync(kept, whole.slice(0, whole.length / 2));
  expect((await renderPieceFile(file, jobContext())).joins[0]!.isDanced).toBe(false);
  await danceJoins({ piece: file, model: MODEL }, jobContext());
  expect(readFileSync(kept, "utf8")).toBe(whole);
});

test("a piece is exported as a take of both lanes, with the credits of its takes", async () => {
  const [file] = await exported(await pieceOf(), ".take.ndjson");
  const { header, frames } = await readTake(file!, { onDamage: () => {} });
  expect(header).toMatchObject({ fps: 30, licence: "none", dancer: "nobody", tags: ["swing", "piece"] });
  expect(header.source).toBe("evening.piece.json, of: sines");
  const people = (await Array.fromAsync(frames)).map((one) => one.people.map(({ id }) => id).join());
  expect(people).toEqual(
    Array.from({ length: 210 }, (_, frame) => (frame < 60 || frame >= 150 ? "1" : "1,2")),
  );
});

test.each([".bvh", ".glb", ".csv"])("a piece is exported as %s, a file for each lane", async (ending) => {
  const files = await exported(await pieceOf(), ending);
  expect(files.map((file) => file.slice(-ending.length - 2))).toEqual([`-1${ending}`, `-2${ending}`]);
  for (const file of files) expect(readFileSync(file).length).toBeGreaterThan(10_000);
});

test("a piece is drawn with a row for each lane", async () => {
  const [sheet] = await exported(await pieceOf(), ".svg");
  const svg = readFileSync(sheet!, "utf8");
  expect(svg).toContain("evening, dancer");
  expect(svg).toContain("evening, partner");
});

test("a piece whose take is not there is refused in one line", async () => {
  const piece = await pieceOf({ dancer: [{ ...swing, take: "gone.take.ndjson" }] });
  await expect(exported(piece, ".bvh")).rejects.toThrow(/gone\.take\.ndjson: is not there/);
});
