import { type ClockReport, type Instructions, MAX_CLOCK_EVENTS } from "../../../shared/messages.ts";
import { wordsOf } from "../../kit/error-words.ts";
import type { PageLink } from "../../link/page-link.ts";
import { epochSeconds } from "../camera/camera-uplink.ts";
import type { HeardFrames } from "../ears/heard.ts";
import { Microphone } from "../ears/microphone.ts";
import { openSoundThread } from "../ears/sound-thread.ts";

/**
 * Listens to one channel of a line-in for linear timecode and tells the host the frames, while the host says so. Before
 * that nothing is asked for, opened or loaded. Beside the ears it may be the same device, or another channel of it.
 */
export class TimecodeInput {
  readonly #link: PageLink;
  #lineIn: Microphone | null = null;
  #channel = 1;
  #reading: AbortController | null = null;
  #context: AudioContext | null = null;

  constructor(link: PageLink) {
    this.#link = link;
  }

  /** The last report, to be repeated to a restarted host; null while it is off. */
  get report(): ClockReport | null {
    const report = this.#lineIn?.report;
    return report ? { ...report, tag: "clock", clock: "timecode" } : null;
  }

  /** The browser wants somebody to press a key before it listens. */
  get wantsKey(): boolean {
    return this.#context?.state === "suspended";
  }

  instruct(timecode: Instructions["timecode"]): void {
    if (timecode === null) {
      this.#lineIn?.close();
      return;
    }
    this.#channel = timecode.channel;
    this.#lineIn ??= this.#open();
    this.#lineIn.open(timecode.device);
  }

  /** To be called about twice a second. */
  check(): void {
    // It is no fault of the device, and comes by itself with the next key.
    if (this.wantsKey) this.#lineIn?.heard();
    this.#lineIn?.check();
  }

  #open(): Microphone {
    return new Microphone(
      {
        devices: navigator.mediaDevices,
        permissions: navigator.permissions,
        now: () => performance.now() / 1000,
      },
      (report) => this.#link.send({ ...report, tag: "clock", clock: "timecode" }),
      (track) => this.#follow(track),
      // A browser gives one channel where it is not asked for more.
      Math.max(2, this.#channel),
    );
  }

  #follow(track: MediaStreamTrack | null): void {
    this.#reading?.abort();
    this.#reading = null;
    if (!track) return;
    const { channelCount = this.#channel } = track.getSettings();
    if (channelCount < this.#channel) {
      this.#lineIn?.failed(`has ${channelCount} channels, expected ${this.#channel}`);
      return;
    }
    const reading = new AbortController();
    this.#reading = reading;
    openSoundThread<HeardFrames>(
      {
        ...{ track, what: "timecode", channel: this.#channel - 1 },
        onHeard: (frames) => this.#tell(frames),
        onFault: (why) => this.#lineIn?.failed(why),
      },
      reading.signal,
      (context) => {
        this.#context = context;
      },
    ).catch((error: unknown) => {
      if (!reading.signal.aborted) this.#lineIn?.failed(`cannot be listened to: ${wordsOf(error)}`);
    });
  }

  #tell(frames: HeardFrames): void {
    this.#lineIn?.heard();
    if (frames.length === 0) return;
    const t = epochSeconds();
    this.#link.send({
      ...{ tag: "timecode", t },
      frames: frames
        .slice(-MAX_CLOCK_EVENTS)
        .map(({ t: at, ...frame }) => ({ ...frame, ago: Math.max(0, t - at) })),
    });
  }
}
