import type { MusicTrack } from "../../../shared/music-track.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { PracticeReference } from "../../coaching/practice/reference.ts";
import type { HeardTrack } from "../../inputs/music/heard-track.ts";
import { PractisedRecording } from "./practised-recording.ts";
import { beatsOfTrack, ownBeats } from "./reference-beats.ts";

/** Fewer beats of a track than this are no help to count by. */
const FEWEST = 2;

/** What is practised, and what is known of it beside. */
export interface Practised {
  readonly reference: PracticeReference;
  /** Of the whole recording. */
  readonly duration: Seconds;
  /** Its track, by its path; null where it has none. */
  readonly music: MusicTrack | null;
  /** Whether the beats are those of her movement. */
  readonly ownBeats: boolean;
}

export interface RecordingParts {
  /** The path of a take or a piece of that name. @throws UserError where it is the name of none. */
  readonly fileOf: (name: string) => string;
  /** Listens to a whole track. @throws SourceError */
  readonly hear: (file: string) => Promise<Pick<HeardTrack, "beats">>;
  readonly tellOperator: (line: string) => void;
}

/** @throws UserError in one line; the signal's reason. */
export async function readPractised(
  { name, from, to }: { readonly name: string; readonly from: Seconds | null; readonly to: Seconds | null },
  { fileOf, hear, tellOperator }: RecordingParts,
  signal: AbortSignal,
): Promise<Practised> {
  const recording = await PractisedRecording.open(fileOf(name), name, signal, tellOperator);
  const stretch = recording.stretch(from, to);
  const reference = await recording.reference(stretch, signal);
  const left = Math.min(to ?? recording.duration, recording.duration) - stretch.end;
  if (left > 1)
    tellOperator(
      `${name}: practised from ${stretch.begin.toFixed(1)} to ${stretch.end.toFixed(1)} s, more is too long for one pass`,
    );
  const music = recording.music ?? null;
  // What is wrong with it, its player tells.
  const heard = music && (await hear(music.file).catch(() => null));
  const beats = heard ? beatsOfTrack(reference, heard.beats, music.begin) : [];
  const isOwn = beats.length < FEWEST;
  return {
    reference: { ...reference, beats: isOwn ? ownBeats(reference) : beats },
    ...{ duration: recording.duration, music, ownBeats: isOwn },
  };
}
