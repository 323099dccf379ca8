/** A sound that begins in a microphone, as a page sees it. */
export interface CapturedSound {
  /** Seconds since 1970 at which each of its beats was in the microphone, from its first loud sample on. */
  beats: number[];
  /** Microphones that are open, and how many were asked for. */
  open: number;
  asked: number;
}

declare global {
  var captured: CapturedSound;
  /** Audio elements that the page made. */
  var players: HTMLAudioElement[];
}

/** What Chromium gives of a track of sound; TypeScript declares it for workers only. */
interface SoundFrame {
  /** Microseconds. */
  readonly timestamp: number;
  readonly numberOfFrames: number;
  readonly sampleRate: number;
  copyTo(to: Float32Array, options: object): void;
  close(): void;
}

/**
 * Runs in the page, before its own scripts: looks at the very samples that its microphones give, by the shortest way
 * there is from the device, and keeps its audio elements.
 * @param period of the beats, seconds of the sound: where nobody has time to capture it, it comes more slowly
 */
export function lookAtSound(period: number): void {
  const LOUD = 0.2;
  globalThis.captured = { beats: [], open: 0, asked: 0 };
  globalThis.players = [];
  const RealAudio = globalThis.Audio;
  globalThis.Audio = function made() {
    const player = new RealAudio();
    players.push(player);
    return player;
  } as unknown as typeof Audio;
  const { mediaDevices } = navigator;
  const real = mediaDevices.getUserMedia.bind(mediaDevices);
  const watch = async (track: MediaStreamTrack) => {
    const Processor = globalThis.MediaStreamTrackProcessor!;
    const stream = new Processor({ track, maxBufferSize: 100 })
      .readable as unknown as ReadableStream<SoundFrame>;
    const reader = stream.getReader();
    let [least, read]: [number, number] = [Number.POSITIVE_INFINITY, 0];
    /** Of the next beat, in samples; null before the first. */
    let next: number | null = null;
    for (;;) {
      const { value: frame, done } = await reader.read();
      if (done) return;
      const { timestamp, numberOfFrames, sampleRate } = frame;
      const ended = timestamp / 1e6 + numberOfFrames / sampleRate;
      // No sample comes before it was captured: the least delay is the one that counts.
      least = Math.min(least, (performance.timeOrigin + performance.now()) / 1000 - ended);
      const samples = new Float32Array(numberOfFrames);
      frame.copyTo(samples, { planeIndex: 0, format: "f32-planar" });
      const loud = samples.findIndex((sample) => Math.abs(sample) > LOUD);
      if (next === null && loud >= 0) next = read + loud;
      read += numberOfFrames;
      for (; next !== null && next < read; next += period * sampleRate)
        captured.beats.push(ended - (read - next) / sampleRate + least);
      frame.close();
    }
  };
  mediaDevices.getUserMedia = async (asked) => {
    const stream = await real(asked);
    const [track] = stream.getAudioTracks();
    if (!track) return stream;
    captured.asked++;
    captured.open++;
    const stop = track.stop.bind(track);
    track.stop = () => {
      captured.open--;
      stop();
    };
    void watch(track.clone());
    return stream;
  };
}
