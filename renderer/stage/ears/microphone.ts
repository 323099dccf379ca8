import { findCamera } from "../../../shared/cameras.ts";
import { type EarsReport, MAX_DEVICES, MAX_LABEL } from "../../../shared/messages.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { Backoff } from "../../kit/backoff.ts";
import { refusalOf, whenGranted } from "../../kit/capture.ts";

/** What helps those who talk takes away from music. */
const AS_IT_IS = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
/** Milliseconds between attempts to open a device. */
const RETRY = { first: 500, longest: 10_000 };
/** An open device that gives no sound for this long is opened anew; the first sound may take its time. */
const SILENT: Seconds = 5;

/** The browser's interfaces to its devices. `devices` is missing where the page is not a secure context. */
export interface MicrophoneHost {
  readonly devices: MediaDevices | undefined;
  readonly permissions: Permissions | undefined;
  now(): Seconds;
}

/**
 * Keeps one microphone or line-in open: opens it again when it ends, is unplugged or falls silent, and goes to the wanted
 * one when that is there. Reports each change of its state.
 */
export class Microphone {
  readonly #host: MicrophoneHost;
  readonly #onReport: (report: EarsReport) => void;
  readonly #onTrack: (track: MediaStreamTrack | null) => void;
  readonly #retry = new Backoff(RETRY.first, RETRY.longest);
  readonly #channels: number;
  #enabled = false;
  #wanted: string | null = null;
  #opening = false;
  #track: MediaStreamTrack | null = null;
  #heardAt: Seconds = 0;
  #known: readonly MediaDeviceInfo[] = [];
  #report: EarsReport | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Permission was denied: not asked for again until it is granted, or the ears are switched on anew. */
  #denied = false;

