import type { CameraReport } from "../../../shared/messages.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { Backoff } from "../../kit/backoff.ts";
import { chooseDevice, type KnownCamera } from "./choose-device.ts";
import { PictureWatchdog } from "./picture-watchdog.ts";

const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
/** Milliseconds between tries while there is no camera. */
const RETRY = { first: 500, longest: 10_000 };
/** Milliseconds that a picture may stay the same before the camera is opened anew; longer each time it did not help. */
const FREEZE = { first: 5_000, longest: 60_000 };

/** The browser, as far as a camera needs it. `devices` is missing where the page is not served securely. */
export interface CameraHost {
  readonly devices: MediaDevices | undefined;
  readonly permissions: Permissions | undefined;
  /** Seconds. */
  now(): Seconds;
}

/**
 * One camera that stays open: opened again when it ends, stalls, freezes, or comes back under another id. Says what
 * became of it, each time that changes.
 */
export class Camera {
  readonly #host: CameraHost;
  readonly #onReport: (report: CameraReport) => void;
  readonly #onTrack: (track: MediaStreamTrack | null) => void;
  readonly #retry = new Backoff(RETRY.first, RETRY.longest);
  readonly #freeze = new Backoff(FREEZE.first, FREEZE.longest);
  #wanted = false;
  #opening = false;
  #track: MediaStreamTrack | null = null;
  #known: KnownCamera | null = null;
  #watch = new PictureWatchdog(0, 0);
  #report: CameraReport | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Permission was refused: not asked again until it is given, so the visitor is not nagged. */
  #refused = false;

  constructor(
    host: CameraHost,
    onReport: (report: CameraReport) => void,
    onTrack: (track: MediaStreamTrack | null) => void,
  ) {
    this.#host = host;
    this.#onReport = onReport;
    this.#onTrack = onTrack;
    host.devices?.addEventListener("devicechange", () => this.#hurry());
    void this.#watchPermission();
  }

  /** The last report, to be told again to a host that is new; null before the camera was first wanted. */
  get report(): CameraReport | null {
    return this.#report;
  }

  open(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#tell("starting", "asking for a camera");
    void this.#try();
  }

  close(): void {
    this.#wanted = false;
    clearTimeout(this.#timer);
    this.#release();
    this.#report = null;
  }

  /** A picture came. @param print of its pixels, null where they are not read */
  pictureArrived(print: number | null): void {
    this.#watch.pictureArrived(this.#host.now(), print);
    // Only now: a camera that opens and gives nothing is opened ever more rarely.
    this.#retry.reset();
  }

  /** Its pictures cannot be read, for a reason in words: it is opened anew. */
  pictureFailed(why: string): void {
    if (this.#track) this.#lose(why);
  }

  /** To be called about twice a second: notices what gives no event. */
  check(): void {
    if (!this.#track) return;
    const fault = this.#watch.fault(this.#host.now());
    if (fault === "frozen") this.#freeze.next();
    else if (this.#watch.alive) this.#freeze.reset();
    if (fault) this.#lose(fault === "frozen" ? "always the same picture" : "no picture comes");
  }

  async #try(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#wanted || this.#opening || this.#track) return;
    this.#opening = true;
    try {
      const track = await this.#open();
      if (this.#wanted) this.#use(track);
      else track.stop();
    } catch (error) {
      if (this.#wanted) this.#failed(error);
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

  #use(track: MediaStreamTrack): void {
    this.#track = track;
    this.#known = { deviceId: track.getSettings().deviceId ?? "", label: track.label };
    this.#watch = new PictureWatchdog(this.#host.now(), this.#freeze.peek / 1000);
    this.#refused = false;
    track.addEventListener("ended", () => {
      if (this.#track === track) this.#lose("unplugged");
    });
    track.addEventListener("mute", () => {
      if (this.#track === track) this.#tell("gone", `${track.label}: paused`);
    });
    track.addEventListener("unmute", () => {
      if (this.#track === track) this.#tell("on", track.label);
    });
    this.#tell("on", track.label);
    this.#onTrack(track);
  }

  #failed(error: unknown): void {
    const { name, message } = error instanceof DOMException ? error : { name: "", message: String(error) };
    this.#refused = name === "NotAllowedError" || name === "SecurityError";
    const absent = name === "NotFoundError" || name === "OverconstrainedError";
    const state = this.#refused ? "denied" : absent && !this.#known ? "none" : "gone";
    this.#tell(state, message || name);
    if (!this.#refused) this.#timer = setTimeout(() => void this.#try(), this.#retry.next());
  }

  #lose(why: string): void {
    this.#tell("gone", `${this.#known?.label ?? "camera"}: ${why}`);
    this.#release();
    this.#timer = setTimeout(() => void this.#try(), this.#retry.next());
  }

  #release(): void {
    if (!this.#track) return;
    this.#track.stop();
    this.#track = null;
    this.#onTrack(null);
  }

  /** Something was plugged in or allowed: no need to wait for the next try. */
  #hurry(): void {
    if (this.#refused) return;
    this.#retry.reset();
    void this.#try();
  }

  async #watchPermission(): Promise<void> {
    try {
      const status = await this.#host.permissions?.query({ name: "camera" });
      status?.addEventListener("change", () => {
        if (status.state !== "granted") return;
        this.#refused = false;
        this.#hurry();
      });
    } catch {
      // A browser that knows no such permission: a reload of the page asks again.
    }
  }

  #tell(state: CameraReport["state"], label: string): void {
    // While a camera is away, each try may fail in its own words: the first says what happened.
    if (this.#report?.state === state && (state !== "on" || this.#report.label === label)) return;
    this.#report = { tag: "camera", state, label };
    this.#onReport(this.#report);
  }
}
