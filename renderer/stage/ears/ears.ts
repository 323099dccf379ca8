import type { EarsReport, Instructions } from "../../../shared/messages.ts";
import { wordsOf } from "../../kit/error-words.ts";
import type { PageLink } from "../../link/page-link.ts";
import { epochSeconds } from "../camera/camera-uplink.ts";
import type { Heard, Listening } from "./heard.ts";
import { Microphone } from "./microphone.ts";

const WORKLET = "/ears-worklet.js";
const WORKER = "/ears-worker.js";
/** As the worklet registers it; its module is not one of the page's. */
const BLOCK_SENDER = "block-sender";

/**
 * Listens to the room and tells the host what it hears, in numbers alone, while the host says so. Before that nothing is
 * asked for, opened or loaded. An audio worklet gathers the sound and a thread of its own listens: drawing waits for
 * neither.
 */
export class Ears {
  readonly #link: PageLink;
  readonly #microphone: Microphone;
  #hearing: AbortController | null = null;
  #context: AudioContext | null = null;

  constructor(link: PageLink) {
    this.#link = link;
    this.#microphone = new Microphone(
      {
        devices: navigator.mediaDevices,
        permissions: navigator.permissions,
        now: () => performance.now() / 1000,
      },
      (report) => link.send(report),
      (track) => this.#follow(track),
    );
  }

  /** The last report, to be repeated to a restarted host; null while they are off. */
  get report(): EarsReport | null {
    return this.#microphone.report;
  }

  /** The browser wants somebody to press a key before it listens. */
  get wantsKey(): boolean {
    return this.#context?.state === "suspended";
  }

  instruct({ ears, wantedEars }: Pick<Instructions, "ears" | "wantedEars">): void {
    if (ears) this.#microphone.open(wantedEars);
    else this.#microphone.close();
  }

  /** To be called about twice a second. */
  check(): void {
    // It is no fault of the device, and comes by itself with the next key.
    if (this.wantsKey) this.#microphone.heard();
    this.#microphone.check();
  }

  #follow(track: MediaStreamTrack | null): void {
    this.#hearing?.abort();
    this.#hearing = null;
    if (!track) return;
    const hearing = new AbortController();
    this.#hearing = hearing;
    this.#hear(track, hearing.signal).catch((error: unknown) => {
      if (!hearing.signal.aborted) this.#microphone.failed(`cannot be listened to: ${wordsOf(error)}`);
    });
  }

  async #hear(track: MediaStreamTrack, signal: AbortSignal): Promise<void> {
    const context = new AudioContext();
    this.#context = context;
    const worker = new Worker(WORKER, { type: "module" });
    signal.addEventListener("abort", () => {
      worker.terminate();
      void context.close();
      if (this.#context === context) this.#context = null;
    });
    const resume = () => void context.resume();
    for (const press of ["keydown", "pointerdown"]) window.addEventListener(press, resume, { signal });
    await context.audioWorklet.addModule(WORKLET);
    signal.throwIfAborted();
    const { port1, port2 } = new MessageChannel();
    const sender = new AudioWorkletNode(context, BLOCK_SENDER, { numberOfOutputs: 1 });
    sender.port.postMessage(null, [port1]);
    worker.onmessage = ({ data }: MessageEvent<Heard>) => this.#tell(data);
    worker.onerror = ({ message }) => this.#microphone.failed(`the thread that listens ended: ${message}`);
    const listening: Listening = { sampleRate: context.sampleRate, latency: latencyOf(track) };
    worker.postMessage(listening, [port2]);
    // What comes out of it is silence; what leads nowhere is not run.
    context
      .createMediaStreamSource(new MediaStream([track]))
      .connect(sender)
      .connect(context.destination);
  }

  #tell({ t: at, ...heard }: Heard): void {
    this.#microphone.heard();
    const t = epochSeconds();
    this.#link.send({ tag: "music", t, ago: Math.max(0, t - at), ...heard });
  }
}

/** What the browser says of the device; a hundredth of a second where it says nothing. */
function latencyOf(track: MediaStreamTrack): number {
  const { latency } = track.getSettings() as MediaTrackSettings & { latency?: number };
  return latency ?? 0.01;
}
