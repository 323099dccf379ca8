import { setImmediate } from "node:timers/promises";
import { BeatsOfTrack, type TrackBeat, type TrackBeats } from "../../../shared/music/beats-of-track.ts";
import { MusicListener } from "../../../shared/music/music-listener.ts";
import { FOLLOWED_CONFIDENCE } from "../../../shared/music.ts";
import { decodeMusic, TRACK_RATE } from "./decode-music.ts";
import { HeardTrack, type TrackFacts, type TrackLevels } from "./heard-track.ts";

/**
 * Listens to a whole file of sound, some thirty times as fast as it plays. Its beats are those of the whole: the first
 * seconds have the beat of those after them.
 * @throws SourceError naming the file, as `decodeMusic` does; the signal's reason.
 */
export const hearFile = async (file: string, signal?: AbortSignal): Promise<HeardTrack> =>
  new HeardTrack(await trackFacts(file, signal));

/** What `hearFile` knows, as it goes from one thread to another. */
export async function trackFacts(file: string, signal?: AbortSignal): Promise<TrackFacts> {
  const [listener, track] = [new MusicListener(TRACK_RATE), new BeatsOfTrack(TRACK_RATE)];
  const levels: Record<keyof TrackLevels, number[]> = { energy: [], onset: [], brightness: [] };
  let samples = 0;
  for await (const piece of decodeMusic(file)) {
    signal?.throwIfAborted();
    track.push(piece);
    for (const hearing of listener.listen(piece))
      for (const name of ["energy", "onset", "brightness"] as const) levels[name].push(hearing[name]);
    samples += piece.length;
    // What was decoded meanwhile waits in a pipe: nobody else is to wait.
    await setImmediate();
  }
  return { seconds: samples / TRACK_RATE, ...beatFacts(track.beats()), ...levelFacts(levels) };
}

/** The beats that are sure enough to be danced to. */
function beatFacts({ beats, beatsPerBar }: TrackBeats): Omit<TrackFacts, "seconds" | keyof TrackLevels> {
  const sure: TrackBeat[] = [];
  const gaps = new Set<number>();
  for (const beat of beats) {
    if (beat.t >= 0 && beat.confidence >= FOLLOWED_CONFIDENCE) sure.push(beat);
    else if (sure.length > 0) gaps.add(sure.length - 1);
  }
  return {
    beats: Float64Array.from(sure, ({ t }) => t),
    confidence: Float32Array.from(sure, ({ confidence }) => confidence),
    gaps,
    downbeats: sure.flatMap(({ isDownbeat }, index) => (isDownbeat ? [index] : [])),
    beatsPerBar,
  };
}

const levelFacts = ({
  energy,
  onset,
  brightness,
}: Record<keyof TrackLevels, readonly number[]>): TrackLevels => ({
  energy: Float32Array.from(energy),
  onset: Float32Array.from(onset),
  brightness: Float32Array.from(brightness),
});
