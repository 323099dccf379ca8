import { open, rename, rm } from "node:fs/promises";
import { text } from "node:stream/consumers";
import type { Seconds } from "../../../shared/pose.ts";
import { type FfmpegProcess, firstComplaint, startFfmpeg, videoArguments } from "../../inputs/ffmpeg.ts";
import { SourceError } from "../../system/errors.ts";
import { whyUnwritable } from "../../system/files/paths.ts";

export type FilmEnding = ".mp4" | ".webm";

/** What is written, and how. */
export interface FilmForm {
  readonly ending: FilmEnding;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly transparent: boolean;
  /** In the film's own time; `from` is where in the sound the film begins. */
  readonly sound: { readonly file: string; readonly from: Seconds } | null;
  readonly seconds: Seconds;
}

/** The colours of HDTV, said in the file too, so that no player takes others. */
const COLOURS = [
  "-colorspace",
  "bt709",
  "-color_primaries",
  "bt709",
  "-color_trc",
  "bt709",
  "-color_range",
  "tv",
];

const CODECS: Readonly<Record<FilmEnding, (form: FilmForm) => readonly string[]>> = {
  ".mp4": () => [
    ...["-c:v", "libx264", "-preset", "medium", "-crf", "16", "-pix_fmt", "yuv420p"],
    ...["-c:a", "aac", "-b:a", "192k", "-movflags", "+faststart", "-f", "mp4"],
  ],
  // A frame that is not shown, as the encoder likes to add, cannot have an alpha plane.
  ".webm": ({ transparent }) => [
    ...["-c:v", "libvpx-vp9", "-pix_fmt", transparent ? "yuva420p" : "yuv420p", "-crf", "20", "-b:v", "0"],
    ...["-deadline", "good", "-cpu-used", "4", "-row-mt", "1", "-auto-alt-ref", transparent ? "0" : "1"],
    ...["-c:a", "libopus", "-b:a", "160k", "-f", "webm"],
  ],
};

/** Writes a film frame by frame, by way of ffmpeg, under another name until it is whole. */
export class FilmWriter {
  readonly #output: string;
  readonly #ffmpeg: FfmpegProcess;
  readonly #complaint: Promise<string>;

  /** @throws SourceError where ffmpeg is not there or the file cannot be written. */
  static async open(output: string, form: FilmForm): Promise<FilmWriter> {
    const part = partOf(output);
    try {
      await (await open(part, "w")).close();
    } catch (error) {
      throw new SourceError(`${output}: cannot be written (${whyUnwritable(error)})`);
    }
    try {
      const ffmpeg = await startFfmpeg("ffmpeg", argumentsOf(part, form), "pipe");
      return new FilmWriter(output, ffmpeg);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  private constructor(output: string, ffmpeg: FfmpegProcess) {
    this.#output = output;
    this.#ffmpeg = ffmpeg;
    ffmpeg.output.resume();
    ffmpeg.side.resume();
    this.#complaint = text(ffmpeg.errors).catch(() => "");
  }

  /** @param pixels RGBA, the lowest row first. Resolves once ffmpeg has taken them. @throws SourceError */
  async write(pixels: Uint8Array): Promise<void> {
    const refused = await new Promise<Error | null | undefined>((resolve) => {
      this.#ffmpeg.input!.write(pixels, resolve);
    });
    if (refused) throw await this.#fault();
  }

  /** @throws SourceError where ffmpeg could not write all of it. */
  async finish(): Promise<void> {
    this.#ffmpeg.input!.end();
    if ((await this.#ffmpeg.exit) !== 0) throw await this.#fault();
    await rename(partOf(this.#output), this.#output);
  }

  /** Leaves nothing where it is not finished. May be called after it is. */
  async close(): Promise<void> {
    await this.#ffmpeg.kill();
    await rm(partOf(this.#output), { force: true });
  }

  async #fault(): Promise<SourceError> {
    return new SourceError(
      `${this.#output}: ffmpeg cannot write it (${firstComplaint(await this.#complaint)})`,
    );
  }
}

const partOf = (output: string): string => `${output}.part`;

function argumentsOf(part: string, form: FilmForm): readonly string[] {
  const { ending, width, height, fps, sound, seconds } = form;
  const pictures = ["-f", "rawvideo", "-pix_fmt", "rgba", "-s", `${width}x${height}`, "-framerate", `${fps}`];
  const heard = sound ? ["-ss", `${sound.from}`, ...videoArguments(sound.file)] : [];
  const both = ["-map", "0:v:0", ...(sound ? ["-map", "1:a:0"] : [])];
  return [
    ...["-v", "error", "-y", ...pictures, "-i", "pipe:0", ...heard, ...both],
    ...["-vf", "vflip,scale=out_color_matrix=bt709:out_range=tv", ...COLOURS, "-r", `${fps}`],
    ...["-t", `${seconds}`, "-map_metadata", "-1", ...CODECS[ending](form), `file:${part}`],
  ];
}
