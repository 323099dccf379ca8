import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { PLACEMENT_SIZE, ROOT_POINT } from "../../generators/recurrent-cvae/motion-state.ts";
import { legScale, type StandardBody, toStandard } from "../../generators/recurrent-cvae/standard-body.ts";
import { BONE_COUNT, bonesOf, FLEXIBLE, lengthsOf } from "../../motion/bones.ts";
import { SourceError } from "../../system/errors.ts";
import type { DanceTrack } from "./tracks.ts";

/** One dancer through one take, brought to the standard body. */
export interface Dance {
  readonly name: string;
  readonly style: number;
  readonly frames: number;
  /** Of its first still in the dataset's file, in stills. */
  readonly at: number;
}

/** An archive as the trainer reads it: stills in a file, since sixty hours of them are more than a memory holds. */
export interface Dataset {
  readonly fps: number;
  readonly styles: readonly string[];
  readonly dances: readonly Dance[];
  readonly body: StandardBody;
  /** Stills of 57 numbers (see moment.ts), float32, one dance after the other. */
  readonly file: string;
}

/** A dataset and where it comes from. */
export interface Archive extends Dataset {
  readonly sources: readonly string[];
  readonly licences: readonly string[];
}

/** Frames whose flexible bones are kept in mind for their shortest and longest. */
const SAMPLED = 20_000;

/** A dancer through one take as she is: her stills lie in the file, her bones are this long. */
interface Dancer extends Omit<Dance, "style"> {
  readonly style: string;
  /** Median length of each bone, metres, [18]. */
  readonly own: Float32Array;
}

/**
 * Brings every track to one standard body, which is their mean, and writes them to `file`. Holds one track in memory.
 * @throws SourceError when nobody dances in any of them.
 */
export async function standardise(
  tracks: AsyncIterable<DanceTrack> | Iterable<DanceTrack>,
  file: string,
): Promise<Archive> {
  const descriptor = openSync(file, "w+");
  try {
    const { dancers, ratios, ...about } = await gather(tracks, descriptor);
    if (dancers.length === 0)
      throw new SourceError("no take has a dancer with body and root in it; expected at least one");
    const body = standardOf(
      dancers.map(({ own }) => own),
      ratios,
    );
    for (const dancer of dancers) bringTo(body, dancer, descriptor);
    const styles = [...new Set(dancers.map(({ style }) => style))].sort();
    const dances = dancers.map(({ own: _, style, ...dance }) => ({ ...dance, style: styles.indexOf(style) }));
    return { ...about, styles, dances, body, file };
  } finally {
    closeSync(descriptor);
  }
}

/** Writes the stills of everybody as they are, one track after the other, and measures their bones. */
async function gather(tracks: AsyncIterable<DanceTrack> | Iterable<DanceTrack>, descriptor: number) {
  const dancers: Dancer[] = [];
  /** Of each flexible bone: how much longer than usual it was. */
  const ratios = FLEXIBLE.map((): number[] => []);
  const [sources, licences] = [new Set<string>(), new Set<string>()];
  let [fps, end] = [0, 0];
  for await (const { name, style, frames, ...about } of tracks) {
    fps = about.fps;
    sources.add(about.source);
    licences.add(about.licence);
    const bones = frames.map((frame) => bonesOf(frame.body));
    const lengths = bones.map((one) => lengthsOf(one));
    const own = Float32Array.from({ length: BONE_COUNT }, (_, bone) => median(lengths.map((l) => l[bone]!)));
    FLEXIBLE.forEach((bone, k) => {
      for (let f = 0; f < lengths.length; f += 3) ratios[k]!.push(lengths[f]![bone]! / own[bone]!);
      if (ratios[k]!.length > 2 * SAMPLED) ratios[k] = thinned(ratios[k]!);
    });
    const stills = new Float32Array(frames.length * PLACEMENT_SIZE);
    frames.forEach(({ root }, frame) => {
      stills.set(bones[frame]!, frame * PLACEMENT_SIZE);
      stills.set([root.x, root.y, root.z], frame * PLACEMENT_SIZE + 3 * ROOT_POINT);
    });
    writeStills(descriptor, stills, end);
    dancers.push({ name, style, frames: frames.length, at: end, own });
    end += frames.length;
  }
  return { dancers, ratios, fps, sources: [...sources], licences: [...licences] };
}

/** The same dance by the standard body, where it lies in the file. */
function bringTo(body: StandardBody, { own, at, frames }: Dancer, descriptor: number): void {
  const stills = readStills(descriptor, at, frames);
  const scale = legScale(own, body);
  for (let frame = 0; frame < frames; frame++) {
    const still = stills.subarray(frame * PLACEMENT_SIZE, (frame + 1) * PLACEMENT_SIZE);
    toStandard(still, own, body);
    for (let axis = 0; axis < 3; axis++) still[3 * ROOT_POINT + axis]! *= scale;
  }
  writeStills(descriptor, stills, at);
}

/** `count` stills of the dataset's file from still `at` on. */
export function readStills(descriptor: number, at: number, count: number): Float32Array {
  const stills = new Float32Array(count * PLACEMENT_SIZE);
  const bytes = new Uint8Array(stills.buffer);
  let read = 0;
  while (read < bytes.length) {
    const more = readSync(descriptor, bytes, read, bytes.length - read, 4 * PLACEMENT_SIZE * at + read);
    if (more === 0) throw new Error(`the dataset ends after ${read} of ${bytes.length} bytes at still ${at}`);
    read += more;
  }
  return stills;
}

/** @throws SourceError when the disk refuses. */
function writeStills(descriptor: number, stills: Float32Array, at: number): void {
  const bytes = new Uint8Array(stills.buffer);
  try {
    for (let written = 0; written < bytes.length; )
      written += writeSync(
        descriptor,
        bytes,
        written,
        bytes.length - written,
        4 * PLACEMENT_SIZE * at + written,
      );
  } catch (error) {
    throw new SourceError(`the archive cannot be laid out for training (${(error as Error).message})`);
  }
}

function standardOf(own: readonly Float32Array[], ratios: readonly (readonly number[])[]): StandardBody {
  const length = Float32Array.from(
    { length: BONE_COUNT },
    (_, bone) => own.reduce((sum, lengths) => sum + lengths[bone]!, 0) / own.length,
  );
  const least = length.slice();
  const most = length.slice();
  FLEXIBLE.forEach((bone, k) => {
    least[bone] = length[bone]! * quantile(ratios[k]!, 0.001);
    most[bone] = length[bone]! * quantile(ratios[k]!, 0.999);
  });
  return { length, shortest: least, longest: most };
}

const thinned = (values: readonly number[]): number[] => values.filter((_, index) => index % 2 === 0);

const median = (values: readonly number[]): number => quantile(values, 0.5);

function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}
