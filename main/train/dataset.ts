import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { BONE_COUNT, FLEXIBLE } from "../engine/predict/bones.ts";
import { ROOT_AT, STILL } from "../engine/predict/moment.ts";
import {
  bonesOf,
  legScale,
  lengthsOf,
  type StandardBody,
  toStandard,
} from "../engine/predict/standard-body.ts";
import { SourceError } from "../errors.ts";
import { type RawTrack, readTracks } from "./tracks.ts";

/** One dancer through one take, brought to the standard body: [frames, 57], see moment.ts. */
export interface Track {
  readonly name: string;
  readonly style: number;
  readonly frames: number;
  readonly stills: Float32Array;
}

export interface Dataset {
  readonly fps: number;
  readonly styles: readonly string[];
  readonly tracks: readonly Track[];
  readonly body: StandardBody;
  /** What the takes say of themselves, each once. */
  readonly sources: readonly string[];
  readonly licences: readonly string[];
}

/** Less than this cannot be learnt from. */
export const LEAST_SECONDS = 60;

/**
 * Reads every take in a folder. A take that is broken is named in `onProblem` and left out.
 * @param body the standard body to bring it to, when a model has one already; else measured.
 * @throws SourceError when there is no take, too little, or another frame rate in some.
 */
export async function readDataset(
  folder: string,
  onProblem: (line: string) => void,
  body?: StandardBody,
): Promise<Dataset> {
  const files = (await readdir(folder).catch(() => []))
    .filter((name) => /\.take\.ndjson(\.gz)?$/.test(name))
    .sort();
  if (files.length === 0) {
    throw new SourceError(
      `${folder}: no take in it, expected *.take.ndjson or *.take.ndjson.gz (see: continuo import)`,
    );
  }
  const raw: RawTrack[] = [];
  for (const file of files) raw.push(...(await readTracks(join(folder, file), onProblem)));
  const fps = raw[0]?.fps ?? 0;
  const other = raw.find((track) => track.fps !== fps);
  if (other) {
    throw new SourceError(
      `${other.name}: ${other.fps} frames a second, but ${raw[0]!.name} has ${fps}; expected one rate (see: continuo import)`,
    );
  }
  const seconds = raw.reduce((sum, track) => sum + track.bodies.length / fps, 0);
  if (!(seconds >= LEAST_SECONDS)) {
    throw new SourceError(
      `${folder}: ${seconds.toFixed(0)} s of dance in body space, expected at least ${LEAST_SECONDS} s; record or import more`,
    );
  }
  const styles = [...new Set(raw.map((track) => track.style))].sort();
  const bones = raw.map((track) => track.bodies.map(bonesOf));
  const own = bones.map(usualLengths);
  const standard = body ?? standardOf(bones, own);
  const tracks = raw.map((track, t) => {
    const scale = legScale(own[t]!, standard);
    const stills = new Float32Array(new SharedArrayBuffer(4 * STILL * track.bodies.length));
    track.roots.forEach((root, frame) => {
      const still = bones[t]![frame]!;
      toStandard(still, own[t]!, standard);
      stills.set(still, frame * STILL);
      stills.set([root.x * scale, root.y * scale, root.z * scale], frame * STILL + ROOT_AT);
    });
    return { name: track.name, style: styles.indexOf(track.style), frames: track.bodies.length, stills };
  });
  const sources = [...new Set(raw.map((track) => track.source))];
  const licences = [...new Set(raw.map((track) => track.licence))];
  return { fps, styles, tracks, body: standard, sources, licences };
}

/** Median length of each bone over a track. */
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
