import type { DanceTrack } from "../../../archive/tracks.ts";
import type { Model } from "../../../generators/model.ts";
import { placementsOf, rowsOf } from "../../../generators/phrase-vae/phrase-rows.ts";
import { between, near, PhraseSpace, type Point } from "../../../generators/phrase-vae/phrase-space.ts";
import type { Sizes } from "../../../generators/phrase-vae/weights.ts";
import { ADULT, fromAdult } from "../../../motion/moments/adult.ts";
import type { MotionFrame } from "../../../motion/motion-frame.ts";
import { seededRandom } from "../../../motion/random.ts";
import { contactSheet, type Strip } from "../../../pictures/contact-sheet.ts";
import { png } from "../../../pictures/png.ts";
import { chooseTracks } from "../report/sample-sheet.ts";
import { framesJudged, onAdult } from "./figures.ts";

const PHRASES = 4;
const SIGMAS = [0.5, 1];
const SHARES = [0.25, 0.5, 0.75];
const FIGURES_A_SECOND = 3;
const SAME_LENGTHS = ADULT.length.map(() => 1);

/**
 * Contact sheet of a space of phrases, on the body of an adult: for four phrases of as many styles as possible what is
 * written of them and what is drawn near, then what lies between each two. A PNG; null where no track is long enough.
 */
export async function drawPhraseSheet(
  model: Model,
  tracks: AsyncIterable<DanceTrack> | Iterable<DanceTrack>,
  seed: number,
): Promise<Buffer | null> {
  const { fps } = model;
  const space = new PhraseSpace(model as Model<Sizes>);
  try {
    const length = framesJudged(space.segment, fps);
    const chosen = await chooseTracks(tracks, PHRASES, length);
    if (chosen.length === 0) return null;
    const phrases = await Promise.all(
      chosen.map(async ({ name, style, frames }) => {
        // The middle of a take: it may begin and end with standing.
        const from = (frames.length - length) >> 1;
        const rows = rowsOf(onAdult({ frames: frames.slice(from, from + length) }), fps);
        return { label: `${style}: ${name.replace(/\.take.*$/, "")}`, rows, point: await space.encode(rows) };
      }),
    );
    const random = seededRandom(seed);
    const strip = (label: string, rows: Float32Array): Strip => ({ label, frames: shown(rows, fps) });
    const written = async (label: string, point: Point) => strip(label, (await space.decode([point]))[0]!);
    const strips: Strip[] = [];
    for (const { label, rows, point } of phrases) {
      strips.push(strip(label, rows), await written("written", point));
      for (const sigma of SIGMAS) strips.push(await written(`near, ${sigma}`, near(point, sigma, random)));
    }
    for (let first = 0; first + 1 < phrases.length; first += 2) {
      const [from, to] = [phrases[first]!, phrases[first + 1]!];
      strips.push(strip(from.label, from.rows));
      for (const share of SHARES)
        strips.push(
          await written(
            `${share} of the way`,
            between(from.point, to.point, space.latent, () => share),
          ),
        );
      strips.push(strip(to.label, to.rows));
    }
    const title = `${model.name} (${model.type}): phrases as danced, as written and drawn near; then between two`;
    return png(contactSheet(title, strips, Math.round(fps / FIGURES_A_SECOND), fps));
  } finally {
    space.dispose();
  }
}

const shown = (rows: Float32Array, fps: number): readonly MotionFrame[] =>
  placementsOf(rows, fps, { x: 0, z: 0, angle: 0 }).map((placement) =>
    fromAdult(placement, ADULT.length, SAME_LENGTHS),
  );
