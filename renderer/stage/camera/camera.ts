import { type CameraReport, MAX_LABEL } from "../../../shared/messages.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { Backoff } from "../../kit/backoff.ts";
import { chooseDevice, type KnownCamera } from "./choose-device.ts";
import { PictureWatchdog } from "./picture-watchdog.ts";

const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
/** Milliseconds between attempts to open a camera. */
const RETRY = { first: 500, longest: 10_000 };
/** Milliseconds of identical pictures after which the camera is reopened; longer each time that did not help. */
const FREEZE = { first: 5_000, longest: 60_000 };

/** The browser's interfaces to the camera. `devices` is missing where the page is not a secure context. */
export interface CameraHost {
  readonly devices: MediaDevices | undefined;
  readonly permissions: Permissions | undefined;
  now(): Seconds;
}

/**
 * Keeps one camera open: reopens it when it ends, stalls, freezes, or comes back under another id. Reports each change
 * of its state.
 */
export class Camera {
  readonly #host: CameraHost;
  readonly #onReport: (report: CameraReport) => void;
  readonly #onTrack: (track: MediaStreamTrack | null) => void;
  readonly #retry = new Backoff(RETRY.first, RETRY.longest);
  readonly #freeze = new Backoff(FREEZE.first, FREEZE.longest);
  #enabled = false;
  #opening = false;
  #track: MediaStreamTrack | null = null;
  #known: KnownCamera | null = null;
  #watchdog = new PictureWatchdog(0, 0);
  #report: CameraReport | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Permission was denied: not asked for again until it is granted, so that the visitor is not nagged. */
  #denied = false;

  constructor(
    host: CameraHost,
    onReport: (report: CameraReport) => void,
    onTrack: (track: MediaStreamTrack | null) => void,
  ) {
    this.#host = host;
    this.#onReport = onReport;
    this.#onTrack = onTrack;
    host.devices?.addEventListener("devicechange", () => this.#retryNow());
    void this.#observePermission();
  }

  /** The last report, to be repeated to a restarted host; null before the camera was first opened. */
  get report(): CameraReport | null {
    return this.#report;
  }

  open(): void {
    if (this.#enabled) return;
    this.#enabled = true;
    this.#setState("starting", "asking for a camera");
    void this.#attempt();
  }

  close(): void {
    this.#enabled = false;
    clearTimeout(this.#timer);
    this.#release();
    this.#report = null;
  }

  /** @param hash of its pixels (see `fingerprint`), null where they are not read */
  pictureArrived(hash: number | null): void {
    this.#watchdog.pictureArrived(this.#host.now(), hash);
    // Not on opening: a camera that opens but gives no picture is to be retried ever more rarely.
    this.#retry.reset();
  }

  /** Pictures cannot be read: reopens the camera. */
  pictureFailed(reason: string): void {
    if (this.#track) this.#lose(reason);
  }

  /** To be called about twice a second: detects stalled and frozen cameras, which raise no event. */
  check(): void {
    if (!this.#track) return;
    const fault = this.#watchdog.fault(this.#host.now());
    if (fault === "frozen") this.#freeze.next();
    else if (this.#watchdog.alive) this.#freeze.reset();
    if (fault) this.#lose(fault === "frozen" ? "always the same picture" : "no picture comes");
  }

  async #attempt(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#enabled || this.#opening || this.#track) return;
    this.#opening = true;
    try {
      const track = await this.#open();
      if (this.#enabled) this.#adopt(track);
      else track.stop();
    } catch (error) {
      if (this.#enabled) this.#failed(error);
    } finally {
      this.#opening = false;
    }
  }

  async #open(): Promise<MediaStreamTrack> {
    const { devices } = this.#host;
    if (!devices) throw new DOMException("a camera needs https or localhost", "NotFoundError");
    const device = this.#known && chooseDevice(await devices.enumerateDevices(), this.#known);
    const which = device ? { deviceId: { exact: device.deviceId } } : {};
    const stream = await devices.getUserMedia({ video: { ...SIZE, ...which } });
    return stream.getVideoTracks()[0]!;
  }

  #adopt(track: MediaStreamTrack): void {
    this.#track = track;
    this.#known = { deviceId: track.getSettings().deviceId ?? "", label: track.label };
    this.#watchdog = new PictureWatchdog(this.#host.now(), this.#freeze.peek / 1000);
    this.#denied = false;
    track.addEventListener("ended", () => {
      if (this.#track === track) this.#lose("unplugged");
    });
    track.addEventListener("mute", () => {
      if (this.#track === track) this.#setState("gone", `${track.label}: paused`);
    });
    track.addEventListener("unmute", () => {
      if (this.#track === track) this.#setState("on", track.label);
    });
    this.#setState("on", track.label);
    this.#onTrack(track);
  }

  #failed(error: unknown): void {
    const { name, message } = error instanceof DOMException ? error : { name: "", message: String(error) };
    this.#denied = name === "NotAllowedError" || name === "SecurityError";
    const absent = name === "NotFoundError" || name === "OverconstrainedError";
    const state = this.#denied ? "denied" : absent && !this.#known ? "none" : "gone";
    this.#setState(state, message || name);
    if (!this.#denied) this.#timer = setTimeout(() => void this.#attempt(), this.#retry.next());
  }

  #lose(reason: string): void {
    this.#setState("gone", `${this.#known?.label ?? "camera"}: ${reason}`);
    this.#release();
    this.#timer = setTimeout(() => void this.#attempt(), this.#retry.next());
  }

  #release(): void {
    if (!this.#track) return;
    this.#track.stop();
    this.#track = null;
    this.#onTrack(null);
  }

  /** A device was plugged in or permission granted: no need to wait for the next attempt. */
  #retryNow(): void {
    if (this.#denied) return;
    this.#retry.reset();
    void this.#attempt();
  }

  async #observePermission(): Promise<void> {
    try {
      const status = await this.#host.permissions?.query({ name: "camera" });
      status?.addEventListener("change", () => {
        if (status.state !== "granted") return;
        this.#denied = false;
        this.#retryNow();
      });
    } catch {
      // The browser does not know this permission: reloading the page asks again.
    }
  }

  #setState(state: CameraReport["state"], words: string): void {
    const label = words.slice(0, MAX_LABEL);
    // While the camera is gone, each attempt may fail with another message: the first one is the cause.
    if (this.#report?.state === state && (state !== "on" || this.#report.label === label)) return;
    this.#report = { tag: "camera", state, label };
    this.#onReport(this.#report);
  }
}
