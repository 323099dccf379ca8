import { constants, gunzipSync } from "node:zlib";
import { openPlainFile } from "../../../system/files/read-file.ts";

/** Bytes of the beginning that are looked at. */
const LOOKED_AT = 1 << 16;
/** Keys of keypoints, or lists of points at once. */
const KEYPOINTS =
  /"(?:people|poses|persons|pose_keypoints_2d|keypoints(?:_?3d)?|(?:pose_?)?(?:world_?)?landmarks?)"\s*:|^\s*\[\s*\[\s*[[{]|"frames"\s*:\s*\[\s*[[{n]/i;

/** The first line of a table of joints. */
const TABLE = /^(?=[^\r\n]*\btime\b)[^\r\n]*_hip/;

/** Whether a file of JSON is likely to hold keypoints: a folder of motion has others, of settings and lists. */
export const holdsKeypoints = (file: string): Promise<boolean> => beginsLike(file, KEYPOINTS);

/** Whether a table is likely to be one of joints: a folder of motion has others, of names and styles. */
export const holdsJoints = (file: string): Promise<boolean> => beginsLike(file, TABLE);

async function beginsLike(file: string, pattern: RegExp): Promise<boolean> {
  try {
    const { handle } = await openPlainFile(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0);
      return pattern.test(beginningOf(buffer.subarray(0, bytesRead)));
    } finally {
      await handle.close();
    }
  } catch {
    // Whatever is wrong with it is said when it is read.
    return true;
  }
}

function beginningOf(data: Buffer): string {
  if (data[0] !== 0x1f || data[1] !== 0x8b) return data.toString("utf8").replace(/^\uFEFF/, "");
  const limits = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1 << 26 };
  return gunzipSync(data, limits).toString("utf8", 0, LOOKED_AT);
}
