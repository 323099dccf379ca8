import * as v from "valibot";

/*
 * Settings and the kinds of values that they have. `expected` is a kind in words: the same in `--help`, in the
 * documentation and in error lines.
 */

type Kind = v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>;

/** One setting: its kind, its default, and what it is for. Each room that has settings keeps them in `settings.ts`. */
export function setting<K extends Kind, const D extends v.InferInput<K>>(
  kind: K,
  byDefault: D,
  description: string,
) {
  return v.pipe(v.optional(kind, byDefault as never), v.description(description));
}

export function number(min: number, max: number, unit = "") {
  return v.pipe(
    v.number(),
    v.minValue(min),
    v.maxValue(max),
    v.metadata({ expected: `a number from ${min} to ${max}${unit && ` ${unit}`}` }),
  );
}

export function whole(min: number, max: number, unit = "") {
  return v.pipe(
    v.number(),
    v.integer(),
    v.minValue(min),
    v.maxValue(max),
    v.metadata({ expected: `a whole number from ${min} to ${max}${unit && ` ${unit}`}` }),
  );
}

export function choice<const T extends readonly string[]>(values: T) {
  return v.pipe(
    v.picklist(values),
    v.metadata({ expected: values.join(", ").replace(/, ([^,]*)$/, " or $1") }),
  );
}

export function flag() {
  return v.pipe(v.boolean(), v.metadata({ expected: "true or false" }));
}

/** Any text but the empty one. */
export function text(expected: string) {
  return v.pipe(v.string(), v.nonEmpty(), v.metadata({ expected }));
}

export function pattern(requirement: RegExp, expected: string) {
  return v.pipe(v.string(), v.regex(requirement), v.metadata({ expected }));
}

/** Text that `parse` turns into a value; it throws where it cannot. */
export function parsed<T>(parse: (text: string) => T, expected: string) {
  return v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      try {
        return parse(dataset.value);
      } catch {
        addIssue();
        return NEVER;
      }
    }),
    v.metadata({ expected }),
  );
}

export function ipAddress() {
  return v.pipe(v.string(), v.ip(), v.metadata({ expected: "an IP address of this machine" }));
}

export function networkCard() {
  return text("the name of a network card of this machine, or its address");
}

/** One of many names: the error line does not list them. */
export function named(names: readonly string[], expected: string) {
  const known = new Set(names);
  return v.pipe(
    v.string(),
    v.check((name) => known.has(name)),
    v.metadata({ expected, names }),
  );
}

/** One of two kinds. `isFirst` decides which one an input is meant to be, so that an error is about that one. */
export function either<A extends v.GenericSchema, B extends v.GenericSchema>(
  expected: string,
  isFirst: (input: unknown) => boolean,
  first: A,
  second: B,
) {
  return v.pipe(
    v.lazy((input): A | B => (isFirst(input) ? first : second)),
    v.metadata({ expected }),
  );
}
