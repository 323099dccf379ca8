import { setImmediate } from "node:timers/promises";
import { MusicListener } from "../../../shared/music/music-listener.ts";
import { decodeMusic, TRACK_RATE } from "./decode-music.ts";
import { HeardTrack, type TrackFacts, TrackFactsBuilder } from "./heard-track.ts";

/**
 * Listens to a whole file of sound, some sixty times as fast as it plays.
 * @throws SourceError naming the file, as `decodeMusic` does; the signal's reason.
 */
export const hearFile = async (file: string, signal?: AbortSignal): Promise<HeardTrack> =>
  new HeardTrack(await trackFacts(file, signal));

/** What `hearFile` knows, as it goes from one thread to another. */
export async function trackFacts(file: string, signal?: AbortSignal): Promise<TrackFacts> {
  const listener = new MusicListener(TRACK_RATE);
  const heard = new TrackFactsBuilder();
  let samples = 0;
  for await (const piece of decodeMusic(file)) {
    signal?.throwIfAborted();
    heard.add(listener.listen(piece));
    samples += piece.length;
    // What was decoded meanwhile waits in a pipe: nobody else is to wait.
    await setImmediate();
  }
  return heard.facts(samples / TRACK_RATE);
}
