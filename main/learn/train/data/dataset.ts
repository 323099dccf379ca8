import { closeSync, openSync } from "node:fs";
import type { MusicTrack } from "../../../../shared/music-track.ts";
import type { DanceTrack } from "../../../archive/tracks.ts";
import { BONE_COUNT, bonesOf, FLEXIBLE, lengthsOf } from "../../../motion/bones.ts";
import { PLACEMENT_SIZE, ROOT_POINT } from "../../../motion/motion-state.ts";
import { legScale, type StandardBody, toStandard } from "../../../motion/standard-body.ts";
import { SourceError } from "../../../system/errors.ts";
import { readPlacements, writePlacements } from "./placements.ts";

/** One track, retargeted to the standard body. */
export interface Dance {
  readonly name: string;
  readonly style: number;
  readonly isKeyFramed: boolean;
  readonly frames: number;
  /** Number of its first placement in the dataset's file. */
  readonly at: number;
  /**
   * The track that was played, and what is heard of it, see heard-dances.ts; missing where none is named, or it is not
   * listened to.
   */
  readonly music?: MusicTrack | undefined;
  readonly heard?: Float32Array | undefined;
}

/** An archive as the trainer reads it. */
export interface Dataset {
  readonly fps: number;
  readonly styles: readonly string[];
  readonly dances: readonly Dance[];
  readonly body: StandardBody;
  /** See placements.ts. */
  readonly file: string;
}

/** A dataset and where it comes from. */
export interface Archive extends Dataset {
  readonly sources: readonly string[];
  readonly licences: readonly string[];
}

export const frameCount = ({ dances }: Dataset): number =>
  dances.reduce((sum, { frames }) => sum + frames, 0);

/** Samples of each flexible bone's length that are kept for its shortest and longest. */
const SAMPLES = 20_000;

/** A track whose placements in the file still have the dancer's own bone lengths. */
interface OwnDance extends Omit<Dance, "style"> {
  readonly style: string;
  /** Median length of each bone, metres, [18]. */
  readonly lengths: Float32Array;
}

/**
 * Retargets every track to one standard body, the mean of all dancers' unless one is `given`, and writes it to `file`.
 * Holds one track in memory.
 * @throws SourceError when nobody dances in any of them.
 */
export async function standardise(
  tracks: AsyncIterable<DanceTrack> | Iterable<DanceTrack>,
  file: string,
  given: StandardBody | null = null,
): Promise<Archive> {
  const descriptor = openSync(file, "w+");
  try {
    const { owns, ratios, ...about } = await gather(tracks, descriptor);
    if (owns.length === 0)
      throw new SourceError("no take has a dancer with body and root in it; expected at least one");
    const lengths = owns.map((own) => own.lengths);
    const body = given ?? standardBodyOf(lengths, ratios);
    for (const own of owns) retarget(body, own, descriptor);
    const styles = [...new Set(owns.map(({ style }) => style))].sort();
    const dances = owns.map(({ lengths: _, style, ...dance }) => ({
      ...dance,
      style: styles.indexOf(style),
    }));
    return { ...about, styles, dances, body, file };
  } finally {
    closeSync(descriptor);
  }
}

/** Writes everybody's own placements, one track after the other, and measures their bones. */
async function gather(tracks: AsyncIterable<DanceTrack> | Iterable<DanceTrack>, descriptor: number) {
  const owns: OwnDance[] = [];
  /** Of each flexible bone: its length as a share of the dancer's median. */
  const ratios = FLEXIBLE.map((): number[] => []);
  const [sources, licences] = [new Set<string>(), new Set<string>()];
  let [fps, end] = [0, 0];
  for await (const { name, style, isKeyFramed = false, frames, music, ...about } of tracks) {
    fps = about.fps;
    sources.add(about.source);
    licences.add(about.licence);
    const bones = frames.map((frame) => bonesOf(frame.body));
    const each = bones.map((one) => lengthsOf(one));
    const lengths = Float32Array.from({ length: BONE_COUNT }, (_, bone) => median(each.map((l) => l[bone]!)));
    FLEXIBLE.forEach((bone, k) => {
      for (let f = 0; f < each.length; f += 3) ratios[k]!.push(each[f]![bone]! / lengths[bone]!);
      if (ratios[k]!.length > 2 * SAMPLES) ratios[k] = ratios[k]!.filter((_, index) => index % 2 === 0);
    });
    const placements = new Float32Array(frames.length * PLACEMENT_SIZE);
    frames.forEach(({ root }, frame) => {
      placements.set(bones[frame]!, frame * PLACEMENT_SIZE);
      placements.set([root.x, root.y, root.z], frame * PLACEMENT_SIZE + 3 * ROOT_POINT);
    });
    writePlacements(descriptor, placements, end);
    owns.push({ name, style, isKeyFramed, frames: frames.length, at: end, music, lengths });
    end += frames.length;
  }
  return { owns, ratios, fps, sources: [...sources], licences: [...licences] };
}

/** Replaces a dance in the file by the same one with the standard body. */
function retarget(body: StandardBody, { lengths, at, frames }: OwnDance, descriptor: number): void {
  const placements = readPlacements(descriptor, at, frames);
  const scale = legScale(lengths, body);
  for (let frame = 0; frame < frames; frame++) {
    const placement = placements.subarray(frame * PLACEMENT_SIZE, (frame + 1) * PLACEMENT_SIZE);
    toStandard(placement, lengths, body);
    for (let axis = 0; axis < 3; axis++) placement[3 * ROOT_POINT + axis]! *= scale;
  }
  writePlacements(descriptor, placements, at);
}

function standardBodyOf(
  dancers: readonly Float32Array[],
  ratios: readonly (readonly number[])[],
): StandardBody {
  const length = Float32Array.from(
    { length: BONE_COUNT },
    (_, bone) => dancers.reduce((sum, lengths) => sum + lengths[bone]!, 0) / dancers.length,
  );
  const shortest = length.slice();
  const longest = length.slice();
  FLEXIBLE.forEach((bone, k) => {
    shortest[bone] = length[bone]! * quantile(ratios[k]!, 0.001);
    longest[bone] = length[bone]! * quantile(ratios[k]!, 0.999);
  });
  return { length, shortest, longest };
}

const median = (values: readonly number[]): number => quantile(values, 0.5);

/** By nearest rank. */
function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}
