import { gunzipSync } from "node:zlib";
import { SourceError } from "../../system/errors.ts";
import { type ExpectedFile, readWholeFile } from "../../system/files/read-file.ts";

/**
 * A file's bytes, unpacked where they are a gzip: told by content.
 * @throws SourceError naming the file, what was found and what was expected.
 */
export async function readUnpacked(
  file: string,
  { expected, mostBytes }: Pick<ExpectedFile, "expected" | "mostBytes">,
): Promise<Buffer> {
  const data = await readWholeFile(file, { expected, mostBytes, Fault: SourceError });
  if (data[0] !== 0x1f || data[1] !== 0x8b) return data;
  try {
    return gunzipSync(data, { maxOutputLength: mostBytes });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new SourceError(
      code === "ERR_BUFFER_TOO_LARGE"
        ? `${file}: unpacks to more than ${mostBytes} bytes, expected ${expected}`
        : `${file}: cannot be unpacked (${message}), expected ${expected}`,
    );
  }
}
