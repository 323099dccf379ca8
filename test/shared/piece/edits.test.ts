import { expect, test } from "vitest";
import {
  appendBoth,
  insertClip,
  joinClip,
  keepPlaceOfClip,
  loopClip,
  mirrorClip,
  moveClip,
  moveMark,
  removeClip,
  removeMark,
  repeatClip,
  seedPiece,
  setMark,
  speedClip,
  splitClip,
  titlePiece,
  trimClip,
} from "../../../shared/piece/edits.ts";
import { amended, edited, historyOf, redone, undone } from "../../../shared/piece/history.ts";
import {
  AT_ONCE,
  clipOfTake,
  EMPTY_PIECE,
  LIMITS,
  laneFrames,
  type Piece,
  type PieceClip,
  pieceSeconds,
  placedIn,
} from "../../../shared/piece/piece.ts";

const clip = (name: string): PieceClip => clipOfTake(`${name}.take.ndjson`, null, 0, 2);
const [a, b, c, d] = ["a", "b", "c", "d"].map(clip) as [PieceClip, PieceClip, PieceClip, PieceClip];
const piece: Piece = { ...EMPTY_PIECE, dancer: [a, b, c], partner: [d] };
const names = (lane: readonly PieceClip[]) => lane.map(({ take }) => take[0]).join("");
const first = { lane: "dancer", index: 0 } as const;

test("clips are put in, taken out, and moved within a lane and to the other", () => {
  const at = (lane: "dancer" | "partner", index: number) => ({ lane, index });
  expect(names(insertClip(piece, at("dancer", 1), d).dancer)).toBe("adbc");
  expect(names(insertClip(piece, at("dancer", 99), d).dancer)).toBe("abcd");
  expect(names(removeClip(piece, at("dancer", 1)).dancer)).toBe("ac");
  expect(names(moveClip(piece, at("dancer", 0), at("dancer", 2)).dancer)).toBe("bac");
  expect(names(moveClip(piece, at("dancer", 0), at("dancer", 3)).dancer)).toBe("bca");
  expect(names(moveClip(piece, at("dancer", 2), at("dancer", 0)).dancer)).toBe("cab");
  const across = moveClip(piece, at("dancer", 1), at("partner", 0));
  expect([names(across.dancer), names(across.partner)]).toEqual(["ac", "bd"]);
});

test("what changes nothing gives the very same piece back", () => {
  expect(moveClip(piece, first, { lane: "dancer", index: 1 })).toBe(piece);
  expect(moveClip(piece, { lane: "dancer", index: 7 }, first)).toBe(piece);
  expect(removeClip(piece, { lane: "partner", index: 1 })).toBe(piece);
  expect(speedClip(piece, first, 1)).toBe(piece);
  expect(trimClip(piece, first, { from: -3 })).toBe(piece);
  expect(titlePiece(piece, "")).toBe(piece);
  expect(seedPiece(piece, 0)).toBe(piece);
  expect(removeMark(piece, 0)).toBe(piece);
  expect(splitClip(piece, first, 0.1)).toBe(piece);
});

test("a clip is trimmed no shorter than is allowed, nor beyond its take", () => {
  expect(trimClip(piece, first, { from: 0.5, to: 1.23456 }).dancer[0]).toMatchObject({
    from: 0.5,
    to: 1.235,
  });
  expect(trimClip(piece, first, { from: 5 }).dancer[0]).toMatchObject({ from: 2 - LIMITS.shortest, to: 2 });
  expect(trimClip(piece, first, { to: 9 }, 3.5).dancer[0]!.to).toBe(3.5);
});

test("mirror, speed, loop, repeat, split and join change one clip alone", () => {
  const changed = joinClip(
    keepPlaceOfClip(loopClip(speedClip(mirrorClip(piece, first), first, 9), first, 3.2), first),
    { lane: "dancer", index: 1 },
    { how: "danced", seconds: 60 },
  );
  expect(changed.dancer[0]).toMatchObject({ mirrored: true, speed: 2, times: 3, keepsPlace: true });
  expect(changed.dancer[1]!.join).toEqual({ how: "danced", seconds: LIMITS.danced[1] });
  expect(changed.dancer[2]).toBe(c);
  expect(changed.partner).toBe(piece.partner);
  const again = repeatClip(changed, { lane: "dancer", index: 1 });
  expect(names(again.dancer)).toBe("abbc");
  expect(again.dancer[2]!.join).toEqual(AT_ONCE);
  const split = splitClip(piece, first, 0.75);
  expect(split.dancer.slice(0, 2)).toMatchObject([
    { from: 0, to: 0.767 },
    { from: 0.767, to: 2 },
  ]);
  expect(laneFrames(split.dancer)).toBe(laneFrames(piece.dancer));
});

