import * as v from "valibot";
import { ConfigError } from "../system/errors.ts";
import { concealed } from "../system/log/concealed.ts";
import { nearestName } from "./nearest.ts";

/** The parts of a valibot schema that are read here: of optional, object, array, tuple and lazy schemas. */
interface Node extends v.GenericSchema {
  readonly wrapped?: Node;
  readonly entries?: Readonly<Record<string, Node>>;
  readonly item?: Node;
  readonly items?: readonly Node[];
  readonly getter?: (input: unknown) => Node;
}

/**
 * Checks an input against a schema of settings and fills in the defaults.
 * @param name how the person who wrote a key knows it, for example as an option of the command line.
 * @param what keys are, in words.
 * @throws ConfigError with the key, what was found and what was expected.
 */
export function parse<S extends v.GenericSchema>(
  schema: S,
  found: unknown,
  name: (path: readonly string[]) => string,
  what = "a setting",
): v.InferOutput<S> {
  const result = v.safeParse(schema, found, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = issue.path ?? [];
  // A list with an item too many is reported as a whole, and not by that item.
  const steps = issue.type === "strict_tuple" ? path.slice(0, -1) : path;
  const keys = steps.map(({ key }) => String(key));
  const nodes = walk(
    schema,
    steps.map((step) => ({ input: step.input, key: String(step.key) })),
  );
  if (issue.type === "strict_object" && issue.expected === "never")
    throw unknownKey(bare((nodes.at(-2) ?? schema) as Node, steps.at(-1)?.input ?? {}), keys, name, what);
  const input = steps.length === path.length ? issue.input : path.at(-1)?.input;
  throw new ConfigError(`${name(keys)} is ${show(input)}, expected ${expectedOf(nodes.at(-1), input)}`);
}

/** What a value must be, in words. */
export function expectedOf(node: v.GenericSchema | undefined, input: unknown = undefined): string {
  if (node === undefined) return "something else";
  const { getter, item, wrapped } = node as Node;
  const { expected } = v.getMetadata(node) as { expected?: string };
  if (getter && input !== undefined) return expectedOf(getter(input), input);
  if (expected !== undefined) return expected;
  if (item) return `a list, each ${expectedOf(item)}`;
  if (wrapped) return expectedOf(wrapped, input);
  return "an object";
}

/** The schema itself and the schemas along a path into it; undefined where the path leaves the schema. */
function walk(
  schema: v.GenericSchema,
  steps: readonly { readonly input: unknown; readonly key: string }[],
): readonly (Node | undefined)[] {
  const nodes: (Node | undefined)[] = [schema as Node];
  for (const { input, key } of steps) {
    const node = nodes.at(-1) && bare(nodes.at(-1)!, input);
    nodes.push(
      node?.entries && Object.hasOwn(node.entries, key)
        ? node.entries[key]
        : (node?.item ?? node?.items?.[Number(key)]),
    );
  }
  return nodes;
}

/** The schema inside an optional one; of `either` the alternative that the input is meant to be. */
function bare(node: Node, input: unknown): Node {
  if (node.getter) return bare(node.getter(input), input);
  return node.wrapped ? bare(node.wrapped, input) : node;
}

function unknownKey(
  parent: Node,
  keys: readonly string[],
  name: (path: readonly string[]) => string,
  what: string,
): ConfigError {
  const names = Object.keys(parent.entries ?? {});
  const guess = nearestName(keys.at(-1) ?? "", names);
  const hint = guess === null ? `expected one of ${names.join(", ")}` : `did you mean ${guess}?`;
  return new ConfigError(`${name(keys)} is not ${what}; ${hint}`);
}

function show(value: unknown): string {
  if (value === undefined) return "missing";
  const text = JSON.stringify(typeof value === "string" ? concealed(value) : value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
