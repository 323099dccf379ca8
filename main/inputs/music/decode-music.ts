import { text } from "node:stream/consumers";
import type { Seconds } from "../../../shared/pose.ts";
import { SourceError } from "../../system/errors.ts";
import { openPlainFile, whyUnreadable } from "../../system/files/read-file.ts";
import { type FfmpegProcess, firstComplaint, startFfmpeg, videoArguments } from "../ffmpeg.ts";

/** Samples a second that every track is brought to. */
export const TRACK_RATE = 44_100;
/** Samples of a piece, but the last: 93 ms. */
const PIECE = 4096;
const BYTES = Float32Array.BYTES_PER_ELEMENT;
/** What is longer is refused: what is kept of a track that is heard whole grows with it. */
export const LONGEST_TRACK: Seconds = 2 * 3600;
/** An ffmpeg that gives nothing for so long hangs: a drive that does not answer. */
const FFMPEG_SILENCE_MS = 10_000;

const EXPECTED = "expected a file of sound, such as WAV, MP3 or FLAC";

/**
 * The sound of a file, or of a film, decoded by the `ffmpeg` program: mono, `TRACK_RATE` samples a second, -1..1, piece
 * by piece and as fast as they are asked for.
 * @throws SourceError naming the file where ffmpeg or the file is missing, or it holds no sound that ffmpeg can read.
 */
export async function* decodeMusic(file: string): AsyncGenerator<Float32Array> {
  await look(file);
  const ffmpeg = await startFfmpeg("ffmpeg", [
    ...["-v", "error", "-nostdin", ...videoArguments(file), "-map", "0:a:0"],
    ...["-ac", "1", "-ar", String(TRACK_RATE), "-f", "f32le", "pipe:1"],
  ]);
  const complaint = text(ffmpeg.errors).catch(() => "");
  let samples = 0;
  try {
    for await (const piece of pieces(ffmpeg)) {
      samples += piece.length;
      if (samples > LONGEST_TRACK * TRACK_RATE)
        throw new SourceError(
          `${file}: lasts more than ${LONGEST_TRACK / 3600} hours, expected less of a track`,
        );
      yield piece;
    }
    const code = ffmpeg.hung ? null : await ffmpeg.within(FFMPEG_SILENCE_MS, ffmpeg.exit);
    if (ffmpeg.hung)
      throw new SourceError(
        `${file}: ffmpeg gave nothing for ${FFMPEG_SILENCE_MS / 1000} s and was ended; expected a file that can be read at once, from a disk that answers`,
      );
    if (code === 0 && samples > 0) return;
    const why = firstComplaint(await complaint);
    throw new SourceError(
      samples === 0
        ? `${file}: no sound in it that ffmpeg can read (${why}); ${EXPECTED}`
        : `${file}: damaged or cut short after ${(samples / TRACK_RATE).toFixed(1)} s (${why}); ${EXPECTED}`,
    );
  } finally {
    await ffmpeg.kill();
  }
}

async function look(file: string): Promise<void> {
  try {
    const { handle } = await openPlainFile(file);
    // Not waited for: closing takes as long as a dead drive likes.
    handle.close().catch(() => {});
  } catch (error) {
    throw new SourceError(`${file}: ${whyUnreadable(error)}; ${EXPECTED}`);
  }
}

/** What ffmpeg gives, cut into pieces of their own; the last may be shorter. Ends early where ffmpeg is silent too long. */
async function* pieces(ffmpeg: FfmpegProcess): AsyncGenerator<Float32Array> {
  let piece = Buffer.allocUnsafeSlow(PIECE * BYTES);
  let filled = 0;
  const chunks = ffmpeg.output[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  for (;;) {
    const next = await ffmpeg.within(FFMPEG_SILENCE_MS, chunks.next()).catch(() => null);
    if (next === null || next.done) break;
    for (let from = 0; from < next.value.length; ) {
      const copied = next.value.copy(piece, filled, from);
      from += copied;
      filled += copied;
      if (filled < piece.length) continue;
      yield new Float32Array(piece.buffer);
      piece = Buffer.allocUnsafeSlow(PIECE * BYTES);
      filled = 0;
    }
  }
  const rest = Math.floor(filled / BYTES);
  if (rest > 0) yield new Float32Array(piece.buffer, 0, rest);
}