test("clips are laid one after the other, with their joins and rounds", () => {
  const slow = speedClip(piece, first, 0.5);
  const twice = loopClip(slow, { lane: "dancer", index: 1 }, 2);
  const danced = joinClip(twice, { lane: "dancer", index: 2 }, { how: "danced", seconds: 1.5 });
  const late = joinClip(danced, { lane: "partner", index: 0 }, { how: "away", seconds: 4 });
  expect(placedIn(late.dancer)).toEqual([
    { join: 0, begin: 0, end: 120 },
    { join: 120, begin: 120, end: 240 },
    { join: 240, begin: 285, end: 345 },
  ]);
  expect(placedIn(late.partner)).toEqual([{ join: 0, begin: 120, end: 180 }]);
  expect(pieceSeconds(late)).toBe(11.5);
});

test("a dance and its answer begin at one time, where they were to each other", () => {
  const begun = appendBoth(EMPTY_PIECE, a, b);
  expect([begun.dancer, begun.partner]).toEqual([[{ ...a, keepsPlace: true }], [{ ...b, keepsPlace: true }]]);
  const next = appendBoth(piece, a, b);
  expect(next.dancer.at(-1)!.join).toEqual({ how: "danced", seconds: 1 });
  expect(next.partner.at(-1)!.join).toEqual({ how: "away", seconds: 5 });
  expect(placedIn(next.dancer).at(-1)!.begin).toBe(placedIn(next.partner).at(-1)!.begin);
});

test("a lane holds no more, and lasts no longer, than a piece is held to", () => {
  const full = { ...piece, dancer: Array.from({ length: LIMITS.clips }, () => a) };
  expect(insertClip(full, first, b)).toBe(full);
  expect(moveClip(full, { lane: "partner", index: 0 }, first)).toBe(full);
  const long = { ...piece, dancer: [{ ...a, to: 100 }] };
  expect(loopClip(long, first, 19)).toBe(long);
  expect(loopClip(long, first, 18)).not.toBe(long);
});

test("marks stand in the order of time, and one of a kind at a time", () => {
  const marked = setMark(setMark(piece, { at: 3, kind: "note", text: "softer" }), {
    at: 1,
    kind: "marker",
    text: "turn",
  });
  expect(marked.marks.map(({ text }) => text)).toEqual(["turn", "softer"]);
  expect(setMark(marked, { at: 3, kind: "note", text: "softer" })).toBe(marked);
  expect(setMark(marked, { at: 3, kind: "note", text: "louder" }).marks).toHaveLength(2);
  expect(moveMark(marked, 0, 5).marks.map(({ text }) => text)).toEqual(["softer", "turn"]);
  expect(removeMark(marked, 0).marks.map(({ text }) => text)).toEqual(["softer"]);
});

test("edits are undone and done again, those that change nothing count for none, and dragging counts once", () => {
  const begun = historyOf(piece);
  expect(edited(begun, piece)).toBe(begun);
  expect(undone(begun)).toBeNull();
  const mirrored = edited(begun, mirrorClip(piece, first));
  const dragged = [1.5, 1.2, 1].reduce(
    (history, to, step) => (step === 0 ? edited : amended)(history, trimClip(history.now, first, { to })),
    mirrored,
  );
  expect(dragged.now.dancer[0]!.to).toBe(1);
  const back = undone(dragged)!;
  expect(back.now).toBe(mirrored.now);
  expect(undone(back)!.now).toBe(piece);
  expect(redone(back)!.now).toBe(dragged.now);
  expect(redone(edited(back, removeClip(back.now, first)))).toBeNull();
});
