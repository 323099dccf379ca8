import { basename } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { i420Bytes } from "../../shared/i420.ts";
import type { ImageFrame, Seconds, Stretch } from "../../shared/pose.ts";
import { SourceError } from "../system/errors.ts";
import { type FfmpegProcess, startFfmpeg } from "./ffmpeg.ts";
import { filtered, hiddenFrames, probeVideo, type VideoInfo } from "./probe-video.ts";
import { RUN_LOG_ARGUMENTS, RunLog } from "./run-log.ts";
import { LEAD, reached, type Seek, SeekMissed, seekArguments, seekFilter, WHOLE, within } from "./seek.ts";
import type { Source } from "./source.ts";

/** No detector sees more, and a 4K frame is 12 MB. */
const LONGEST_SIDE = 1920;

/** An ffmpeg that gives nothing for so long hangs: a drive that does not answer, or a file that leads it in circles. */
const FFMPEG_SILENCE_MS = 10_000;

/** Of the frames that a duration promises so many may be missing, or this share of them. */
const PROMISED_WITHIN = { frames: 2, share: 0.05 };

/** More frames than this at the beginning of a file are not looked through. */
const MOST_HIDDEN = 10_000;

/** Filters that count in microseconds, and print when each frame is due. */
const TOLD = [
  "settb=AVTB",
  "metadata=mode=add:key=frame:value=1",
  "metadata=mode=print:direct=1:file=pipe\\\\:3",
];

export interface VideoSource extends Source {
  /** @param stretch only these frames, with the `t` of the whole video, and as far as can be without those before them. */
  frames(stretch?: Stretch): AsyncIterable<ImageFrame>;
}

export interface VideoOptions {
  /** Told, once each, what is odd about the file although its frames came. */
  readonly onNote?: (line: string) => void;
  readonly silenceMs?: number;
  /** Larger pictures are made smaller while decoding. */
  readonly longestSide?: number;
}

/**
 * A video file or a still picture as a source of frames, decoded by the `ffmpeg` program.
 * @throws SourceError naming the file when ffmpeg is missing, or the file is missing or no video.
 */
export async function openVideo(file: string, options: VideoOptions = {}): Promise<VideoSource> {
  return new Video(file, await probeVideo(file), options);
}

class Video implements VideoSource {
  readonly description: string;
  readonly fps: number;
  readonly length: number | null;
  readonly #file: string;
  readonly #width: number;
  readonly #height: number;
  readonly #info: VideoInfo;
  readonly #onNote: (line: string) => void;
  readonly #silenceMs: number;
  readonly #noted = new Set<string>();
  readonly #running = new Set<FfmpegProcess>();

