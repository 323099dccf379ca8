import { join } from "node:path";
import * as v from "valibot";
import { DECILES, type Scale } from "../../coaching/assess/scale.ts";
import { SourceError } from "../../system/errors.ts";
import { readJsonFile } from "../../system/files/json.ts";
import { projectRoot } from "../../system/files/paths.ts";
import { replaceFile } from "../../system/files/replace-file.ts";
import { printable } from "../../system/log/printable.ts";

/** What ships: the styles of the archive that the models are trained on. */
export const SHIPPED_SCALE = join(projectRoot, "assets", "coaching", "scale.json");

const SCALE_FILE = {
  expected: "a scale, as `continuo scale` writes it",
  mostBytes: 1 << 22,
  Fault: SourceError,
};

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const number = v.pipe(v.number(), v.finite());
const deciles = v.pipe(v.array(number), v.length(DECILES.length));
const repeatability = v.strictObject({ spread: number, off: number });
const ScaleFile = v.strictObject({
  format: v.literal("continuo-scale"),
  version: v.literal(1),
  source: v.pipe(v.string(), v.maxLength(10_000)),
  licence: v.pipe(v.string(), v.maxLength(10_000)),
  stretches: v.record(name, v.pipe(v.number(), v.integer(), v.minValue(1))),
  seconds: v.pipe(number, v.minValue(0)),
  measures: v.record(
    name,
    v.strictObject({
      styles: v.record(name, deciles),
      all: v.nullable(deciles),
      repeatability: v.strictObject({ "30": repeatability, "15": repeatability, recorded: repeatability }),
    }),
  ),
});

/** @throws SourceError naming the file and what is wrong in it. */
export const readScale = async (file: string): Promise<Scale> =>
  parseScale(await readJsonFile(file, SCALE_FILE), file);

/** The same of what a file has. */
export function parseScale(value: unknown, file: string): Scale {
  const { format, version, ...scale } = checked(file, ScaleFile, value);
  return scale;
}

/** @throws SourceError naming the file. */
export const writeScale = (file: string, scale: Scale): Promise<void> =>
  replaceFile(file, `${JSON.stringify({ format: "continuo-scale", version: 1, ...scale }, null, 1)}\n`);

/** @throws SourceError naming the file, what was found and what was expected. */
export function checked<Schema extends v.GenericSchema>(
  file: string,
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new SourceError(
    `${file}: ${v.getDotPath(issue) ?? "it"} is ${printable(issue.received, 40)}, expected ${issue.expected ?? "another"}`,
  );
}
