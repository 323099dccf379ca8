import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { extname } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import * as v from "valibot";
import { SourceError } from "../errors.ts";

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
  const probe = await start("ffprobe", [
    ...["-v", "error", "-of", "json", "-show_format", "-show_streams", "-select_streams", "V:0"],
    ...inputArguments(file),
  ]);
  const [json, complaint] = await Promise.all([text(probe.output), text(probe.errors), probe.exit]);
  const answer = v.safeParse(Probe, parseJson(json));
  if (!answer.success) {
    throw new SourceError(`${file}: not a video that ffmpeg can read (${plain(complaint)})`);
  }
  const stream = answer.output.streams[0];
  if (!stream) throw new SourceError(`${file}: no video in it; expected a file with a video stream`);
  const fps = ratio(stream.avg_frame_rate) ?? ratio(stream.r_frame_rate);
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
      : (stream.nb_frames ?? (seconds === undefined ? null : Math.round(seconds * fps))),
  };
}

/**
 * Starts one of ffmpeg's programs, never through a shell: nothing to read on stdin, pipes for everything it writes.
 * @throws SourceError when it is not installed.
 */
export async function start(program: "ffmpeg" | "ffprobe", args: readonly string[]): Promise<Running> {
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