  constructor(file: string, info: VideoInfo, options: VideoOptions) {
    const { onNote = () => {}, silenceMs = FFMPEG_SILENCE_MS, longestSide = LONGEST_SIDE } = options;
    [this.#onNote, this.#silenceMs] = [onNote, silenceMs];
    const { width, height, fps, length } = info;
    const scale = Math.min(1, longestSide / Math.max(width, height));
    this.#file = file;
    this.#info = info;
    this.#width = Math.max(1, Math.round(width * scale));
    this.#height = Math.max(1, Math.round(height * scale));
    this.fps = fps;
    this.length = length;
    this.description = `video ${basename(file)} (${width}x${height}, ${Number(fps.toFixed(2))} fps)`;
  }

  /**
   * From the beginning of the stretch at each call, one frame decoded ahead. Every frame has a buffer of its own: a mailbox
   * between here and the detector may hold on to one while the next is read.
   * @throws SourceError after the last frame when the file is damaged or cut short, so that frames are missing.
   */
  async *frames(stretch: Stretch = WHOLE): AsyncGenerator<ImageFrame> {
    try {
      const zero = stretch.begin > LEAD ? await this.#zero() : null;
      yield* within(stretch, this.#run(zero === null ? null : { zero, begin: stretch.begin }));
    } catch (error) {
      if (!(error instanceof SeekMissed)) throw error;
      yield* within(stretch, this.#run(null));
    }
  }

  /** @param seek null begins with the first frame. */
  async *#run(seek: Seek | null): AsyncGenerator<ImageFrame> {
    const ffmpeg = await startFfmpeg("ffmpeg", this.#arguments(seek));
    this.#running.add(ffmpeg);
    const log = new RunLog(ffmpeg.errors);
    let count = 0;
    let last: Seconds = 0;
    try {
      for await (const frame of oneAhead(
        unlessSilent(this.#decoded(ffmpeg, seek), ffmpeg, this.#silenceMs),
      )) {
        count++;
        last = frame.t;
        yield frame;
      }
      const code = await ffmpeg.within(this.#silenceMs, ffmpeg.exit);
      if (this.#running.has(ffmpeg) && !seek) await this.#judge(count, last, code, log);
    } catch (error) {
      // After `close` an end in the middle of a frame is not damage.
      if (!this.#running.has(ffmpeg)) return;
      if (!ffmpeg.hung) throw error;
      if (seek && count === 0) throw new SeekMissed();
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

  /**
   * A decoder complains about much that costs no frame; and what a file is cut from may miss frames at its beginning.
   * @throws SourceError where frames are missing otherwise.
   */
  async #judge(
    count: number,
    last: Seconds,
    code: number | null,
    { complaint, packets, decoded }: RunLog,
  ): Promise<void> {
    const { length, counted } = this.#info;
    // Where nothing is wrong, not every packet is to be seen, and a duration may be that of the sound.
    const suspected = complaint === null ? 0 : Math.max(packets ?? 0, count + this.#unplayed(last));
    const expected = Math.max(decoded ?? 0, (counted && length) || 0, suspected);
    const { orphaned, cutOff } =
      count > 0 && count < expected && expected - count <= MOST_HIDDEN
        ? await hiddenFrames(this.#file, expected - count)
        : { orphaned: 0, cutOff: 0 };
    const isWhole = count > 0 && count + orphaned + cutOff >= expected;
    if (code !== 0 || count === 0 || (decoded ?? 0) > count || (complaint !== null && !isWhole)) {
      throw new SourceError(
        `${this.#file}: damaged or cut short: read ${count} of ${Math.max(expected, this.length ?? 0) || "an unknown number of"} frames, ` +
          `then ffmpeg said "${complaint ?? "nothing"}"`,
      );
    }
    if (!isWhole) this.#note(`holds ${count} frames, and claims to hold ${this.length}`);
    else if (orphaned > 0)
      this.#note(
        `begins between two key frames; the ${orphaned} frames before its first whole one are left out`,
      );
    else if (complaint !== null) this.#note(`ffmpeg said "${complaint}", but every frame came`);
  }

  /** How many frames at least the duration promises behind the last one. */
  #unplayed(last: Seconds): number {
    const { duration, fps } = this.#info;
    if (duration === null) return 0;
    const promised = (duration - last) * fps - 1;
    const tolerance = Math.max(PROMISED_WITHIN.frames, PROMISED_WITHIN.share * duration * fps);
    return Math.max(0, Math.floor(promised - tolerance));
  }

  /** When the first frame is due on the clock of the file; null where it has no time. */
  async #zero(): Promise<Seconds | null> {
    const ffmpeg = await startFfmpeg("ffmpeg", [
      ...["-v", "error", "-nostdin", "-copyts", ...this.#info.input, "-map", "0:V:0"],
      ...[...filtered(TOLD), "-frames:v", "1", "-f", "null", "-"],
    ]);
    this.#running.add(ffmpeg);
    try {
      const first = await ffmpeg.within(this.#silenceMs, frameTimes(ffmpeg.side).next());
      return first.done || Number.isNaN(first.value) ? null : first.value;
    } finally {
      this.#running.delete(ffmpeg);
      await ffmpeg.kill();
    }
  }

  #note(words: string): void {
    const line = `${this.#file}: ${words}`;
    if (this.#noted.has(line)) return;
    this.#noted.add(line);
    this.#onNote(line);
  }

  async *#decoded(ffmpeg: FfmpegProcess, seek: Seek | null): AsyncGenerator<ImageFrame> {
    const [width, height] = [this.#width, this.#height];
    const times = frameTimes(ffmpeg.side);
    // Before the first picture, since those that are left out are told too, and would fill the pipe.
    let told = seek ? await reached(times, seek) : undefined;
    let zero = seek?.zero ?? Number.NaN;
    let t = seek ? Number.NEGATIVE_INFINITY : -1 / this.fps;
    for await (const data of pieces(ffmpeg.output, i420Bytes(width, height))) {
      const time: Seconds = told ?? (await times.next()).value ?? Number.NaN;
      told = undefined;
      if (Number.isNaN(zero)) zero = time;
      // A stream without time stamps, or whose clock jumps back, goes on at its average rate.
      t = time - zero > t ? time - zero : t + 1 / this.fps;
      yield { tag: "image", t, width, height, data };
    }
  }

  /**
   * Raw frames have no time stamps, and videos from phones no constant rate. A constant rate would repeat and drop
   * frames, and the dancer would stutter: so each frame's own time is printed to a second pipe, and ffmpeg's output
   * stage passes on what it gets, whatever the times are.
   */
  #arguments(seek: Seek | null): string[] {
    const filters = [
      ...TOLD,
      ...(seek ? [seekFilter(seek)] : []),
      ...this.#info.upright,
      ...fitted(this.#width, this.#height),
    ];
    return [
      ...[...RUN_LOG_ARGUMENTS, "-nostdin", ...(seek ? seekArguments(seek) : []), ...this.#info.input],
      ...["-map", "0:V:0"],
      // Of its two names for this, the one that every version knows.
      ...[...filtered(filters), "-vsync", "passthrough"],
      ...["-f", "rawvideo", "-pix_fmt", "yuv420p", "pipe:1"],
    ];
  }
}

/**
 * Filters that bring every frame to one size: in a call, or where a phone is turned, the picture changes its size or
 * shape in the middle, and is then shown whole between bars, as players do.
 */
function fitted(width: number, height: number): readonly string[] {
  const scale = `min(${width}/(iw*sar),${height}/ih)`;
  // A row or column of bars is none: it comes of rounding.
  const isSameShape = `lt(abs(iw*sar*${height}/(ih*${width})-1),0.01)`;
  const w = `'if(${isSameShape},${width},max(1,round(iw*sar*${scale})))'`;
  const h = `'if(${isSameShape},${height},max(1,round(ih*${scale})))'`;
  return [
    `scale=w=${w}:h=${h}:eval=frame:out_range=tv:out_color_matrix=bt601`,
    // Where two columns share their colour an odd one cannot be padded.
    ...(width % 2 === 0 && height % 2 === 0 ? [] : ["format=yuv444p"]),
    `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2:eval=frame`,
  ];
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
async function* unlessSilent<T>(
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
