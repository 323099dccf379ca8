import * as v from "valibot";
import { BODY_PARTS } from "../../../shared/body-parts.ts";
import { PLACE_DIRECTIONS, type PracticePass, SECTION_KINDS } from "../../../shared/practice.ts";

/** Beyond what is possible: a line with larger numbers is damaged. */
const number = v.pipe(v.number(), v.minValue(-1e13), v.maxValue(1e13));
const stretch = v.object({ begin: number, end: number });
const each = <Name extends string, T extends v.GenericSchema>(names: readonly Name[], value: T) =>
  v.object(Object.fromEntries(names.map((name) => [name, value])) as Readonly<Record<Name, T>>);

const difference = {
  part: v.picklist([...BODY_PARTS, "whole", "weight"]),
  ...{ stretch, at: number, weight: number },
};

/** One line of the file of passes. */
export const PassSchema: v.GenericSchema<unknown, PracticePass> = v.object({
  ...{ at: number, reference: v.pipe(v.string(), v.maxLength(400)), stretch, pass: number },
  ...{ speed: number, mirrored: v.boolean(), good: v.boolean() },
  figures: v.object({
    late: each([...BODY_PARTS, "whole"], v.nullable(number)),
    size: each(BODY_PARTS, v.nullable(number)),
    off: each([...BODY_PARTS, "weight"], number),
  }),
  findings: v.pipe(
    v.array(
      v.object({
        difference: v.variant("kind", [
          v.object({ ...difference, kind: v.literal("timing"), late: number }),
          v.object({ ...difference, kind: v.literal("size"), ratio: number }),
          v.object({
            ...{ ...difference, kind: v.literal("place"), off: number },
            towards: v.picklist(PLACE_DIRECTIONS),
          }),
          v.object({
            ...{ kind: v.picklist(SECTION_KINDS), reference: stretch, dance: stretch, weight: number },
          }),
        ]),
        ...{ passes: number, beat: v.nullable(number) },
      }),
    ),
    v.maxLength(3),
  ),
});
