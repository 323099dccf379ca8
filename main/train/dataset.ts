import { BONE_COUNT, bonesOf, FLEXIBLE, lengthsOf } from "../engine/phrase/bones.ts";
import { HIPS, STILL } from "../engine/predict/moment.ts";
import { legScale, type StandardBody, toStandard } from "../engine/predict/standard-body.ts";
import type { Track } from "./tracks.ts";

/** One dancer through one take, brought to the standard body. */
export interface Dance {
  readonly name: string;
  readonly style: number;
  readonly frames: number;
  /** [frames, 57], see moment.ts; shared between threads. */
  readonly stills: Float32Array;
}

export interface Dataset {
  readonly fps: number;
  readonly styles: readonly string[];
  readonly dances: readonly Dance[];
  readonly body: StandardBody;
}

/** Brings every track to one standard body, which is their mean. */
export function standardise(tracks: readonly Track[]): Dataset {
  const styles = [...new Set(tracks.map((track) => track.style))].sort();
  const bones = tracks.map((track) => track.frames.map((frame) => bonesOf(frame.body)));
  const own = bones.map(usualLengths);
  const body = standardOf(bones, own);
  const dances = tracks.map(({ name, style, frames }, t): Dance => {
    const scale = legScale(own[t]!, body);
    const stills = new Float32Array(new SharedArrayBuffer(4 * STILL * frames.length));
    frames.forEach(({ root }, frame) => {
      const still = bones[t]![frame]!;
      toStandard(still, own[t]!, body);
      stills.set(still, frame * STILL);
      stills.set([root.x * scale, root.y * scale, root.z * scale], frame * STILL + 3 * HIPS);
    });
    return { name, style: styles.indexOf(style), frames: frames.length, stills };
  });
  return { fps: tracks[0]!.fps, styles, dances, body };
}

/** Median length of each bone. */
function usualLengths(bones: readonly Float32Array[]): Float32Array {
  const lengths = bones.map((frame) => lengthsOf(frame));
  return Float32Array.from({ length: BONE_COUNT }, (_, bone) =>
    quantile(
      lengths.map((l) => l[bone]!),
      0.5,
    ),
  );
}

function standardOf(bones: readonly (readonly Float32Array[])[], own: readonly Float32Array[]): StandardBody {
  const length = Float32Array.from(
    { length: BONE_COUNT },
    (_, bone) => own.reduce((sum, lengths) => sum + lengths[bone]!, 0) / own.length,
  );
  const least = length.slice();
  const most = length.slice();
  for (const bone of FLEXIBLE) {
    const ratios = bones.flatMap((track, t) =>
      track.map((frame) => lengthsOf(frame)[bone]! / own[t]![bone]!),
    );
    least[bone] = length[bone]! * quantile(ratios, 0.001);
    most[bone] = length[bone]! * quantile(ratios, 0.999);
  }
  return { length, least, most };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}
