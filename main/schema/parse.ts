import * as v from "valibot";
import { ConfigError } from "../system/errors.ts";
import { nearestName } from "./nearest.ts";

/** What the schemas of settings are made of, as far as it is looked into here. */
interface Node extends v.GenericSchema {
  readonly wrapped?: Node;
  readonly entries?: Readonly<Record<string, Node>>;
  readonly item?: Node;
  readonly items?: readonly Node[];
  readonly getter?: (input: unknown) => Node;
}

/**
 * What was found as the schema has it.
 * @param name of a key, as the person who wrote it knows it.
 * @throws ConfigError with the key, what was found and what was expected.
 */
export function parse<S extends v.GenericSchema>(
  schema: S,
  found: unknown,
  name: (path: readonly string[]) => string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, found, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = issue.path ?? [];
  // A value too many is the fault of the whole row of them.
  const steps = issue.type === "strict_tuple" ? path.slice(0, -1) : path;
  const keys = steps.map(({ key }) => String(key));
  const nodes = walk(
    schema,
    steps.map((step) => ({ input: step.input, key: String(step.key) })),
  );
  if (issue.type === "strict_object" && issue.expected === "never")
    throw unknownKey(nodes.at(-2) ?? schema, keys, name);
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

/** The schema itself and that of each step into it, as far as they are known. */
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

/** Without what makes a value optional, and of two kinds the one that was meant. */
function bare(node: Node, input: unknown): Node {
  if (node.getter) return bare(node.getter(input), input);
  return node.wrapped ? bare(node.wrapped, input) : node;
}

function unknownKey(
  parent: v.GenericSchema,
  keys: readonly string[],
  name: (path: readonly string[]) => string,
): ConfigError {
  const names = Object.keys(bare(parent as Node, {}).entries ?? {});
  const guess = nearestName(keys.at(-1) ?? "", names);
  const hint = guess === null ? `expected one of ${names.join(", ")}` : `did you mean ${guess}?`;
  return new ConfigError(`${name(keys)} is not a setting; ${hint}`);
}

function show(value: unknown): string {
  if (value === undefined) return "missing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
