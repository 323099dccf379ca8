import type { EarsReport, Instructions } from "../../../shared/messages.ts";
import type { SaidOfMusic } from "../../../shared/music.ts";
import { wordsOf } from "../../kit/error-words.ts";
import type { PageLink } from "../../link/page-link.ts";
import { epochSeconds } from "../camera/camera-uplink.ts";
import { Microphone } from "./microphone.ts";
import { openSoundThread } from "./sound-thread.ts";

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
    openSoundThread<SaidOfMusic>(
      {
        ...{ track, what: "music", channel: null },
        onHeard: (heard) => this.#tell(heard),
        onFault: (why) => this.#microphone.failed(why),
      },
      hearing.signal,
      (context) => {
        this.#context = context;
      },
    ).catch((error: unknown) => {
      if (!hearing.signal.aborted) this.#microphone.failed(`cannot be listened to: ${wordsOf(error)}`);
    });
  }

  #tell({ t: at, ...heard }: SaidOfMusic): void {
    this.#microphone.heard();
    const t = epochSeconds();
    this.#link.send({ tag: "music", t, ago: Math.max(0, t - at), ...heard });
  }
}
