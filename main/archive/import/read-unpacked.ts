import { gunzipSync } from "node:zlib";
import { SourceError } from "../../system/errors.ts";
import { type ExpectedFile, readWholeFile } from "../../system/files/read-file.ts";

/** A tool that packs whatever it is given packs what was packed before. */
const MOST_LAYERS = 2;
const isPacked = (data: Buffer): boolean => data[0] === 0x1f && data[1] === 0x8b;

/**
 * A file's bytes, unpacked where they are a gzip, or one of a gzip: told by content.
 * @throws SourceError naming the file, what was found and what was expected.
 */
export async function readUnpacked(
  file: string,
  { expected, mostBytes }: Pick<ExpectedFile, "expected" | "mostBytes">,
): Promise<Buffer> {
  let data = await readWholeFile(file, { expected, mostBytes, Fault: SourceError });
  try {
    for (let layer = 0; layer < MOST_LAYERS && isPacked(data); layer++)
      data = gunzipSync(data, { maxOutputLength: mostBytes });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new SourceError(
      code === "ERR_BUFFER_TOO_LARGE"
        ? `${file}: unpacks to more than ${mostBytes} bytes, expected ${expected}`
        : `${file}: cannot be unpacked (${message}), expected ${expected}`,
    );
  }
  if (isPacked(data))
    throw new SourceError(`${file}: packed more than ${MOST_LAYERS} times over, expected ${expected}`);
  return data;
}
