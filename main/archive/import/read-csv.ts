import type { BodyPoint, Pose, RoomPoint } from "../../../shared/pose.ts";
import { JOINTS } from "../../../shared/skeleton.ts";
import { mixPoints, subtract, type Vector } from "../../motion/vectors.ts";
import { SourceError } from "../../system/errors.ts";
import { CSV_AXES, CSV_COLUMNS, CSV_POINTS, CSV_TIME, type CsvPoint } from "../csv.ts";
import { FASTEST, quote, SLOWEST, type TakeFrame } from "../take.ts";
import { LONGEST_PAUSE } from "../take-reader.ts";
import { decoded } from "./bvh/lines.ts";
import { timesByStamps } from "./keypoints/stamps.ts";
import { settle, type Up } from "./orientation.ts";
import { readUnpacked } from "./read-unpacked.ts";

/** What the user says of a table; null leaves it to the format: metres, y up, and the rate that its times have. */
export interface CsvOptions {
  readonly fps: number | null;
  readonly up: Up | null;
  readonly scale: number | null;
}

export interface CsvTake {
  readonly fps: number;
  readonly frames: readonly TakeFrame[];
}

/** Three hours at 30 frames a second. */
const TABLE = { expected: "a table of joints", mostBytes: 1 << 27 };
/** Metres from the origin: no stage is larger. */
const FARTHEST = 1000;
const ID = 1;
/** Where times tell no rate, as those of one frame. */
const USUAL_FPS = 30;
/** Share by which a rate is off that was told from rounded times. */
const ROUNDED = 2e-4;

/**
 * A table as `export` writes it, or as a spreadsheet program saves it: columns in any order, between commas, semicolons
 * or tabs. Joints that it has no columns for are unknown.
 * @throws SourceError naming file, line and column, what was found and what was expected.
 */
export async function readCsv(file: string, { fps, up, scale }: CsvOptions): Promise<CsvTake> {
  const text = decoded(await readUnpacked(file, TABLE)).replace(/^\uFEFF/, "");
  const lines = text.trimEnd().split(/\r\n|\n|\r/);
  const header = headerOf(lines[0]!, file);
  const frames: TakeFrame[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue;
    const { t, points } = rowOf(line, header, `${file}:${index + 1}`);
    const before = frames.at(-1)?.t ?? t;
    if (t < before || t - before > LONGEST_PAUSE)
      throw new SourceError(
        `${file}:${index + 1}: time goes from ${before} to ${t}, expected at most ${LONGEST_PAUSE} s more`,
      );
    frames.push({ t, people: peopleOf(points, up ?? "y", scale ?? 1, `${file}:${index + 1}`) });
  }
  if (!frames.some(({ people }) => people.length > 0))
    throw new SourceError(`${file}: nobody in it, expected rows with somebody's joints`);
  return { fps: fps ?? rateOf(frames, file), frames };
}

interface Header {
  readonly columns: readonly string[];
  readonly delimiter: string;
}

function headerOf(line: string, file: string): Header {
  const delimiter = [";", "\t"].find((one) => line.includes(one)) ?? ",";
  const columns = cellsOf(line, delimiter);
  for (const [index, name] of columns.entries()) {
    const where = `${file}:1: column ${index + 1} is "${quote(name)}"`;
    if (!CSV_COLUMNS.includes(name))
      throw new SourceError(
        `${where}, expected ${CSV_TIME} or x, y or z of a joint of stage-19 in metres, such as left_wrist_x`,
      );
    if (columns.indexOf(name) < index) throw new SourceError(`${where} once more, expected each once`);
  }
  const has = (point: CsvPoint) => CSV_AXES.some((axis) => columns.includes(`${point}_${axis}`));
  const missing = [
    CSV_TIME,
    ...CSV_POINTS.filter(has).flatMap((point) => CSV_AXES.map((axis) => `${point}_${axis}`)),
  ].find((name) => !columns.includes(name));
  if (missing !== undefined) throw new SourceError(`${file}:1: no column ${missing}, expected one`);
  if (!has("hips") && !(has("left_hip") && has("right_hip")))
    throw new SourceError(`${file}:1: no columns of the hips, expected hips, or left_hip and right_hip`);
  return { columns, delimiter };
}

