import * as v from "valibot";
import { LINE_LIMITS, type LinePoint } from "../../../shared/desk/dance-line.ts";
import { choice, number } from "../../schema/kinds.ts";
import { parse } from "../../schema/parse.ts";
import { ConfigError } from "../../system/errors.ts";
import { readJsonFile } from "../../system/files/json.ts";

const { points: MOST, beside, seconds } = LINE_LIMITS;
const place = number(-beside, 1 + beside, "widths of the map");

/** A line as somebody has drawn it over a map: bounded, and in the order of time. */
export const LineSchema = v.pipe(
  v.array(v.strictObject({ x: place, y: place, t: number(0, seconds, "seconds") })),
  v.minLength(1),
  v.maxLength(MOST),
  v.check((line) => line.every(({ t }, index) => index === 0 || t >= line[index - 1]!.t)),
  v.metadata({ expected: `1 to ${MOST} points, none earlier than the one before` }),
);

const FileSchema = v.strictObject({
  format: choice(["continuo-line"]),
  version: v.pipe(v.literal(1), v.metadata({ expected: "1" })),
  points: LineSchema,
});

const EXPECTED = {
  expected:
    'a line ({"format": "continuo-line", "version": 1, "points": [{"x": 0.4, "y": 0.5, "t": 0}, ...]})',
  mostBytes: 1_000_000,
  Fault: ConfigError,
};

/** A line that was drawn by a program. @throws ConfigError naming the file and the key. */
export async function readLine(file: string): Promise<readonly LinePoint[]> {
  const found = await readJsonFile(file, EXPECTED);
  if (typeof found !== "object" || found === null || Array.isArray(found))
    throw new ConfigError(`${file}: no object, expected ${EXPECTED.expected}`);
  return parse(FileSchema, found, (path) => `${file}: ${path.join(".")}`, "a key of a line").points;
}
