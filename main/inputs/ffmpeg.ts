import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { extname } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import * as v from "valibot";
import { SourceError } from "../system/errors.ts";

/** What ffprobe knows of a video before it is decoded. */
export interface VideoFacts {
  /** Pixels as shown: turned by the rotation that the file asks for, pixels made square. */
  readonly width: number;
  readonly height: number;
  /** Frames a second, on average where the rate varies. */
  readonly fps: number;
  /** Frames, as the file says or as its duration promises; null where it says neither. */
  readonly length: number | null;
}

/** A file that claims more frames a second counts the ticks of its clock. */
const FASTEST = 240;

/** So many frames tell the rate of all: ten seconds of most videos, read in a moment also where the file is long. */
const TIMED_FRAMES = 300;

const PICTURES = [".jpg", ".jpeg", ".png", ".webp", ".bmp"];

/** Containers that hold their own pictures; playlists (hls, concat, dash) would open other files. */
const CONTAINERS = "mov,matroska,avi,mpegts,mpeg,flv,asf,ogg,gif,mxf,dv,ivf,h264,hevc,nut,yuv4mpegpipe";

/**
 * Arguments that make ffmpeg or ffprobe read exactly this file: no protocol, option or numbered sequence can hide in
 * its name, and no other file or address can be reached from its content.
 */
export function inputArguments(file: string): string[] {
  const format = isPicture(file)
    ? ["-f", "image2", "-pattern_type", "none"]
    : ["-format_whitelist", CONTAINERS];
  return ["-protocol_whitelist", "file", ...format, "-i", `file:${file}`];
}

/** @throws SourceError when ffprobe or the file is missing, or the file holds no video that it can read. */
export async function probeVideo(file: string): Promise<VideoFacts> {
  const entry = await stat(file).catch(() => null);
  if (!entry?.isFile()) {
    throw new SourceError(`${file}: ${entry ? "not a file" : "no such file"}; expected a video or a picture`);
  }
  const { json, complaint } = await ask(file, "-show_format", "-show_streams");
  const answer = v.safeParse(Probe, json);
  if (!answer.success) {
    throw new SourceError(`${file}: not a video that ffmpeg can read (${plain(complaint)})`);
  }
  const stream = answer.output.streams[0];
  if (!stream) throw new SourceError(`${file}: no video in it; expected a file with a video stream`);
  const average = ratio(stream.avg_frame_rate);
  const believed = average !== null && average <= FASTEST;
  const fps = believed ? average : ((await timedRate(file)) ?? average ?? ratio(stream.r_frame_rate));
  if (!stream.width || !stream.height || !fps) {
    throw new SourceError(`${file}: not a video that ffmpeg can read (${plain(complaint)})`);
  }
  const wide = stream.width * (ratio(stream.sample_aspect_ratio?.replace(":", "/")) ?? 1);
  const turned = stream.side_data_list.some(({ rotation }) => Math.abs(Math.round(rotation / 90)) % 2 === 1);
  const seconds = stream.duration ?? answer.output.format.duration;
  return {
    width: turned ? stream.height : Math.round(wide),
    height: turned ? Math.round(wide) : stream.height,
    fps,
    length: isPicture(file)
      ? 1
      : ((believed ? stream.nb_frames : undefined) ??
        (seconds === undefined ? null : Math.round(seconds * fps))),
  };
}

/**
 * Frames a second as the times of the first ones tell; null where they have none. A browser's recording (WebM of
 * MediaRecorder) states no rate, and its pictures come as unevenly as a camera gives them: ffprobe then takes the ticks of
 * their clock for frames, and guesses 200 or 1000 a second of a video that has 30.
 */
