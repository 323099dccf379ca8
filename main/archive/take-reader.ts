import type { ReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { constants, createGunzip } from "node:zlib";
import type { Seconds } from "../../shared/pose.ts";
import { SourceError } from "../system/errors.ts";
import { openPlainFile, whyUnreadable } from "../system/files/read-file.ts";
import {
  FASTEST,
  parseFrame,
  parseHeader,
  quote,
  TakeFault,
  type TakeFrame,
  type TakeHeader,
} from "./take.ts";

/** Bytes. A frame of six people has 14,000, and one of a hundred, with all decimals, 240,000. */
const LONGEST_LINE = 1 << 18;
/** Six people who stand still pack to 1 in 165; what packs to less, and unpacks to so many bytes, is no dance. */
const TIGHTEST = 400;
const SOON_UNPACKED = 1 << 26;
/** Longer than this nobody pauses within one take. */
export const LONGEST_PAUSE: Seconds = 86_400;
const NEWLINE = 10;
/** Blank lines that an editor may have left at the end: a file that goes on with them has another end. */
const MOST_BLANK_LINES = 1000;

export interface ReadTake {
  readonly header: TakeHeader;
  /** In order, read from disk anew by every loop. @throws SourceError naming file and line. */
  readonly frames: AsyncIterable<TakeFrame>;
}

export interface ReadOptions {
  /** Told when the last line is damaged, as a crash may leave it, and was skipped. */
  readonly onDamage: (message: string) => void;
}

/**
 * Opens a take, plain or gzip (told by content), to be streamed.
 * @throws SourceError naming the file and the line, what was found and what was expected.
 */
export async function readTake(file: string, { onDamage }: ReadOptions): Promise<ReadTake> {
  for await (const line of textLines(file)) {
    // Some editors begin a file with a byte order mark.
    const header = guarded(file, 1, () => parseHeader(parseJson(line.replace(/^\uFEFF/, ""))));
    return { header, frames: { [Symbol.asyncIterator]: () => readFrames(file, header, onDamage) } };
  }
  throw new SourceError(`${file}: empty, expected a take`);
}

async function* readFrames(
  file: string,
  header: TakeHeader,
  onDamage: (message: string) => void,
): AsyncGenerator<TakeFrame> {
  let number = 0;
  let [first, before]: [Seconds | null, Seconds] = [null, Number.NEGATIVE_INFINITY];
  /** A line that does not parse is an error unless it is the last, and blank ones unless nothing follows them. */
  let damage: { readonly line: number; readonly message: string } | null = null;
  let [blank, blanks]: [string | null, number] = [null, 0];
  for await (const line of textLines(file)) {
    number++;
    if (number === 1) continue;
    if (line.trim() === "") {
      blank ??= unparsed(file, number, line);
      if (++blanks > MOST_BLANK_LINES) throw new SourceError(blank);
      continue;
    }
    const earlier = damage?.message ?? blank;
    if (earlier !== null) throw new SourceError(earlier);
    const value = tryJson(line);
    if (value === undefined) {
      damage = { line: number, message: unparsed(file, number, line) };
      continue;
    }
    const frame = guarded(file, number, () => checkPicture(header, parseFrame(value)));
    if (frame.t < before)
      throw new SourceError(`${file}:${number}: t goes back from ${before} to ${frame.t}`);
    first ??= frame.t;
    if (frame.t - before > LONGEST_PAUSE && number > 2)
      throw new SourceError(
        `${file}:${number}: t goes from ${before} to ${frame.t}, expected at most ${LONGEST_PAUSE} s more`,
      );
    if (number - 2 > FASTEST * (1 + frame.t - first))
      throw new SourceError(
        `${file}:${number}: more than ${FASTEST} frames a second, expected the frames of a take`,
      );
    before = frame.t;
    yield frame;
  }
  if (damage !== null) onDamage(`${file}:${damage.line}: the last line is damaged and was skipped`);
}

const unparsed = (file: string, number: number, line: string): string =>
  `${file}:${number}: "${quote(line)}" does not parse, expected a frame of a take`;

/** @throws TakeFault where places in a picture come without the picture's size. */
function checkPicture({ width }: TakeHeader, frame: TakeFrame): TakeFrame {
  if (width === undefined && frame.people.some(({ image }) => image !== null))
    throw new TakeFault("a person with image, expected width and height in the header of the take");
  return frame;
}

function guarded<T>(file: string, line: number, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw error instanceof TakeFault ? new SourceError(`${file}:${line}: ${error.message}`) : error;
  }
}

function parseJson(line: string): unknown {
  const value = tryJson(line);
  if (value === undefined)
    throw new TakeFault(`"${quote(line)}" does not parse, expected the header of a take`);
  return value;
}

function tryJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Text lines without their ends. A gzip that was cut short ends where it was cut. */
async function* textLines(file: string): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  let number = 1;
  try {
    for await (const chunk of await unpackedBytes(file)) {
      let data: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (let end = data.indexOf(NEWLINE); end >= 0; end = data.indexOf(NEWLINE)) {
        if (end > LONGEST_LINE) break;
        yield data.toString("utf8", 0, end);
        number++;
        data = data.subarray(end + 1);
      }
      if (data.length > LONGEST_LINE) {
        throw new SourceError(
          `${file}:${number}: a line of more than ${LONGEST_LINE} bytes, expected a take`,
        );
      }
      rest = data;
    }
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(`${file}: ${whyUnreadable(error)}, expected a take`);
  }
  if (rest.length > 0) yield rest.toString("utf8");
}

/** What a take unpacks to, within the same bounds. @throws as reading does. */
export async function unpackedBytes(file: string): Promise<AsyncIterable<Buffer>> {
  const { handle } = await openPlainFile(file);
  const head = await handle.read(Buffer.alloc(2), 0, 2, 0).catch(async (error: unknown) => {
    await handle.close();
    throw error;
  });
  const disk = handle.createReadStream({ start: 0 });
  return head.buffer[0] === 0x1f && head.buffer[1] === 0x8b ? unpacked(file, disk) : disk;
}

async function* unpacked(file: string, disk: ReadStream): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  let length = 0;
  // The reader of `gunzip` receives the errors; pipeline only makes sure that both streams are closed.
  for await (const chunk of pipeline(disk, gunzip, () => {}) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > SOON_UNPACKED && length > TIGHTEST * disk.bytesRead)
      throw new SourceError(`${file}: unpacks to more than ${TIGHTEST} times its size, expected a take`);
    yield chunk;
  }
}