const cellsOf = (line: string, delimiter: string): readonly string[] =>
  line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));

interface Row {
  readonly t: number;
  readonly points: ReadonlyMap<CsvPoint, Vector>;
}

function rowOf(line: string, { columns, delimiter }: Header, where: string): Row {
  const cells = cellsOf(line, delimiter);
  if (cells.length !== columns.length)
    throw new SourceError(
      `${where}: ${cells.length} columns, expected ${columns.length} as in the first line`,
    );
  const values = new Map(
    columns.map((name, index) => [name, numberOf(cells[index]!, delimiter, name, where)]),
  );
  const t = values.get(CSV_TIME) ?? null;
  if (t === null || t < 0)
    throw new SourceError(`${where}: column ${CSV_TIME} is ${t ?? "empty"}, expected seconds from the start`);
  const points = new Map<CsvPoint, Vector>();
  for (const point of CSV_POINTS) {
    const [x, y, z] = CSV_AXES.map((axis) => values.get(`${point}_${axis}`) ?? null);
    if (x != null && y != null && z != null) points.set(point, { x, y, z });
    else if ([x, y, z].some((value) => value != null)) {
      const axis = CSV_AXES[[x, y, z].indexOf(null)]!;
      throw new SourceError(
        `${where}: column ${point}_${axis} is empty, expected a number, or none for ${point}`,
      );
    }
  }
  return { t, points };
}

/** null where the cell is empty. A comma is a decimal one where it divides no columns. */
function numberOf(cell: string, delimiter: string, name: string, where: string): number | null {
  if (cell === "") return null;
  const value = Number(delimiter === "," ? cell : cell.replace(",", "."));
  if (Number.isFinite(value)) return value;
  throw new SourceError(`${where}: column ${name} is "${quote(cell)}", expected a number`);
}

/** Whoever is in a row: nobody where it is empty. */
function peopleOf(
  found: ReadonlyMap<CsvPoint, Vector>,
  up: Up,
  scale: number,
  where: string,
): readonly Pose[] {
  if (found.size === 0) return [];
  const points = new Map([...found].map(([name, point]) => [name, settled(point, up, scale, name, where)]));
  const [left, right] = [points.get("left_hip"), points.get("right_hip")];
  const root = points.get("hips") ?? (left && right && mixPoints(left, right, 0.5));
  if (!root) throw new SourceError(`${where}: no place of the hips, expected it in a row with other joints`);
  const body = JOINTS.map((name): BodyPoint | null => {
    const point = points.get(name);
    return point ? subtract(point, root) : null;
  });
  return [{ id: ID, image: null, body, root: root as RoomPoint }];
}

function settled({ x, y, z }: Vector, up: Up, scale: number, name: CsvPoint, where: string): Vector {
  const point = Float64Array.of(x, y, z);
  settle(point, up, scale);
  const [a, b, c] = point as unknown as [number, number, number];
  const far = [a, b, c].find((value) => !(Math.abs(value) <= FARTHEST));
  if (far === undefined) return { x: a, y: b, z: c };
  throw new SourceError(
    `${where}: ${name} is ${far} m from the origin, expected at most ${FARTHEST} m; give the metres of another unit with --scale`,
  );
}

/** Frames a second, where no frame is missing. */
function rateOf(frames: readonly TakeFrame[], file: string): number {
  const found = timesByStamps(frames.map(({ t }) => t));
  if (!found) return USUAL_FPS;
  const rate = 1 / found.usual;
  const fps = Math.abs(rate / Math.round(rate) - 1) < ROUNDED ? Math.round(rate) : Number(rate.toFixed(2));
  if (fps >= SLOWEST && fps <= FASTEST) return fps;
  throw new SourceError(
    `${file}: ${fps} frames a second by its times, expected ${SLOWEST} to ${FASTEST}; give the true rate with --fps`,
  );
}