  /**
   * @param onTrack is given the sound to listen to; null: none any more
   * @param channels how many of the device's are wanted, if it has them
   */
  constructor(
    host: MicrophoneHost,
    onReport: (report: EarsReport) => void,
    onTrack: (track: MediaStreamTrack | null) => void,
    channels = 1,
  ) {
    this.#host = host;
    this.#onReport = onReport;
    this.#onTrack = onTrack;
    this.#channels = channels;
    host.devices?.addEventListener("devicechange", () => void this.#devicesChanged());
    void whenGranted(host.permissions, "microphone", () => {
      this.#denied = false;
      void this.#attempt();
    });
  }

  /** The last report, to be repeated to a restarted host; null while it is closed. */
  get report(): EarsReport | null {
    return this.#report;
  }

  /** @param wanted the device to prefer, as `findCamera` takes it; null for the system's own choice */
  open(wanted: string | null): void {
    const isOther = wanted !== this.#wanted;
    this.#wanted = wanted;
    if (!this.#enabled) {
      this.#enabled = true;
      this.#denied = false;
      this.#tell("starting", "asking for a microphone or line-in");
    } else if (!isOther) return;
    this.#release();
    this.#retry.reset();
    void this.#attempt();
  }

  close(): void {
    this.#enabled = false;
    clearTimeout(this.#timer);
    this.#release();
    this.#report = null;
  }

  /** Sound has come, even if it is silence. */
  heard(): void {
    this.#heardAt = this.#host.now();
    this.#retry.reset();
  }

  /** It cannot be listened to. */
  failed(why: string): void {
    if (this.#track) this.#lose(why);
  }

  /** To be called about twice a second: a device that stalls raises no event. */
  check(): void {
    if (this.#track && this.#host.now() - this.#heardAt > SILENT) this.#lose("no sound comes");
  }

  async #attempt(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#enabled || this.#opening || this.#track) return;
    this.#opening = true;
    const [track, error] = await this.#openOne();
    this.#opening = false;
    if (!this.#enabled) track?.stop();
    else if (track) this.#adopt(track);
    else this.#failed(error);
  }

  /** The wanted device where it is known and can be had, or else the system's own choice. */
  async #openOne(): Promise<[track: MediaStreamTrack | null, error: unknown]> {
    try {
      await this.#look();
      const before = this.#wantedDevice();
      const track = await this.#request(before);
      if (before || this.#wanted === null) return [track, null];
      // Labels may be known only now that permission is given.
      await this.#look();
      const wanted = this.#wantedDevice();
      if (!wanted || wanted.deviceId === track.getSettings().deviceId) return [track, null];
      track.stop();
      return [await this.#request(wanted), null];
    } catch (error) {
      return [null, error];
    }
  }

  async #look(): Promise<void> {
    const all = (await this.#host.devices?.enumerateDevices().catch(() => null)) ?? [];
    // Chromium lists the system's choice a second time, as "Default - …" and "Communications - …".
    this.#known = all.filter(
      ({ kind, deviceId }) => kind === "audioinput" && !["", "default", "communications"].includes(deviceId),
    );
  }

  #wantedDevice(): MediaDeviceInfo | undefined {
    if (this.#wanted === null) return undefined;
    return this.#known[
      findCamera(
        this.#known.map(({ label }) => label),
        this.#wanted,
      )
    ];
  }

  async #request(device: MediaDeviceInfo | undefined): Promise<MediaStreamTrack> {
    const { devices } = this.#host;
    if (!devices) throw new DOMException("a microphone needs https or localhost", "NotFoundError");
    const which = device ? { deviceId: { exact: device.deviceId } } : {};
    const stream = await devices.getUserMedia({
      audio: { ...AS_IT_IS, ...which, ...(this.#channels > 1 && { channelCount: this.#channels }) },
    });
    return stream.getAudioTracks()[0]!;
  }

  #adopt(track: MediaStreamTrack): void {
    this.#track = track;
    this.#heardAt = this.#host.now();
    const whileOpen = (then: () => void) => () => {
      if (this.#track === track) then();
    };
    track.addEventListener(
      "ended",
      whileOpen(() => this.#lose("unplugged")),
    );
    track.addEventListener(
      "mute",
      whileOpen(() => this.#tell("gone", `${track.label}: muted`)),
    );
    track.addEventListener(
      "unmute",
      whileOpen(() => this.#tell("on", track.label)),
    );
    this.#onTrack(track);
    void this.#look().then(whileOpen(() => this.#tell("on", track.label)));
  }

  #failed(error: unknown): void {
    const { state, words } = refusalOf(error, this.#report?.state === "gone");
    this.#denied = state === "denied";
    this.#tell(state, words);
    if (!this.#denied) this.#retryLater();
  }

  #lose(why: string): void {
    this.#tell("gone", `${this.#track!.label}: ${why}`);
    this.#release();
    this.#retryLater();
  }

  #retryLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#attempt(), this.#retry.next());
  }

  #release(): void {
    if (!this.#track) return;
    this.#track.stop();
    this.#track = null;
    this.#onTrack(null);
  }

  async #devicesChanged(): Promise<void> {
    if (!this.#enabled || this.#denied) return;
    await this.#look();
    const wanted = this.#wantedDevice();
    const isBetter = wanted && this.#track && wanted.deviceId !== this.#track.getSettings().deviceId;
    if (isBetter) this.#release();
    if (this.#track) this.#tell("on", this.#track.label);
    else {
      this.#retry.reset();
      void this.#attempt();
    }
  }

  /** Reports what has changed. While it is gone each attempt may fail with other words: the first ones are the cause. */
  #tell(state: EarsReport["state"], words: string): void {
    if (!this.#enabled) return;
    const label =
      this.#report?.state === state && state !== "on" ? this.#report.label : words.slice(0, MAX_LABEL);
    const devices = this.#known.slice(0, MAX_DEVICES).map((device) => device.label.slice(0, MAX_LABEL));
    const report: EarsReport = { tag: "ears", state, label, devices };
    if (JSON.stringify(report) === JSON.stringify(this.#report)) return;
    this.#report = report;
    this.#onReport(report);
  }
}
