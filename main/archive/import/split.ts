import * as v from "valibot";
import { SourceError } from "../../system/errors.ts";
import { readJsonFile } from "../../system/files/json.ts";

/**
 * Division of a folder of motion into training and validation files; by subject (the part of a name before "_") the true
 * frame rate and the style.
 */
const SplitFile = v.object({
  fps: v.record(v.string(), v.pipe(v.number(), v.gtValue(0))),
  style: v.record(v.string(), v.string()),
  train: v.array(v.string()),
  validation: v.array(v.string()),
});

const SPLIT_FILE = { expected: "a JSON file of a split", mostBytes: 1 << 24, Fault: SourceError };

export type Part = "train" | "validation";

export interface SplitEntry {
  readonly part: Part;
  readonly subject: string;
  readonly fps: number | null;
  readonly style: string | null;
}

/** By name, without folder and ending. */
export type ArchiveSplit = ReadonlyMap<string, SplitEntry>;

/** @throws SourceError naming the file and what is wrong in it. */
export async function readSplit(file: string): Promise<ArchiveSplit> {
  const result = v.safeParse(SplitFile, await readJsonFile(file, SPLIT_FILE));
  if (!result.success) {
    const [{ received, expected, ...issue }] = result.issues;
    throw new SourceError(
      received === "undefined"
        ? `${file}: ${v.getDotPath(issue as never)} is missing, expected fps, style, train and validation`
        : `${file}: ${v.getDotPath(issue as never) ?? "it"} is ${received}, expected ${expected}`,
    );
  }
  const { fps, style, ...parts } = result.output;
  const split = new Map<string, SplitEntry>();
  for (const part of ["train", "validation"] as const) {
    for (const name of parts[part]) {
      if (split.has(name)) throw new SourceError(`${file}: ${name} is listed twice, expected once`);
      const subject = name.split("_")[0]!;
      split.set(name, { part, subject, fps: fps[subject] ?? null, style: style[subject] ?? null });
    }
  }
  return split;
}
