import { expect, test } from "vitest";
import { parseTable } from "../../../../main/archive/ingest/film-table.ts";

const FILMS = ["Anna/solo.mp4", "Ben/solo.mp4", "duet, last.mov", "caf\u00e9.mp4"];

function read(text: string): { readonly rows: object; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const rows = parseTable(text, "films.csv", FILMS, (line) => notes.push(line));
  return { rows: Object.fromEntries(rows), notes };
}

test("rows say what films do not, by path, bare name and in any order of columns", () => {
  const { rows, notes } = read(
    [
      "tags,File,licence,dancer",
      '"swing; slow, late",Anna\\solo.mp4,CC0,Anna B.',
      ',"duet, last.mov",,"Ben ""B"""',
      // As macOS writes an accent.
      ",cafe\u0301.mp4,,Cleo",
      "",
    ].join("\r\n"),
  );
  expect(rows).toEqual({
    "Anna/solo.mp4": { tags: ["swing", "slow", "late"], licence: "CC0", dancer: "Anna B." },
    "duet, last.mov": { dancer: 'Ben "B"' },
    "caf\u00e9.mp4": { dancer: "Cleo" },
  });
  expect(notes).toEqual([]);
});

test("semicolons between columns, as some spreadsheets save them", () => {
  expect(read("file;dancer;tags\nAnna/solo.mp4;Anna;swing, slow\n").rows).toEqual({
    "Anna/solo.mp4": { dancer: "Anna", tags: ["swing", "slow"] },
  });
});

test("a film that is not there is noted with what may be meant, and the others count", () => {
  const { rows, notes } = read("file,dancer\nAna/solo.mp4,Anna\nBen/solo.mp4,Ben\n");
  expect(rows).toEqual({ "Ben/solo.mp4": { dancer: "Ben" } });
  expect(notes).toEqual([
    'films.csv:2: column file is "Ana/solo.mp4", which is not among the films; did you mean Anna/solo.mp4?',
  ]);
});

test.each([
  ["", "films.csv: empty, expected a first line of columns"],
  ["dancer\nAnna\n", "films.csv:1: no column file, expected one"],
  ["file,dancr\n", 'films.csv:1: column 2 is "dancr", expected one of file, dancer, tags, source, licence'],
  ["file,tags,tags\n", "films.csv:1: column tags is there twice, expected each once"],
  [
    "file,dancer\n\n\nBen/solo.mp4,Ben\nBen/solo.mp4,Anna\n",
    'films.csv:5: column file is "Ben/solo.mp4", which is in line 4 already; expected each film once',
  ],
  ["file,dancer\n,Ben\n", "films.csv:2: column file is empty, expected a film's name"],
  [
    'file,dancer\n"duet,\nlast.mov",x\nsolo.mp4,Ben\n',
    'films.csv:4: column file is "solo.mp4", which Anna/solo.mp4, Ben/solo.mp4 are called; expected the path of one',
  ],
  ["file,dancer\nBen/solo.mp4,Ben,x\n", "films.csv:2: 3 columns, expected 2 as in the first line"],
  [
    `file,dancer\nBen/solo.mp4,${"x".repeat(1001)}\n`,
    "films.csv:2: column dancer has 1001 letters, expected at most 1000",
  ],
])("%j is refused with its line and column", (text, line) => {
  expect(() => read(text)).toThrow(line);
});

test("a quote that never ends is refused", () => {
  expect(() => read('file,dancer\nBen/solo.mp4,"Ben\n')).toThrow(
    /^films\.csv:\d: .+; expected a table in CSV$/,
  );
});
