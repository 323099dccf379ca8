import * as v from "valibot";
import { nearestName } from "../../../schema/nearest.ts";
import { SourceError } from "../../../system/errors.ts";
import { readJsonFile } from "../../../system/files/json.ts";
import { NAMES, ownName, type Part, PLACED, type Placed, wordsOf } from "./joint-names.ts";

/** What a skeleton calls the joints that cannot be told by their names. */
export type JointMap = Readonly<Partial<Record<Placed, string>>>;

const JointMapFile = v.strictObject(
  Object.fromEntries(PLACED.map((placed) => [placed, v.optional(v.string())])) as Record<
    Placed,
    v.OptionalSchema<v.StringSchema<undefined>, undefined>
  >,
);
const FILE = {
  expected: 'a JSON file such as { "left_elbow": "LArm2" }',
  mostBytes: 1 << 20,
  Fault: SourceError,
};

/** @throws SourceError naming the file and what is wrong in it. */
export async function readJointMap(file: string): Promise<JointMap> {
  const result = v.safeParse(JointMapFile, await readJsonFile(file, FILE));
  if (result.success) return result.output as JointMap;
  const [issue] = result.issues;
  const path = v.getDotPath(issue) ?? "it";
  if (issue.expected === "never")
    throw new SourceError(`${file}: ${path} is no joint, expected some of ${PLACED.join(", ")}`);
  throw new SourceError(`${file}: ${path} is ${issue.received}, expected ${FILE.expected}`);
}

/**
 * What is missing, what lies nearest by its name, and what to do.
 * @param free the joints that have not been recognised
 * @param branch where they hang
 */
export function describeMissing(missing: readonly Placed[], free: readonly string[], branch: string): string {
  const map = Object.fromEntries(missing.map((placed) => [placed, nearest(placed, free)]));
  const example = JSON.stringify(map).replaceAll('":"', '": "').replaceAll('","', '", "');
  const found = free.filter((name) => !name.endsWith(" end")).slice(0, 12);
  return (
    `no ${missing.join(", ")} below ${branch}, whose other joints are ${found.join(", ")}` +
    `${free.length > found.length ? " ..." : ""}; write what they are called to a file, such as ${example}, and give it with --map`
  );
}

/** The free joint whose name is most like one of those that are known. */
function nearest(placed: Placed, free: readonly string[]): string {
  const [, side = "", part] = /^(?:(left|right)_)?(.+)$/.exec(placed)!;
  const own = new Map(free.map((name) => [wordsOf(name).join(""), ownName(name)]));
  const guesses = NAMES[part as Part | "head"].map((name) => nearestName(side + name, [...own.keys()]));
  return own.get(guesses.find((guess) => guess !== null) ?? "") ?? "...";
}
