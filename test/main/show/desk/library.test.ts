import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { threadedLibrary } from "../../../../main/archive/library/threaded-library.ts";
import { libraryRequests } from "../../../../main/show/desk/library.ts";
import { answerRequests, type DeskHandlers } from "../../../../main/show/desk/requests.ts";
import { machineClock } from "../../../../main/system/clock.ts";
import type { LibraryPage, TakeDetail, TrashEntry } from "../../../../shared/desk/library.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { fillWithTakes, takeName } from "../../../support/take-folder.ts";
import { writtenLog } from "../../../support/written-log.ts";

function desk(count: number) {
  const folder = emptyFolder();
  fillWithTakes(folder, count);
  const onChange = vi.fn();
  const library = threadedLibrary({ folder, onChange });
  onTestFinished(() => library.close());
  const { log, lines } = writtenLog(machineClock);
  const answers = answerRequests(libraryRequests(library) as DeskHandlers, log);
  const reply = (name: string, ask: unknown) => answers({ tag: "request", id: 1, name, ask });
  const asked = async <T>(name: string, question: unknown): Promise<T> => {
    const answer = await reply(name, question);
    if ("refused" in answer) throw new Error(answer.refused);
    return answer.answer as T;
  };
  return { folder, library, onChange, lines, reply, ask: asked };
}

const ALL = { search: "", order: "name", descending: false, offset: 0, limit: 100 };

test("a desk lists, looks at, renames, edits, deletes and brings back takes, and hears of each change", async () => {
  const { ask, onChange, folder } = desk(5);
  await expect.poll(() => ask<LibraryPage>("library/list", ALL)).toMatchObject({ total: 5, unread: 0 });
  await vi.waitFor(() => expect(onChange).toHaveBeenCalled());
  expect(await ask("library/rename", { name: takeName(2), to: "solo" })).toEqual({
    name: "solo.take.ndjson",
  });
  await ask("library/edit", { name: "solo.take.ndjson", tags: ["new"], note: "one\ntwo" });
  expect(await ask<TakeDetail>("library/get", { name: "solo.take.ndjson" })).toMatchObject({
    ...{ dancer: "陈", tags: ["new"], note: "one\ntwo", fps: 4 },
    preview: expect.stringMatching(/^.{50,}$/),
  });
  const { id } = await ask<TrashEntry>("library/delete", { name: "solo.take.ndjson" });
  expect((await ask<LibraryPage>("library/list", ALL)).total).toBe(4);
  expect(await ask<TrashEntry[]>("library/trash", null)).toMatchObject([{ id, names: ["solo.take.ndjson"] }]);
  expect(await ask("library/undo", { id })).toEqual({ names: ["solo.take.ndjson"] });
  expect((await ask<LibraryPage>("library/list", { ...ALL, search: "NEW two" })).total).toBe(1);
  await vi.waitFor(() => expect(onChange.mock.calls.length).toBeGreaterThan(1));
  expect(readdirSync(folder)).toContain("solo.take.ndjson");
});

test.each<[string, unknown]>([
  ["library/list", { ...ALL, limit: 101 }],
  ["library/list", { ...ALL, offset: -1 }],
  ["library/list", { ...ALL, order: "size" }],
  ["library/list", { ...ALL, search: "x".repeat(201) }],
  ["library/list", { ...ALL, more: 1 }],
  ["library/get", { name: "../../etc/passwd" }],
  ["library/get", { name: "../x.take.ndjson" }],
  ["library/get", { name: "x\0.take.ndjson" }],
  ["library/get", { name: "nul.take.ndjson" }],
  ["library/get", { name: "gone.take.ndjson" }],
  ["library/get", { name: 7 }],
  ["library/rename", { name: takeName(0), to: "../../x" }],
  ["library/rename", { name: takeName(0), to: "/tmp/x.take.ndjson" }],
  ["library/rename", { name: takeName(0), to: takeName(1) }],
  ["library/rename", { name: takeName(0), to: "" }],
  ["library/edit", { name: takeName(0), dancer: "x".repeat(201) }],
  ["library/edit", { name: takeName(0), dancer: "two\nlines" }],
  ["library/edit", { name: takeName(0), note: "\u001b[2J" }],
  ["library/edit", { name: takeName(0), tags: Array(51).fill("x") }],
  ["library/edit", { name: takeName(0), tags: [""] }],
  ["library/edit", { name: takeName(0), fps: 1 }],
  ["library/edit", { name: "../x.take.ndjson", note: "x" }],
  ["library/delete", { name: "../x.take.ndjson" }],
  ["library/delete", { name: "trash" }],
  ["library/undo", { id: "../.." }],
  ["library/trash", {}],
])("%s %j is refused in one line, and nothing is another", async (name, question) => {
  const { reply, lines, folder } = desk(2);
  const { refused } = (await reply(name, question)) as { readonly refused: string };
  expect(refused).toMatch(/^[^\n]{10,300}$/);
  expect(refused).not.toContain(join(folder));
  expect(refused).not.toBe("failed; the log says why");
  expect(lines).toEqual([]);
  expect(readdirSync(folder).filter((file) => !file.startsWith(".continuo"))).toEqual([
    takeName(0),
    takeName(1),
  ]);
});

test("without a folder there are no takes; with a file in its place a line says so", async () => {
  const { log } = writtenLog(machineClock);
  const folder = emptyFolder();
  const [file] = fillWithTakes(folder, 1);
  for (const [place, found] of [
    [join(folder, "not", "there"), { answer: { total: 0, all: 0 } }],
    [join(folder, file!), { refused: expect.stringMatching(/^takes is .* cannot be read/) }],
  ] as const) {
    const library = threadedLibrary({ folder: place, onChange: () => {} });
    onTestFinished(() => library.close());
    const answers = answerRequests(libraryRequests(library) as DeskHandlers, log);
    expect(await answers({ tag: "request", id: 1, name: "library/list", ask: ALL })).toMatchObject(found);
  }
});
