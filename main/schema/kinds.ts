import * as v from "valibot";

/*
 * The kinds of values that settings have. `expected` says it in words: the same for `--help`, the documentation and
 * the error line.
 */

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

/** Text that `parse` turns into a value; it throws at what it does not understand. */
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

/** One of many names; the list is too long for an error line. */
export function named(names: readonly string[], expected: string) {
  const known = new Set(names);
  return v.pipe(
    v.string(),
    v.check((name) => known.has(name)),
    v.metadata({ expected, names }),
  );
}

/** Two kinds that the first look tells apart, so that an error speaks of the one that was meant. */
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
