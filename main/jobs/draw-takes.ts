import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import type { Seconds } from "../../shared/pose.ts";
import { IMPORT_FPS } from "../archive/import/bvh/convert.ts";
import { firstComplaint, startFfmpeg } from "../inputs/ffmpeg.ts";
import { contactSheet, type Strip } from "../pictures/contact-sheet.ts";
import { png } from "../pictures/png.ts";
import { sideBySide } from "../pictures/side-by-side.ts";
import { replaceFile } from "../runtime/model-files.ts";
import { ConfigError, SourceError } from "../system/errors.ts";
import { type JobContext, step } from "../system/job.ts";
import { nameOf, phraseOf, readDance } from "./dance-files.ts";

export interface DrawOptions {
  readonly takes: readonly string[];
  /** A .png is a contact sheet, a .webp moves. */
  readonly output: string;
  /** So much of each take's end. */
  readonly seconds: Seconds;
  readonly force: boolean;
}

/** Frames a second, as motion is imported and models dance. */
const FPS = IMPORT_FPS;
/** Figures of a row of a contact sheet, at most. */
const FIGURES = 24;
/** Of a moving picture every so manieth frame is drawn. */
const EVERY = 2;

/**
 * Draws takes beside each other: their last phrases.
 * @returns the file. @throws UserError when a take is not what it should be or nothing can be written; the signal's reason
 *   when it is stopped, and then there is no file.
 */
export async function drawTakes(options: DrawOptions, context: JobContext): Promise<string> {
  const { takes, output, seconds, force } = options;
  const isMoving = output.endsWith(".webp");
  if (!isMoving && !output.endsWith(".png"))
    throw new ConfigError(
      `--output is ${output}, expected a name that ends in .png, a contact sheet, or .webp, which moves`,
    );
  if (!existsSync(dirname(resolve(output))))
    throw new ConfigError(`--output is ${output}, expected a file in a folder that is there`);
  if (existsSync(output) && !force)
    throw new ConfigError(`${output}: is there already; expected another --output, or --force`);
  const strips: Strip[] = [];
  for (const take of takes) {
    const frames = phraseOf(await readDance(take, context), FPS, seconds);
    if (frames.length === 0)
      throw new SourceError(`${take}: no frame with a whole body, expected a dancer to draw`);
    strips.push({ label: nameOf(take), frames });
  }
  if (isMoving) await drawMoving(strips, output, context);
  else {
    const longest = Math.max(...strips.map(({ frames }) => frames.length));
    const every = Math.max(1, Math.ceil(longest / FIGURES));
    await replaceFile(
      output,
      png(contactSheet(`the last ${(longest / FPS).toFixed(1)} s`, strips, every, FPS)),
    );
  }
  return output;
}

/** A moving picture of all of them, by way of ffmpeg. */
async function drawMoving(strips: readonly Strip[], output: string, context: JobContext): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "continuo-draw-"));
  try {
    const total = Math.ceil(Math.max(...strips.map(({ frames }) => frames.length)) / EVERY);
    for (let done = 0; done < total; done++) {
      await writeFile(join(folder, `${done}.png`), png(sideBySide(strips, done * EVERY)));
      await step(context, { phase: "drawing", unit: "picture", done: done + 1, total });
    }
    const rate = ["-framerate", `${FPS / EVERY}`];
    const codec = ["-c:v", "libwebp_anim", "-loop", "0", "-quality", "70", "-compression_level", "6"];
    const moving = join(folder, "moving.webp");
    const ffmpeg = await startFfmpeg("ffmpeg", [
      ...["-v", "error", "-y", ...rate, "-f", "image2", "-i", join(folder, "%d.png")],
      ...[...codec, "-f", "webp", moving],
    ]);
    ffmpeg.output.resume();
    ffmpeg.side.resume();
    const complaint = await text(ffmpeg.errors);
    if ((await ffmpeg.exit) !== 0)
      throw new SourceError(`${output}: ffmpeg cannot write it (${firstComplaint(complaint)})`);
    await replaceFile(output, await readFile(moving));
  } finally {
    await rm(folder, { recursive: true });
  }
}
