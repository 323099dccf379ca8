/*
 * A reader of binary glTF that knows nothing of the writer: chunks, accessors, and where an animation puts the nodes.
 */

type Triple = readonly [number, number, number];
type Quaternion = readonly [number, number, number, number];

interface Accessor {
  readonly bufferView: number;
  readonly componentType: number;
  readonly count: number;
  readonly type: "SCALAR" | "VEC3" | "VEC4" | "MAT4";
}

export interface GltfDocument {
  readonly asset: Readonly<Record<string, string>>;
  readonly nodes: readonly {
    readonly name: string;
    readonly children?: readonly number[];
    readonly translation?: Triple;
  }[];
  readonly accessors: readonly Accessor[];
  readonly bufferViews: readonly { readonly byteOffset: number; readonly byteLength: number }[];
  readonly meshes: readonly {
    readonly primitives: readonly {
      readonly attributes: Readonly<Record<string, number>>;
      readonly indices: number;
    }[];
  }[];
  readonly skins: readonly {
    readonly joints: readonly number[];
    readonly inverseBindMatrices: number;
  }[];
  readonly animations: readonly {
    readonly channels: readonly {
      readonly sampler: number;
      readonly target: { readonly node: number; readonly path: string };
    }[];
    readonly samplers: readonly { readonly input: number; readonly output: number }[];
  }[];
}

const SIZES = { SCALAR: 1, VEC3: 3, VEC4: 4, MAT4: 16 };

export class Glb {
  readonly document: GltfDocument;
  readonly #binary: Buffer;

  constructor(bytes: Buffer) {
    const length = bytes.readUInt32LE(12);
    this.document = JSON.parse(bytes.toString("utf8", 20, 20 + length));
    this.#binary = bytes.subarray(28 + length);
  }

  /** The rows of an accessor. */
  rows(index: number): readonly (readonly number[])[] {
    const { bufferView, componentType, count, type } = this.document.accessors[index]!;
    const { byteOffset } = this.document.bufferViews[bufferView]!;
    const at = (i: number) => {
      if (componentType === 5126) return this.#binary.readFloatLE(byteOffset + 4 * i);
      return componentType === 5123
        ? this.#binary.readUInt16LE(byteOffset + 2 * i)
        : this.#binary.readUInt8(byteOffset + i);
    };
    const size = SIZES[type];
    return Array.from({ length: count }, (_, row) =>
      Array.from({ length: size }, (_unused, k) => at(row * size + k)),
    );
  }

  /** The times of the keys, seconds. */
  get times(): readonly number[] {
    return this.rows(this.document.animations[0]!.samplers[0]!.input).map(([t]) => t!);
  }

  /** For each key, where every node is, by its name. */
  places(): readonly ReadonlyMap<string, Triple>[] {
    const [{ channels, samplers }] = this.document.animations as [GltfDocument["animations"][0]];
    const moved = new Map(
      channels.map(({ sampler, target: { node, path } }) => [
        `${node} ${path}`,
        this.rows(samplers[sampler]!.output),
      ]),
    );
    return this.times.map((_, key) => {
      const found = new Map<string, Triple>();
      const visit = (node: number, at: Triple, turn: Quaternion): void => {
        const { name, children = [], translation = [0, 0, 0] } = this.document.nodes[node]!;
        const own = (moved.get(`${node} translation`)?.[key] ?? translation) as Triple;
        const place = turned(own, turn).map((value, k) => value + at[k]!) as unknown as Triple;
        found.set(name, place);
        const local = (moved.get(`${node} rotation`)?.[key] ?? [0, 0, 0, 1]) as Quaternion;
        for (const child of children) visit(child, place, product(turn, local));
      };
      visit(0, [0, 0, 0], [0, 0, 0, 1]);
      return found;
    });
  }
}

function product([ax, ay, az, aw]: Quaternion, [bx, by, bz, bw]: Quaternion): Quaternion {
  return [
    aw * bx + ax * bw + ay * bz - az * by,
    aw * by - ax * bz + ay * bw + az * bx,
    aw * bz + ax * by - ay * bx + az * bw,
    aw * bw - ax * bx - ay * by - az * bz,
  ];
}

function turned([x, y, z]: Triple, turn: Quaternion): Triple {
  const back: Quaternion = [-turn[0], -turn[1], -turn[2], turn[3]];
  const [a, b, c] = product(product(turn, [x, y, z, 0]), back);
  return [a, b, c];
}
