import * as v from "valibot";
import { SourceError } from "../../../system/errors.ts";
import { readJsonFile } from "../../../system/files/json.ts";
import { PLACED, type Placed } from "./joint-names.ts";

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
  if (result.success) return distinct(result.output as JointMap, file);
  const [issue] = result.issues;
  const path = v.getDotPath(issue) ?? "it";
  if (issue.expected === "never")
    throw new SourceError(`${file}: ${path} is no joint, expected some of ${PLACED.join(", ")}`);
  throw new SourceError(`${file}: ${path} is ${issue.received}, expected ${FILE.expected}`);
}

/** @throws SourceError for a joint that is given as two: it can be one only. */
function distinct(map: JointMap, file: string): JointMap {
  const given = Object.entries(map);
  for (const [i, [placed, name]] of given.entries()) {
    const other = given.slice(0, i).find(([, own]) => own === name);
    if (other)
      throw new SourceError(`${file}: ${other[0]} and ${placed} are both ${name}, expected different joints`);
  }
  return map;
}

/** A map as one would write it to a file, on one line. */
export const jsonOf = (map: JointMap): string =>
  JSON.stringify(map).replaceAll('":"', '": "').replaceAll('","', '", "');
