import { basename } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { i420Bytes } from "../../shared/i420.ts";
import type { ImageFrame } from "../../shared/pose.ts";
import { SourceError } from "../system/errors.ts";
import { type FfmpegProcess, firstComplaint, inputArguments, startFfmpeg } from "./ffmpeg.ts";
import { probeVideo, type VideoInfo } from "./probe-video.ts";
import type { Source } from "./source.ts";

/** Larger pictures are made smaller while decoding: no detector sees more, and a 4K frame is 12 MB. */
const LONGEST_SIDE = 1920;

/** An ffmpeg that gives nothing for so long hangs: a drive that does not answer, or a file that leads it in circles. */
export const FFMPEG_SILENCE_MS = 10_000;

/** Only ffmpeg's first complaints are kept: a damaged hour of video has thousands. */
const COMPLAINT_LENGTH = 4096;

export interface VideoSource extends Source {
  frames(): AsyncIterable<ImageFrame>;
}

/**
 * A video file or a still picture as a source of frames, decoded by the `ffmpeg` program.
 * @throws SourceError naming the file when ffmpeg is missing, or the file is missing or no video.
 */
export async function openVideo(file: string, silenceMs = FFMPEG_SILENCE_MS): Promise<VideoSource> {
  return new Video(file, await probeVideo(file), silenceMs);
}

class Video implements VideoSource {
  readonly description: string;
  readonly fps: number;
  readonly length: number | null;
  readonly #file: string;
  readonly #width: number;
  readonly #height: number;
  readonly #silenceMs: number;
  readonly #running = new Set<FfmpegProcess>();

  constructor(file: string, info: VideoInfo, silenceMs: number) {
    this.#silenceMs = silenceMs;
    const { width, height, fps, length } = info;
    const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
    this.#file = file;
    this.#width = Math.max(1, Math.round(width * scale));
    this.#height = Math.max(1, Math.round(height * scale));
    this.fps = fps;
    this.length = length;
    this.description = `video ${basename(file)} (${width}x${height}, ${Number(fps.toFixed(2))} fps)`;
  }

  /**
   * From the beginning at each call, one frame decoded ahead. Every frame has a buffer of its own: a mailbox between
   * here and the detector may hold on to one while the next is read.
   * @throws SourceError after the last good frame when the file is damaged or cut short.
   */
  async *frames(): AsyncGenerator<ImageFrame> {
    const ffmpeg = await startFfmpeg("ffmpeg", this.#arguments());
    this.#running.add(ffmpeg);
    let complaint = "";
    ffmpeg.errors.setEncoding("utf8").on("data", (words: string) => {
      if (complaint.length < COMPLAINT_LENGTH) complaint += words;
    });
    let count = 0;
    try {
      for await (const frame of oneAhead(inTime(this.#decoded(ffmpeg), ffmpeg, this.#silenceMs))) {
        count++;
        yield frame;
      }
      const code = await ffmpeg.within(this.#silenceMs, ffmpeg.exit);
      if (code !== 0 || complaint !== "" || count === 0) {
        throw new SourceError(
          `${this.#file}: damaged or cut short: read ${count} of ${this.length ?? "an unknown number of"} frames, ` +
            `then ffmpeg said "${firstComplaint(complaint)}"`,
        );
      }
    } catch (error) {
      // After `close` an end in the middle of a frame is not damage.
      if (!this.#running.has(ffmpeg)) return;
      if (!ffmpeg.hung) throw error;
      throw new SourceError(
        `${this.#file}: ffmpeg gave nothing for ${this.#silenceMs / 1000} s after ${count} frames and was ended; ` +
          "expected a file that can be read at once, from a disk that answers",
      );
    } finally {
      this.#running.delete(ffmpeg);
      await ffmpeg.kill();
    }
  }

  async close(): Promise<void> {
    const running = [...this.#running];
    this.#running.clear();
    await Promise.all(running.map((ffmpeg) => ffmpeg.kill()));
  }

  async *#decoded(ffmpeg: FfmpegProcess): AsyncGenerator<ImageFrame> {
    const [width, height] = [this.#width, this.#height];
    const times = frameTimes(ffmpeg.side);
    let zero = Number.NaN;
    let t = -1 / this.fps;
    for await (const data of pieces(ffmpeg.output, i420Bytes(width, height))) {
      const { value: time = Number.NaN } = await times.next();
      if (Number.isNaN(zero)) zero = time;
      // A stream without time stamps, or whose clock jumps back, goes on at its average rate.
      t = time - zero > t ? time - zero : t + 1 / this.fps;
      yield { tag: "image", t, width, height, data };
    }
  }

  /**
   * Raw frames have no time stamps, and videos from phones no constant rate. A constant rate would repeat and drop
   * frames, and the dancer would stutter: so each frame's own time is printed to a second pipe, and the
   * frames are then renumbered so that ffmpeg's output stage neither drops nor repeats any.
   */
  #arguments(): string[] {
    const filters = [
      "settb=AVTB",
      "metadata=mode=add:key=frame:value=1",
      "metadata=mode=print:direct=1:file=pipe\\\\:3",
      "setpts=N/25/TB",
      `scale=${this.#width}:${this.#height}:out_range=tv:out_color_matrix=bt601`,
    ];
    return [
      ...["-v", "error", "-nostdin"],
      ...inputArguments(this.#file),
      ...["-map", "0:V:0", "-vf", filters.join(","), "-r", "25"],
      ...["-f", "rawvideo", "-pix_fmt", "yuv420p", "pipe:1"],
    ];
  }
}

/** Seconds of each frame, from what the metadata filter prints in microseconds; NaN where it has no time. */
async function* frameTimes(stream: Readable): AsyncGenerator<number> {
  const lines = createInterface({ input: stream });
  // A destroyed stream emits no "end", for which readline would wait for ever.
  stream.once("close", () => lines.close());
  for await (const line of lines) {
    const match = /^frame:\d+\s+pts:(\S+)/.exec(line);
    if (match) yield Number(match[1]) / 1e6;
  }
}

/** Cuts a stream into pieces of `size` bytes, each its own; an unfinished last one is dropped. */
async function* pieces(stream: Readable, size: number): AsyncGenerator<Uint8Array> {
  let piece = Buffer.allocUnsafeSlow(size);
  let filled = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    for (let from = 0; from < chunk.length; ) {
      const copied = chunk.copy(piece, filled, from);
      from += copied;
      filled += copied;
      if (filled < size) continue;
      yield piece;
      piece = Buffer.allocUnsafeSlow(size);
      filled = 0;
    }
  }
}

/** The same values; ffmpeg is killed when one that is waited for does not come in time. */
async function* inTime<T>(
  values: AsyncGenerator<T>,
  ffmpeg: FfmpegProcess,
  silenceMs: number,
): AsyncGenerator<T> {
  for (;;) {
    const result = await ffmpeg.within(silenceMs, values.next());
    if (result.done) return;
    yield result.value;
  }
}

/** Asks for the next value while the present one is being used. */
async function* oneAhead<T>(values: AsyncGenerator<T>): AsyncGenerator<T> {
  const ask = () => {
    const asked = values.next();
    // An error is thrown by the `await` below; where nobody waits any more it must not become an unhandled rejection.
    asked.catch(() => {});
    return asked;
  };
  for (let next = ask(); ; ) {
    const result = await next;
    if (result.done) return;
    next = ask();
    yield result.value;
  }
}
