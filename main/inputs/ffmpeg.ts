import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { SourceError } from "../system/errors.ts";
import { guardChild } from "../system/processes/child-guard.ts";

/** Containers that hold their own pictures; playlists (hls, concat, dash) would open other files. */
const CONTAINERS = "mov,matroska,avi,mpegts,mpeg,flv,asf,ogg,gif,apng,mxf,dv,ivf,h264,hevc,nut,yuv4mpegpipe";
/** Files of sound are opened to say that they are that. */
const SOUNDS = "mp3,aac,wav,w64,flac,aiff,au,ac3,eac3,dts,amr,caf,ape,wv,tta";

/**
 * Arguments that make ffmpeg or ffprobe read exactly this file: no protocol, option or numbered sequence can hide in
 * its name, and no other file or address can be reached from its content.
 */
export function videoArguments(file: string): string[] {
  return [
    "-protocol_whitelist",
    "file",
    "-format_whitelist",
    `${CONTAINERS},${SOUNDS}`,
    "-i",
    `file:${file}`,
  ];
}

/** The same for ffmpeg and a still picture, whatever its name ends in. */
export function pictureArguments(file: string, decoder: string): string[] {
  return [
    ...["-protocol_whitelist", "file", "-f", "image2", "-pattern_type", "none"],
    ...["-c:v", decoder, "-i", `file:${file}`],
  ];
}

/**
 * Starts one of ffmpeg's programs, never through a shell, with pipes for everything it writes.
 * @param input whether it is given something to read on stdin.
 * @throws SourceError when it is not installed.
 */
export async function startFfmpeg(
  program: "ffmpeg" | "ffprobe",
  args: readonly string[],
  input: "ignore" | "pipe" = "ignore",
): Promise<FfmpegProcess> {
  const child = spawn(program, args, {
    stdio: [input, "pipe", "pipe", "pipe"],
    // In a process group of its own, so that Ctrl-C on the terminal does not end it and look like a damaged video.
    detached: process.platform !== "win32",
  });
  try {
    await once(child, "spawn");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new SourceError(
      `${program}: not found on PATH, and videos are read, films and moving pictures written with it; install ffmpeg ` +
        "(Debian, Ubuntu: sudo apt-get install ffmpeg; macOS: brew install ffmpeg; Windows: winget install ffmpeg)",
    );
  }
  guardChild(child);
  return new FfmpegProcess(child);
}

/** One that was killed and has not ended by now hangs in the kernel, on a network drive that is gone. */
const END_WITHIN_MS = 2000;

/** One run of a program. */
export class FfmpegProcess {
  /** null where it is given nothing to read. */
  readonly input: Writable | null;
  readonly output: Readable;
  readonly errors: Readable;
  /** File descriptor 3 of the program. */
  readonly side: Readable;
  /** Exit code, once all is read or abandoned; null when it was killed. */
  readonly exit: Promise<number | null>;
  readonly #child: ChildProcess;
  #hung = false;

  constructor(child: ChildProcess) {
    this.#child = child;
    this.input = child.stdin;
    this.output = child.stdout!;
    this.errors = child.stderr!;
    this.side = child.stdio[3] as Readable;
    // Who reads one of them hears it too; that it ended badly its exit code says.
    for (const stream of [this.output, this.errors, this.side, this.input]) stream?.on("error", () => {});
    this.exit = once(child, "close").then(([code]) => code as number | null);
  }

  /** Whether `within` has ended it. */
  get hung(): boolean {
    return this.#hung;
  }

  /** The same promise, but the program is killed where that takes longer. */
  async within<T>(milliseconds: number, waiting: Promise<T>): Promise<T> {
    // In two steps: after the machine has slept the first is over at once, before what came meanwhile was read.
    let timer = setTimeout(() => {
      timer = setTimeout(() => {
        this.#hung = true;
        void this.kill();
      }, milliseconds / 2);
    }, milliseconds / 2);
    try {
      return await waiting;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Stops it and abandons what it wrote. May be called twice. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    for (const stream of [this.output, this.errors, this.side, this.input]) stream?.destroy();
    await Promise.race([this.exit, sleep(END_WITHIN_MS, undefined, { ref: false })]);
  }
}

/** The first line of ffmpeg's complaint, without the memory address of the part that complained. */
export function firstComplaint(complaint: string): string {
  const line = complaint.split("\n").find((candidate) => candidate.trim() !== "") ?? "it does not say why";
  return line.replace(/^\[[^\]]*\]\s*/, "").trim();
}
