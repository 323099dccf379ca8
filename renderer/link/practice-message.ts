import * as v from "valibot";
import { BODY_PARTS } from "../../shared/body-parts.ts";
import { PLACE_DIRECTIONS, SECTION_KINDS } from "../../shared/practice.ts";
import { JOINT_COUNT } from "../../shared/skeleton.ts";

const n = v.number();
const stretch = v.object({ begin: n, end: n });
const known = <Name extends string, T extends v.GenericSchema>(value: T, names: readonly Name[]) =>
  v.object(Object.fromEntries(names.map((name) => [name, value])) as Readonly<Record<Name, T>>);

const common = {
  part: v.picklist([...BODY_PARTS, "whole", "weight"]),
  ...{ stretch, at: n, weight: n },
};
const difference = v.variant("kind", [
  v.object({ ...common, kind: v.literal("timing"), late: n }),
  v.object({ ...common, kind: v.literal("size"), ratio: n }),
  v.object({ ...common, kind: v.literal("place"), off: n, towards: v.picklist(PLACE_DIRECTIONS) }),
  v.object({ kind: v.picklist(SECTION_KINDS), reference: stretch, dance: stretch, weight: n }),
]);
const found = { difference, passes: n, beat: v.nullable(n) };
const body = v.pipe(v.array(v.object({ x: n, y: n, z: n })), v.length(JOINT_COUNT));

/** What the host says of a pass. */
export const PracticeMessageSchema = v.object({
  tag: v.literal("practice"),
  pass: v.object({
    ...{ at: n, reference: v.string(), stretch, pass: n, speed: n, mirrored: v.boolean(), good: v.boolean() },
    figures: v.object({
      late: known(v.nullable(n), [...BODY_PARTS, "whole"]),
      size: known(v.nullable(n), BODY_PARTS),
      off: known(n, [...BODY_PARTS, "weight"]),
    }),
    findings: v.array(v.object(found)),
  }),
  findings: v.array(v.object({ ...found, reference: body, dance: body })),
});
