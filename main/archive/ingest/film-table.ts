import { join } from "node:path";
import { CsvError, parse } from "csv-parse/sync";
import { nearestName } from "../../schema/nearest.ts";
import { SourceError } from "../../system/errors.ts";
import { readWholeFile } from "../../system/files/read-file.ts";
import { printable } from "../../system/log/printable.ts";
import { decoded } from "../import/bvh/lines.ts";
import type { FilmAbout } from "./film-about.ts";
import { TABLE } from "./find-films.ts";

/** Columns of the table, in any order; all but the first may be missing. */
export const TABLE_COLUMNS = ["file", "dancer", "tags", "source", "licence"] as const;
type Column = (typeof TABLE_COLUMNS)[number];

/** What a row says; where a cell is empty, the film's name says it. */
export type TableRow = Partial<FilmAbout>;

const MOST_BYTES = 1 << 24;
/** Letters of a cell. */
const LONGEST = 1000;
const MOST_TAGS = 50;

interface Parsed {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

/**
 * Reads `films.csv` of a folder of films, as a spreadsheet program saves it: between commas, semicolons or tabs; tags of
 * a cell between commas or semicolons. `file` is a film's path from the folder on, or its bare name where only one film
 * has it.
 * @param films names of the films that are there. @returns by name; empty where there is no table.
 * @throws SourceError naming line and column, what was found and what was expected.
 */
export async function readTable(
  folder: string,
  films: readonly string[],
  note: (line: string) => void,
): Promise<ReadonlyMap<string, TableRow>> {
  const file = join(folder, TABLE);
  const expected = {
    expected: `a table of films with the columns ${TABLE_COLUMNS.join(", ")}`,
    mostBytes: MOST_BYTES,
  };
  const bytes = await readWholeFile(file, { ...expected, Fault: SourceError }).catch((error: Error) => {
    if (error.message.includes("is not there")) return null;
    throw error;
  });
  return bytes === null ? new Map() : parseTable(decoded(bytes), file, films, note);
}

/** The same of a text. @param file for the lines of errors. */
export function parseTable(
  text: string,
  file: string,
  films: readonly string[],
  note: (line: string) => void,
): ReadonlyMap<string, TableRow> {
  const rows = rowsOf(text.replace(/^\uFEFF/, ""), file);
  if (rows.length === 0) throw new SourceError(`${file}: empty, expected a first line of columns`);
  const columns = columnsOf(rows[0]!.record, file);
  const found = new Map<string, { readonly line: number; readonly row: TableRow }>();
  for (const { record, line } of rows.slice(1)) {
    const where = `${file}:${line}`;
    if (record.length > columns.length && record.slice(columns.length).some((cell) => cell !== ""))
      throw new SourceError(
        `${where}: ${record.length} columns, expected ${columns.length} as in the first line`,
      );
    const cells = new Map(
      columns.map((column, index) => [column, cellOf(record[index] ?? "", column, where)]),
    );
    const name = filmOf(cells.get("file")!, films, where, note);
    if (name === null) continue;
    const before = found.get(name);
    if (before)
      throw new SourceError(
        `${where}: column file is "${name}", which is in line ${before.line} already; expected each film once`,
      );
    found.set(name, { line, row: rowOf(cells, where) });
  }
  return new Map([...found].map(([name, { row }]) => [name, row]));
}

function rowsOf(text: string, file: string): { readonly line: number; readonly record: readonly string[] }[] {
  const [first = ""] = text.split(/\r\n|\n|\r/, 1);
  const delimiter = [";", "\t"].find((one) => first.includes(one)) ?? ",";
  try {
    const parsed = parse(text, {
      ...{ delimiter, info: true, trim: true, skip_empty_lines: true, relax_column_count: true },
      record_delimiter: ["\r\n", "\n", "\r"],
      max_record_size: 100_000,
    }) as unknown as readonly Parsed[];
    return parsed.map(({ info, record }) => ({ line: info.lines, record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === "number" ? `:${error.lines}` : "";
    throw new SourceError(`${file}${line}: ${printable(error.message)}; expected a table in CSV`);
  }
}

function columnsOf(header: readonly string[], file: string): readonly Column[] {
  const columns = header.map((cell, index) => {
    const name = cell.toLowerCase() === "license" ? "licence" : cell.toLowerCase();
    const where = `${file}:1: column ${index + 1} is "${printable(cell, 60)}"`;
    if (!isColumn(name)) throw new SourceError(`${where}, expected one of ${TABLE_COLUMNS.join(", ")}`);
    return name;
  });
  const again = columns.find((name, index) => columns.indexOf(name) < index);
  if (again !== undefined)
    throw new SourceError(`${file}:1: column ${again} is there twice, expected each once`);
  if (!columns.includes("file")) throw new SourceError(`${file}:1: no column file, expected one`);
  return columns;
}

const isColumn = (name: string): name is Column => (TABLE_COLUMNS as readonly string[]).includes(name);

function cellOf(cell: string, column: Column, where: string): string {
  if (cell.length > LONGEST)
    throw new SourceError(
      `${where}: column ${column} has ${cell.length} letters, expected at most ${LONGEST}`,
    );
  return cell;
}

/** The film that a row is about; null where it is not there, which is noted: a drive may be away. */
function filmOf(
  cell: string,
  films: readonly string[],
  where: string,
  note: (line: string) => void,
): string | null {
  if (cell === "") throw new SourceError(`${where}: column file is empty, expected a film's name`);
  const name = cell.replaceAll("\\", "/").replace(/^\.\//, "").normalize("NFC");
  if (films.includes(name)) return name;
  const called = films.filter((film) => film.endsWith(`/${name}`));
  if (called.length === 1) return called[0]!;
  if (called.length > 1)
    throw new SourceError(
      `${where}: column file is "${printable(name, 80)}", which ${called.slice(0, 3).join(", ")} are called; expected the path of one`,
    );
  const near = nearestName(name, films);
  note(
    `${where}: column file is "${printable(name, 80)}", which is not among the films${near === null ? "" : `; did you mean ${printable(near)}?`}`,
  );
  return null;
}

function rowOf(cells: ReadonlyMap<Column, string>, where: string): TableRow {
  const [dancer, tags, source, licence] = TABLE_COLUMNS.slice(1).map((name) => cells.get(name) ?? "") as [
    ...[string, string, string, string],
  ];
  const list = tags
    .split(/[;,]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
  if (list.length > MOST_TAGS)
    throw new SourceError(`${where}: column tags has ${list.length} tags, expected at most ${MOST_TAGS}`);
  return {
    ...(dancer !== "" && { dancer }),
    ...(list.length > 0 && { tags: [...new Set(list)] }),
    ...(source !== "" && { source }),
    ...(licence !== "" && { licence }),
  };
}
