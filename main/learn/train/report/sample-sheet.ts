import type { DanceTrack } from "../../../archive/tracks.ts";
import { generateFrames, observeAll } from "../../../generators/generate.ts";
import type { Model } from "../../../generators/model.ts";
import { openModel } from "../../../generators/registry.ts";
import { seededRandom } from "../../../motion/random.ts";
import { contactSheet, type Strip } from "../../../pictures/contact-sheet.ts";
import { png } from "../../../pictures/png.ts";

const SEEDS = 4;
const OPTIONS = 4;
const SEED_SECONDS = 4;
const SECONDS = 8;
/** Seeds are chosen among the first tracks, since an archive may be long. */
const FIRST_TRACKS = 50;
const FIGURES_A_SECOND = 3;

/**
 * Contact sheet of a model: for four seeds, of as many styles as possible, the dancer's own continuation,
 * as far as the take goes, and four options at temperature 1. A PNG; null where no track is long enough for a seed.
 */
export async function drawSampleSheet(
  model: Model,
  tracks: AsyncIterable<DanceTrack> | Iterable<DanceTrack>,
  seed: number,
): Promise<Buffer | null> {
  const generator = openModel(model);
  const begin = Math.round(SEED_SECONDS * generator.fps);
  const length = Math.round(SECONDS * generator.fps);
  try {
    const seeds = await chooseTracks(tracks, SEEDS, begin + 1);
    if (seeds.length === 0) return null;
    const states = seeds.flatMap(({ frames }) => {
      const observed = observeAll(generator, frames.slice(0, begin));
      return Array.from({ length: OPTIONS }, () => observed);
    });
    const manner = { temperature: 1, styles: null };
    const generated = await generateFrames(generator, states, length, manner, seededRandom(seed));
    const strips = seeds.flatMap(({ name, style, frames }, index): Strip[] => [
      { label: `${style}: ${name.replace(/\.take.*$/, "")}`, frames: frames.slice(begin, begin + length) },
      ...Array.from({ length: OPTIONS }, (_, option) => ({
        label: `option ${option + 1}`,
        frames: generated.map((batch) => batch[index * OPTIONS + option]!),
      })),
    ]);
    const title = `${generator.description}: ${SECONDS} s after ${SEED_SECONDS} s of seed; first the dancer, then four options`;
    return png(contactSheet(title, strips, Math.round(generator.fps / FIGURES_A_SECOND), generator.fps));
  } finally {
    generator.dispose();
  }
}

/** Tracks of at least so many frames: one of each style, then others. */
export async function chooseTracks(
  tracks: AsyncIterable<DanceTrack> | Iterable<DanceTrack>,
  wanted: number,
  least: number,
): Promise<DanceTrack[]> {
  const chosen: DanceTrack[] = [];
  const spare: DanceTrack[] = [];
  let count = 0;
  for await (const track of tracks) {
    if (++count > FIRST_TRACKS) break;
    if (track.frames.length < least) continue;
    if (chosen.every(({ style }) => style !== track.style)) chosen.push(track);
    else if (spare.length < wanted) spare.push(track);
    if (chosen.length === wanted) break;
  }
  return [...chosen, ...spare].slice(0, wanted);
}
