import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { IMPORT_FPS } from "../archive/import/bvh/convert.ts";
import { firstComplaint, startFfmpeg } from "../inputs/ffmpeg.ts";
import { contactSheet, type Strip } from "../pictures/contact-sheet.ts";
import { mareyPlate } from "../pictures/marey-plate.ts";
import { png } from "../pictures/png.ts";
import { sideBySide } from "../pictures/side-by-side.ts";
import { replaceFile } from "../runtime/model-files.ts";
import { ConfigError, SourceError } from "../system/errors.ts";
import { type JobContext, step } from "../system/job.ts";
import { phraseOf } from "./dance-files.ts";
import type { ExportOptions } from "./export-options.ts";
import { readLanes } from "./piece-dances.ts";

export type PictureEnding = ".png" | ".svg" | ".webp";

/** Frames a second, as motion is imported and models dance. */
const FPS = IMPORT_FPS;
/** Of each take, where nothing else is asked for, and at most. */
const SECONDS = 8;
const MOST_SECONDS = 60;
/** Figures of a row of a contact sheet, and of a Marey plate, at most. */
const FIGURES = { row: 24, plate: 60 };
/** Of a moving picture every so manieth frame is drawn. */
const EVERY = 2;

/** Draws the last phrases of takes beside each other. @throws as `exportTakes` does. */
export async function pictures(
  { takes, output, seconds, marey, model }: ExportOptions,
  ending: PictureEnding,
  context: JobContext,
): Promise<void> {
  const longest = seconds ?? SECONDS;
  if (longest > MOST_SECONDS)
    throw new ConfigError(`--seconds is ${longest}, expected at most ${MOST_SECONDS} in a picture`);
  const strips: Strip[] = [];
  for (const take of takes) {
    const lanes = await readLanes(take, model, context);
    const danced = lanes.map((lane) => ({ label: lane.label, frames: phraseOf(lane, FPS, longest) }));
    if (!danced.some(({ frames }) => frames.length > 0))
      throw new SourceError(`${take}: no frame with a whole body, expected a dancer to draw`);
    strips.push(...danced.filter(({ frames }) => frames.length > 0));
  }
  if (ending === ".webp") return moving(strips, output, context);
  const count = Math.max(...strips.map(({ frames }) => frames.length));
  const every = Math.max(1, Math.ceil(count / (marey ? FIGURES.plate : FIGURES.row)));
  const title = `the last ${(count / FPS).toFixed(1)} s`;
  const svg = marey ? mareyPlate(title, strips, every) : contactSheet(title, strips, every, FPS);
  await replaceFile(output, ending === ".svg" ? svg : png(svg));
}

/** A moving picture of all of them, by way of ffmpeg. */
async function moving(strips: readonly Strip[], output: string, context: JobContext): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "continuo-export-"));
  try {
    const total = Math.ceil(Math.max(...strips.map(({ frames }) => frames.length)) / EVERY);
    for (let done = 0; done < total; done++) {
      await writeFile(join(folder, `${done}.png`), png(sideBySide(strips, done * EVERY)));
      await step(context, { phase: "drawing", unit: "picture", done: done + 1, total });
    }
    const rate = ["-framerate", `${FPS / EVERY}`];
    const codec = ["-c:v", "libwebp_anim", "-loop", "0", "-quality", "70", "-compression_level", "6"];
    const file = join(folder, "moving.webp");
    const ffmpeg = await startFfmpeg("ffmpeg", [
      ...["-v", "error", "-y", ...rate, "-f", "image2", "-i", join(folder, "%d.png")],
      ...[...codec, "-f", "webp", file],
    ]);
    ffmpeg.output.resume();
    ffmpeg.side.resume();
    const complaint = await text(ffmpeg.errors);
    if ((await ffmpeg.exit) !== 0)
      throw new SourceError(`${output}: ffmpeg cannot write it (${firstComplaint(complaint)})`);
    await replaceFile(output, await readFile(file));
  } finally {
    await rm(folder, { recursive: true });
  }
}
