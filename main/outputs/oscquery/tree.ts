import type { Clock } from "../../../shared/clock.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { OscValue } from "../../system/osc/read-packet.ts";
import { valuePath } from "../osc/layout.ts";
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
  { frame, slots, music, practice }: FrameValues,
  scene: readonly TableLine[],
  prefix: string,
): readonly Method[] {
  const lines: readonly TableLine[] = [
    frame,
    ...slots.flatMap(({ live, partner, phrase, smoothedSignals, generators }) => [
      ...live.lines,
      ...partner.lines,
      phrase,
      smoothedSignals,
      ...generators,
    ]),
    ...scene,
    ...[...music.lines, music.beat, music.bar],
    ...practice.lines,
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

/** Answers are as old as this at most where they hold a whole branch, however many ask for it. */
const FRESH: Seconds = 0.1;

/** Attributes of a node that may be asked for by themselves. */
const ATTRIBUTES = ["FULL_PATH", "DESCRIPTION", "ACCESS", "TYPE", "VALUE", "RANGE", "CONTENTS"] as const;

/** A part of an address, with the parts below it. */
interface Branch {
  readonly path: string;
  readonly below: Map<string, Branch | Method>;
}

export interface TreeAnswer {
  readonly status: 200 | 204 | 400 | 404;
  /** JSON. */
  readonly body: Buffer | null;
}

/** The methods as a tree, which is built once; only values are read anew. */
export class AddressTree {
  readonly #places = new Map<string, Branch | Method>();
  readonly #clock: Clock;
  /** By what was asked for. */
  #answers = new Map<string, TreeAnswer>();
  #answersSince: Seconds = Number.NEGATIVE_INFINITY;

  constructor(methods: readonly Method[], clock: Clock) {
    this.#clock = clock;
    this.#places.set("", { path: "", below: new Map() });
    for (const method of methods) {
      this.#places.set(method.path, method);
      this.#branchAbove(method.path).below.set(nameOf(method.path), method);
    }
  }

  /** By the proposal: 404 for an unknown node, 400 for an unknown attribute, 204 for one that this node lacks. */
  find(path: string, attribute: string): TreeAnswer {
    const place = this.#places.get(path.replace(/\/$/, ""));
    // An empty tree has no root either.
    if (!place || (isBranch(place) && place.below.size === 0)) return { status: 404, body: null };
    const name = ATTRIBUTES.find((one) => one === attribute);
    if (name === undefined && attribute !== "") return { status: 400, body: null };
    if (!isBranch(place)) return answerOf(leaf(place), name);
    const now = this.#clock.now();
    if (now - this.#answersSince > FRESH) {
      this.#answers = new Map();
      this.#answersSince = now;
    }
    const key = `${place.path}?${attribute}`;
    const answer = this.#answers.get(key) ?? answerOf(nodeOf(place), name);
    this.#answers.set(key, answer);
    return answer;
  }

  #branchAbove(path: string): Branch {
    const above = path.slice(0, path.lastIndexOf("/"));
    const known = this.#places.get(above);
    if (known && isBranch(known)) return known;
    const branch: Branch = { path: above, below: new Map() };
    this.#places.set(above, branch);
    this.#branchAbove(above).below.set(nameOf(above), branch);
    return branch;
  }
}

const isBranch = (place: Branch | Method): place is Branch => "below" in place;
const nameOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);

function answerOf(node: Node, name: (typeof ATTRIBUTES)[number] | undefined): TreeAnswer {
  if (name === undefined) return { status: 200, body: Buffer.from(JSON.stringify(node)) };
  const value = node[name];
  if (value === undefined) return { status: 204, body: null };
  return { status: 200, body: Buffer.from(JSON.stringify({ [name]: value })) };
}

function nodeOf(place: Branch | Method): Node {
  if (!isBranch(place)) return leaf(place);
  const contents = [...place.below].map(([name, one]) => [name, nodeOf(one)]);
  return {
    FULL_PATH: place.path === "" ? "/" : place.path,
    ACCESS: 0,
    CONTENTS: Object.fromEntries(contents),
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