async function timedRate(file: string): Promise<number | null> {
  const { json } = await ask(
    file,
    ...["-show_entries", "packet=pts_time,dts_time", "-read_intervals", `%+#${TIMED_FRAMES}`],
  );
  const answer = v.safeParse(Packets, json);
  if (!answer.success) return null;
  const times = answer.output.packets.flatMap(({ pts_time, dts_time }) => pts_time ?? dts_time ?? []);
  const rate = (times.length - 1) / (Math.max(...times) - Math.min(...times));
  return Number.isFinite(rate) && rate > 0 ? rate : null;
}

/** What ffprobe answers about the video of a file, as JSON, and what it complains of. */
async function ask(file: string, ...questions: string[]): Promise<{ json: unknown; complaint: string }> {
  const probe = await startFfmpeg("ffprobe", [
    ...["-v", "error", "-of", "json", "-select_streams", "V:0"],
    ...questions,
    ...inputArguments(file),
  ]);
  const [json, complaint] = await Promise.all([text(probe.output), text(probe.errors), probe.exit]);
  return { json: parseJson(json), complaint };
}

/**
 * Starts one of ffmpeg's programs, never through a shell: nothing to read on stdin, pipes for everything it writes.
 * @throws SourceError when it is not installed.
 */
export async function startFfmpeg(program: "ffmpeg" | "ffprobe", args: readonly string[]): Promise<Running> {
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    // Ctrl-C on the terminal is meant for us: it must not look like a damaged video.
    detached: process.platform !== "win32",
  });
  try {
    await once(child, "spawn");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new SourceError(
      `${program}: not found on PATH, and videos are read with it; install ffmpeg ` +
        "(Debian, Ubuntu: sudo apt-get install ffmpeg; macOS: brew install ffmpeg; Windows: winget install ffmpeg)",
    );
  }
  return new Running(child);
}

/** A program at work. */
export class Running {
  readonly output: Readable;
  readonly errors: Readable;
  /** File descriptor 3 of the program. */
  readonly side: Readable;
  /** Exit code, once all is read or abandoned; null when it was killed. */
  readonly exit: Promise<number | null>;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    this.#child = child;
    this.output = child.stdout!;
    this.errors = child.stderr!;
    this.side = child.stdio[3] as Readable;
    this.exit = once(child, "close").then(([code]) => code as number | null);
  }

  /** Stops it and abandons what it wrote. May be called twice. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    for (const stream of [this.output, this.errors, this.side]) stream.destroy();
    await this.exit;
  }
}

/** The first thing that ffmpeg complained of, without the address of the part that did. */
export function plain(complaint: string): string {
  const line = complaint.split("\n").find((candidate) => candidate.trim() !== "") ?? "it does not say why";
  return line.replace(/^\[[^\]]*\]\s*/, "").trim();
}

function isPicture(file: string): boolean {
  return PICTURES.includes(extname(file).toLowerCase());
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** "30000/1001" -> 29.97; null for "0/0" and anything else that is no positive number. */
function ratio(fraction: string | undefined): number | null {
  const [over, under] = (fraction ?? "").split("/").map(Number);
  const value = over! / under!;
  return Number.isFinite(value) && value > 0 ? value : null;
}

const Count = v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(1));
const Duration = v.pipe(v.string(), v.transform(Number), v.finite(), v.minValue(0));

const Time = v.fallback(v.optional(v.pipe(v.string(), v.transform(Number), v.finite())), undefined);

const Packets = v.object({ packets: v.array(v.object({ pts_time: Time, dts_time: Time })) });

const Probe = v.object({
  format: v.object({ duration: v.fallback(v.optional(Duration), undefined) }),
  streams: v.array(
    v.object({
      width: v.optional(v.number()),
      height: v.optional(v.number()),
      sample_aspect_ratio: v.optional(v.string()),
      avg_frame_rate: v.optional(v.string()),
      r_frame_rate: v.optional(v.string()),
      nb_frames: v.fallback(v.optional(Count), undefined),
      duration: v.fallback(v.optional(Duration), undefined),
      side_data_list: v.optional(v.array(v.object({ rotation: v.optional(v.number(), 0) })), []),
    }),
  ),
});
