import type { Found } from "./site.ts";

/** The part of a file that is asked for: bytes, both counted in. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** An answer, and the part of its file that it is; null: all of it. */
export interface RangedAnswer extends Omit<Found, "status"> {
  readonly status: Found["status"] | 206 | 416;
  readonly range: ByteRange | null;
}

/**
 * The answer to whoever wants a part of a file, as players of sound do, which jump (RFC 9110, 14). Of what cannot be had
 * in parts, and where several are asked for at once, it is the whole.
 * @param asked the header `Range`
 */
export function ranged(found: Found, asked: string | null | undefined): RangedAnswer {
  const size = Number(found.headers["Content-Length"]);
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(asked ?? "") ?? [];
  if (!found.inParts || first === undefined || last === undefined || first + last === "")
    return { ...found, range: null };
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(size - 1, Number(last));
  if (start > end) {
    const headers = { ...found.headers, "Content-Range": `bytes */${size}`, "Content-Length": "0" };
    return { ...found, status: 416, headers, file: null, range: null };
  }
  const headers = {
    ...found.headers,
    ...{ "Content-Range": `bytes ${start}-${end}/${size}`, "Content-Length": String(end - start + 1) },
  };
  return { ...found, status: 206, headers, range: { start, end } };
}
