import * as v from "valibot";

type Kind = v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>;

/** One setting: its kind, its default, and what it is for. Each room that has settings keeps them in `settings.ts`. */
export function setting<K extends Kind, const D extends v.InferInput<K>>(
  kind: K,
  byDefault: D,
  description: string,
) {
  return v.pipe(v.optional(kind, byDefault as never), v.description(description));
}
