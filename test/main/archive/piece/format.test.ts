import { expect, test } from "vitest";
import { formatPiece, parsePiece } from "../../../../main/archive/piece/format.ts";
import { clipOfTake, EMPTY_PIECE, LIMITS, type Piece } from "../../../../shared/piece/piece.ts";

const HEAD = { format: "continuo-piece", version: 1 };
const clip = { take: "kept.take.ndjson", to: 4 };
const lane = (changes: object) => ({ ...HEAD, dancer: [{ ...clip, ...changes }] });
const refusal = (found: unknown): string => {
  try {
    parsePiece(found, "x.piece.json");
  } catch (error) {
    return (error as Error).message;
  }
  return "";
};

test("what is as usual need not be said", () => {
  expect(parsePiece({ ...HEAD, dancer: [clip] }, "x")).toEqual({
    ...EMPTY_PIECE,
    dancer: [clipOfTake("kept.take.ndjson", null, 0, 4)],
  });
});

test("a piece is written a clip a line, and read back as it was", () => {
  const usual = clipOfTake("kept.take.ndjson", 3, 0.5, 4);
  const piece: Piece = {
    title: 'two "answers"\nand a turn',
    seed: 7,
    dancer: [
      usual,
      { ...usual, speed: 0.5, mirrored: true, join: { how: "danced", seconds: 1.2 } },
      { ...usual, times: 3, keepsPlace: true, join: { how: "away", seconds: 2 } },
    ],
    partner: [],
    music: { file: "track 1.flac", begin: 12.5 },
    marks: [{ at: 1, kind: "note", text: "softer\n  here" }],
  };
  const text = formatPiece(piece);
  expect(parsePiece(JSON.parse(text), "x")).toEqual(piece);
  expect(text).toContain('\n    { "take": "kept.take.ndjson", "from": 0.5, "to": 4, "person": 3 },\n');
  expect(text.split("\n").filter((line) => line.includes("kept.take.ndjson"))).toHaveLength(3);
});

test.each([
  [[], 'x.piece.json: no "format", expected a piece ("format": "continuo-piece")'],
  [{ ...HEAD, version: 2 }, "x.piece.json: version is 2, expected 1"],
  [{ ...HEAD, dancers: [] }, "x.piece.json: dancers is not a key of a piece; did you mean dancer?"],
  [lane({ speed: 3 }), "x.piece.json: dancer.0.speed is 3, expected a number from 0.5 to 2"],
  [
    lane({ take: "../kept.take.ndjson" }),
    'x.piece.json: dancer.0.take is "../kept.take.ndjson", expected the bare name of a take beside the piece',
  ],
  [
    { ...HEAD, music: { file: "../track.wav" } },
    'x.piece.json: music.file is "../track.wav", expected the bare name of a file of sound beside the piece',
  ],
  [lane({ to: "4" }), 'x.piece.json: dancer.0.to is "4", expected a number from 0 to 86400 seconds'],
  [lane({ from: 3.9 }), "x.piece.json: dancer.0 goes from 3.9 to 4, expected at least 0.2 s"],
  [
    lane({ join: { how: "cut" } }),
    'x.piece.json: dancer.0.join.how is "cut", expected inertialized, danced or away',
  ],
  [
    lane({ join: { how: "danced", seconds: 9 } }),
    "x.piece.json: dancer.0.join.seconds is 9, expected a number from 0.3 to 4 for one that is danced",
  ],
  [lane({ join: 3 }), "x.piece.json: dancer.0.join is 3, expected an object with how and seconds"],
  [lane({ to: 2000 }), "x.piece.json: dancer lasts 2000 s, expected at most 1800"],
  [
    { ...HEAD, marks: [{ at: -1, text: "" }] },
    "x.piece.json: marks.0.at is -1, expected a number from 0 to 1800 seconds",
  ],
])("%j is refused in one line", (found, line) => {
  expect(refusal(found)).toBe(line);
});

test("a piece of more clips than are allowed is refused in one line", () => {
  const many = { ...HEAD, partner: Array.from({ length: LIMITS.clips + 1 }, () => clip) };
  expect(refusal(many)).toMatch(/^x\.piece\.json: partner is \[.*\.\.\., expected at most 500 clips$/);
});
