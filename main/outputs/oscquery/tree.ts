import { valuePath } from "../osc/layout.ts";
import type { OscValue } from "../osc/read-packet.ts";
import type { Argument } from "../osc/table/address.ts";
import type { FrameValues } from "../osc/table/frame-values.ts";
import type { TableLine } from "../osc/table/values.ts";

/** One address of the tree: an OSC method in the words of the OSCQuery proposal. */
export interface Method {
  readonly path: string;
  readonly description: string;
  readonly types: string;
  /** 1 to be read, 2 to be written, 3 both. */
  readonly access: 1 | 2 | 3;
  readonly range: readonly Range[];
  /** The value now; empty for a method without one, such as a button. */
  readonly value: () => readonly OscValue[];
}

export type Range = { readonly MIN: number; readonly MAX: number } | { readonly VALS: readonly OscValue[] };

export interface Node {
  readonly FULL_PATH: string;
  readonly DESCRIPTION?: string;
  readonly ACCESS: 0 | 1 | 2 | 3;
  readonly TYPE?: string;
  readonly VALUE?: readonly OscValue[];
  readonly RANGE?: readonly Range[];
  readonly CONTENTS?: Readonly<Record<string, Node>>;
}

/** Every number of the address table, at an address of its own. */
export function methodsOf(
  { frame, slots }: FrameValues,
  scene: readonly TableLine[],
  prefix: string,
): readonly Method[] {
  const lines: readonly TableLine[] = [
    frame,
    ...slots.flatMap(({ live, partner, phrase, smoothedSignals }) => [
      ...live.lines,
      ...partner.lines,
      phrase,
      smoothedSignals,
    ]),
    ...scene,
  ];
  return lines.flatMap(({ address, args, numbers }) =>
    args.map(
      (argument, i): Method => ({
        path: prefix + valuePath(address, argument),
        description: argument.description ?? address.description,
        types: argument.type,
        access: 1,
        range: [rangeOf(argument)],
        value: () => [numbers[i]!],
      }),
    ),
  );
}

const rangeOf = ({ min, max }: Argument): Range => ({ MIN: min, MAX: max });

/** The node at a path with everything below it and the values of now; null where there is none. */
export function nodeAt(methods: readonly Method[], path: string): Node | null {
  const full = path === "/" ? "" : path.replace(/\/$/, "");
  const method = methods.find((one) => one.path === full);
  if (method) return leaf(method);
  const below = methods.filter((one) => one.path.startsWith(`${full}/`));
  if (below.length === 0) return null;
  const names = Map.groupBy(below, (one) => one.path.slice(full.length + 1).split("/")[0] ?? "");
  return {
    FULL_PATH: full === "" ? "/" : full,
    ACCESS: 0,
    CONTENTS: Object.fromEntries([...names].map(([name, some]) => [name, nodeAt(some, `${full}/${name}`)!])),
  };
}

function leaf({ path, description, types, access, range, value }: Method): Node {
  const values = value();
  return {
    ...{ FULL_PATH: path, DESCRIPTION: description, ACCESS: access, TYPE: types },
    ...(range.length === 0 ? {} : { RANGE: range }),
    ...(values.length === 0 ? {} : { VALUE: values }),
  };
}
