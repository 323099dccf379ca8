import { expect, test, vi } from "vitest";
import { type DeskHost, Refusal } from "../../../../renderer/desk/host.ts";
import { PieceSession } from "../../../../renderer/desk/timeline/piece-session.ts";
import type { JoinsReport, PieceSaved, PieceSheet } from "../../../../shared/desk/pieces.ts";
import { mirrorClip, trimClip } from "../../../../shared/piece/edits.ts";
import { clipOfTake, EMPTY_PIECE, type Piece } from "../../../../shared/piece/piece.ts";

const first = { lane: "dancer", index: 0 } as const;
const piece: Piece = { ...EMPTY_PIECE, dancer: [clipOfTake("a.take.ndjson", null, 0, 4)] };
const IDLE: JoinsReport = { state: "idle", done: 0, fault: null, revision: null, danced: [], jolts: [] };

/** A host that has one piece; `change` is another desk. @param gate until which nothing is saved. */
function hostOf(begun: Piece, gate: Promise<void>) {
  let sheet: PieceSheet = { name: "x.piece.json", piece: begun, revision: "r0" };
  let listener = () => {};
  const asked: string[] = [];
  const host = {
    async ask(name: string, question: { piece: Piece; revision: string }): Promise<unknown> {
      asked.push(name);
      if (name === "pieces/joins") return IDLE;
      if (name === "pieces/get") return sheet;
      if (name !== "pieces/save") return null;
      await gate;
      if (question.revision !== sheet.revision) return { saved: false, newer: sheet } satisfies PieceSaved;
      sheet = { ...sheet, piece: question.piece, revision: `r${asked.length}` };
      return { saved: true, revision: sheet.revision } satisfies PieceSaved;
    },
    onChanged(_: string, told: () => void) {
      listener = told;
      return () => {};
    },
  } as unknown as DeskHost;
  const change = (changed: Piece) => {
    sheet = { ...sheet, piece: changed, revision: "other" };
  };
  return { host, asked, change, tell: () => listener(), sheet: () => sheet };
}

function sessionOf(begun = piece, gate = Promise.resolve()) {
  const host = hostOf(begun, gate);
  const voice = { overtaken: vi.fn(), failed: vi.fn() };
  return { ...host, voice, session: new PieceSession(host.host, host.sheet(), voice) };
}

test("an edit is saved, and what is edited meanwhile too", async () => {
  const gate = Promise.withResolvers<void>();
  const { session, sheet, asked } = sessionOf(piece, gate.promise);
  session.edit((one) => mirrorClip(one, first));
  expect(session.unsaved.value).toBe(true);
  const saving = session.save();
  await expect.poll(() => asked).toContain("pieces/save");
  session.edit((one) => trimClip(one, first, { to: 3 }));
  gate.resolve();
  await saving;
  expect(sheet().piece.dancer[0]).toMatchObject({ mirrored: true, to: 4 });
  await session.save();
  expect(sheet().piece.dancer[0]).toMatchObject({ mirrored: true, to: 3 });
  expect(session.unsaved.value).toBe(false);
});

test("a drag is one step to undo, and an undone edit is saved as well", async () => {
  const { session, sheet } = sessionOf();
  for (const to of [3.5, 3, 2.5]) session.drag((one) => trimClip(one, first, { to }));
  session.dropped();
  expect(session.piece.value.dancer[0]!.to).toBe(2.5);
  session.undo();
  expect([session.piece.value.dancer[0]!.to, session.canUndo, session.canRedo]).toEqual([4, false, true]);
  session.redo();
  session.undo();
  await session.save();
  expect(sheet().piece).toEqual(piece);
});

test("who saves after another is told, and is shown what the other has made", async () => {
  const { session, voice, change } = sessionOf();
  change({ ...piece, title: "theirs" });
  session.edit((one) => mirrorClip(one, first));
  await session.save();
  expect(session.piece.value).toEqual({ ...piece, title: "theirs" });
  expect(voice.overtaken).toHaveBeenCalledOnce();
  expect([session.unsaved.value, session.canUndo]).toEqual([false, false]);
});

test("another desk's change is shown at once where nothing is unsaved", async () => {
  const { session, voice, change, tell } = sessionOf();
  change({ ...piece, title: "theirs" });
  tell();
  await expect.poll(() => session.piece.value.title).toBe("theirs");
  expect(voice.overtaken).toHaveBeenCalledOnce();
});

test("joins are danced after a save where there are danced ones", async () => {
  const danced = { ...piece.dancer[0]!, join: { how: "danced", seconds: 1 } as const };
  const { session, asked } = sessionOf({ ...piece, dancer: [piece.dancer[0]!, danced] });
  session.edit((one) => mirrorClip(one, first));
  await session.save();
  expect(asked).toContain("pieces/dance");
  const without = sessionOf();
  without.session.edit((one) => mirrorClip(one, first));
  await without.session.save();
  expect(without.asked).not.toContain("pieces/dance");
});

test("what is refused is told, and the edit stays unsaved", async () => {
  const { session, host, voice } = sessionOf();
  host.ask = () => Promise.reject(new Refusal("the disk is full", true));
  session.edit((one) => mirrorClip(one, first));
  await session.save();
  expect(voice.failed).toHaveBeenCalledWith("the disk is full");
  expect([session.unsaved.value, session.piece.value.dancer[0]!.mirrored]).toEqual([true, true]);
});
