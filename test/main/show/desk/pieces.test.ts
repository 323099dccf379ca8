import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { pieceRequests } from "../../../../main/show/desk/pieces.ts";
import { answerRequests, type DeskHandlers } from "../../../../main/show/desk/requests.ts";
import { machineClock } from "../../../../main/system/clock.ts";
import { projectRoot } from "../../../../main/system/files/paths.ts";
import type { JoinsReport, PieceSheet, TakeFigures } from "../../../../shared/desk/pieces.ts";
import { unpackPoses } from "../../../../shared/desk/poses.ts";
import type { Reply } from "../../../../shared/messages.ts";
import { clipOfTake, EMPTY_PIECE, type Piece } from "../../../../shared/piece/piece.ts";
import { sineDance, writeDance } from "../../../support/dances.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { writtenLog } from "../../../support/written-log.ts";

async function desk() {
  const folder = emptyFolder();
  await writeDance(folder, "swing", sineDance({ seconds: 4 }));
  const onChange = vi.fn();
  const pieces = pieceRequests({ folder, model: join(projectRoot, "models/first"), onChange });
  onTestFinished(() => pieces.close());
  const { log } = writtenLog(machineClock);
  const answers = answerRequests(pieces.handlers as unknown as DeskHandlers, log);
  const reply = (name: string, question: unknown): Promise<Reply> =>
    answers({ tag: "request", id: 1, name, ask: question });
  const ask = async <T>(name: string, question: unknown): Promise<T> => {
    const answer = await reply(name, question);
    if ("refused" in answer) throw new Error(answer.refused);
    return answer.answer as T;
  };
  return { folder, onChange, reply, ask };
}

const swing = clipOfTake("swing.take.ndjson", null, 0, 2);
const joined: Piece = {
  ...EMPTY_PIECE,
  dancer: [swing, { ...swing, mirrored: true, join: { how: "danced", seconds: 0.5 } }],
};

test("a piece is made, saved and found, and every desk is told", async () => {
  const { ask, onChange } = await desk();
  const { name, revision } = await ask<PieceSheet>("pieces/make", { title: "evening" });
  const saved = await ask("pieces/save", { name, piece: joined, revision });
  expect(saved).toMatchObject({ saved: true });
  expect(onChange).toHaveBeenCalledTimes(2);
  expect(await ask("pieces/save", { name, piece: EMPTY_PIECE, revision })).toMatchObject({
    saved: false,
    newer: { piece: joined },
  });
  expect(onChange).toHaveBeenCalledTimes(2);
});

test("joins are danced beside the show, with their progress, and then are there", {
  timeout: 90_000,
}, async () => {
  const { ask, onChange } = await desk();
  const { name, revision } = await ask<PieceSheet>("pieces/make", { title: "evening" });
  const saved = await ask<{ revision: string }>("pieces/save", { name, piece: joined, revision });
  const before = onChange.mock.calls.length;
  await ask("pieces/dance", { name });
  const report = () => ask<JoinsReport>("pieces/joins", { name });
  expect(await report()).toMatchObject({ state: "dancing", revision: saved.revision });
  await expect.poll(report, { timeout: 80_000 }).toMatchObject({
    ...{ state: "idle", done: 1, fault: null },
    danced: [{ lane: "dancer", index: 1 }],
  });
  expect(onChange.mock.calls.length).toBeGreaterThan(before + 2);
});

test("joins that cannot be danced say why in one line", { timeout: 90_000 }, async () => {
  const { ask } = await desk();
  const { name, revision } = await ask<PieceSheet>("pieces/make", { title: "evening" });
  const dancer = [swing, { ...swing, take: "gone.take.ndjson" }];
  await ask("pieces/save", { name, piece: { ...joined, dancer }, revision });
  await ask("pieces/dance", { name });
  await expect
    .poll(() => ask<JoinsReport>("pieces/joins", { name }), { timeout: 80_000 })
    .toMatchObject({ state: "failed", fault: expect.stringMatching(/gone\.take\.ndjson: is not there/) });
});

test("a take's figures are evenly spaced in time", async () => {
  const { ask } = await desk();
  const { every, seconds, poses } = await ask<TakeFigures>("pieces/figures", {
    take: "swing.take.ndjson",
    person: null,
  });
  expect([every, seconds]).toEqual([0.125, 3.9667]);
  const figures = unpackPoses(poses);
  expect(figures).toHaveLength(32);
  // One arm's hand goes up and down.
  expect(new Set(figures.map((pose) => pose[7]![1].toFixed(1))).size).toBeGreaterThan(5);
});

test.each([
  ["pieces/figures", { take: "../swing.take.ndjson", person: null }, /no name of a take/],
  ["pieces/get", { name: "../evening.piece.json" }, /no name of a piece/],
  ["pieces/get", { name: "gone.piece.json" }, /gone\.piece\.json: is not there/],
  [
    "pieces/save",
    { name: "a.piece.json", piece: { ...joined, dancer: [{}] }, revision: "" },
    /take is missing/,
  ],
  [
    "pieces/save",
    {
      name: "a.piece.json",
      piece: { ...joined, dancer: [{ ...swing, take: "/etc/passwd.take.ndjson" }] },
      revision: "",
    },
    /expected the bare name of a take/,
  ],
  ["pieces/make", { title: "x".repeat(300) }, /title is .*expected/],
  ["pieces/restore", { id: "../../x" }, /nothing is in the trash/],
])("%s of %j is refused in one line", async (name, question, why) => {
  const { reply } = await desk();
  expect(await reply(name, question)).toMatchObject({ refused: expect.stringMatching(why) });
});
