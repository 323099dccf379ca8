import { MAP_PATH } from "../../shared/desk/map.ts";

/** What is not as a map is. */
export class OddMap extends Error {
  override readonly name = "OddMap";
}

const NEWLINE = 10;
/** Arrays begin at whole numbers of so many bytes. */
const WORD = 8;

/**
 * Reads a map file: a line of JSON, then its arrays, as main/archive/map writes them.
 * @throws OddMap for what is no such file
 */
export function readMapFile(bytes: ArrayBuffer): {
  readonly fingerprint: string;
  readonly places: Float32Array;
} {
  const end = new Uint8Array(bytes).indexOf(NEWLINE);
  const header = tryJson(new TextDecoder().decode(bytes.slice(0, Math.max(0, end)))) as Header | null;
  const fingerprint = header?.about?.fingerprint;
  const [array] = Array.isArray(header?.arrays) ? header.arrays : [];
  const { name, kind, length } = array ?? {};
  const begin = Math.ceil((end + 1) / WORD) * WORD;
  const isMap = typeof fingerprint === "string" && name === "places" && kind === "Float32Array";
  if (!isMap || typeof length !== "number" || length % 2 !== 0 || begin + 4 * length > bytes.byteLength)
    throw new OddMap();
  const places = new Float32Array(bytes, begin, length);
  if (!places.every(Number.isFinite)) throw new OddMap();
  return { fingerprint, places };
}

/** Fetches the map of the archive from the host. @throws OddMap where it has none, or no whole one */
export async function fetchMap(): Promise<ReturnType<typeof readMapFile>> {
  const response = await fetch(MAP_PATH);
  if (!response.ok) throw new OddMap();
  return readMapFile(await response.arrayBuffer());
}

/** What is looked at of the first line. */
interface Header {
  readonly about?: { readonly fingerprint?: unknown };
  readonly arrays?: readonly {
    readonly name?: unknown;
    readonly kind?: unknown;
    readonly length?: unknown;
  }[];
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
