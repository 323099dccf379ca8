import { BLOCK_SENDER, type Listening } from "./heard.ts";

const WORKLET = "/ears-worklet.js";
const WORKER = "/ears-worker.js";

export interface SoundThread<Told> {
  readonly track: MediaStreamTrack;
  /** What is listened for. */
  readonly what: Listening["what"];
  /** The channel that is listened to, from 0; null for all of them together. */
  readonly channel: number | null;
  readonly onHeard: (told: Told) => void;
  readonly onFault: (why: string) => void;
}

/**
 * Has a thread of its own listen to a track: an audio worklet gathers the sound, and drawing waits for neither.
 * @param signal ends it.
 * @param onContext given the context as soon as there is one: the browser may want a key to be pressed first.
 */
export async function openSoundThread<Told>(
  { track, what, channel, onHeard, onFault }: SoundThread<Told>,
  signal: AbortSignal,
  onContext: (context: AudioContext | null) => void,
): Promise<void> {
  const context = new AudioContext();
  onContext(context);
  const worker = new Worker(WORKER, { type: "module" });
  signal.addEventListener("abort", () => {
    worker.terminate();
    void context.close();
    onContext(null);
  });
  const resume = () => void context.resume();
  for (const press of ["keydown", "pointerdown"]) window.addEventListener(press, resume, { signal });
  await context.audioWorklet.addModule(WORKLET);
  signal.throwIfAborted();
  const { port1, port2 } = new MessageChannel();
  const sender = new AudioWorkletNode(context, BLOCK_SENDER, {
    ...{ numberOfOutputs: 1, processorOptions: { channel } },
  });
  sender.port.postMessage(null, [port1]);
  worker.onmessage = ({ data }: MessageEvent<Told>) => onHeard(data);
  worker.onerror = ({ message }) => onFault(`the thread that listens ended: ${message}`);
  const listening: Listening = { what, sampleRate: context.sampleRate, latency: latencyOf(track) };
  worker.postMessage(listening, [port2]);
  // What comes out of it is silence; what leads nowhere is not run.
  context
    .createMediaStreamSource(new MediaStream([track]))
    .connect(sender)
    .connect(context.destination);
}

/** What the browser says of the device; a hundredth of a second where it says nothing. */
function latencyOf(track: MediaStreamTrack): number {
  const { latency } = track.getSettings() as MediaTrackSettings & { latency?: number };
  return latency ?? 0.01;
}
