import { type CameraReport, MAX_LABEL } from "../../../shared/messages.ts";
import { Patience } from "../../../shared/patience.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { Backoff } from "../../kit/backoff.ts";
import { isDenial, refusalOf, whenGranted } from "../../kit/capture.ts";
import { wordsOf } from "../../kit/error-words.ts";
import { CameraList, type KnownCamera } from "./camera-list.ts";
import { PictureWatchdog } from "./picture-watchdog.ts";

const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
/** Milliseconds between attempts to open a camera, when each that there is has been tried. */
const RETRY = { first: 500, longest: 10_000 };
/** Milliseconds of a still picture after which a camera is given up; longer each time that did not help. */
const FREEZE = { first: 5_000, longest: 60_000 };
/** Milliseconds until the preferred camera is tried again while another one is used. */
const RETURN = { first: 10_000, longest: 120_000 };
/**
 * Without a picture for this long an open camera is stalled, or for longer where they are known to come slowly. Some
 * take their time for the first one.
 */
const STALL = { least: 2, atFirst: 5, most: 10 };
/** A camera that takes another's place has to give moving pictures within this. */
const TRIAL: Seconds = 2;

/** The browser's interfaces to the camera. `devices` is missing where the page is not a secure context. */
export interface CameraHost {
  readonly devices: MediaDevices | undefined;
  readonly permissions: Permissions | undefined;
  now(): Seconds;
}

/** The camera that is open. */
interface OpenCamera {
  readonly track: MediaStreamTrack;
  readonly camera: KnownCamera;
  readonly watchdog: PictureWatchdog;
  /** It takes the place of one that worked, and nothing is said of it before its pictures move. */
  onTrial: boolean;
}

/**
 * Keeps one camera open: opens the next one when it fails, ends, stalls, or gives a still picture, and comes back to
 * the preferred one. Reports each change of its state.
 */
export class Camera {
  readonly #host: CameraHost;
  readonly #onReport: (report: CameraReport) => void;
  readonly #onTrack: (track: MediaStreamTrack | null) => void;
  readonly #list = new CameraList();
  readonly #retry = new Backoff(RETRY.first, RETRY.longest);
  readonly #freeze = new Backoff(FREEZE.first, FREEZE.longest);
  readonly #patience = new Patience(STALL);
  readonly #return = new Backoff(RETURN.first, RETURN.longest);
  #enabled = false;
  #opening = false;
  #returning = false;
  #open: OpenCamera | null = null;
  /** When the preferred camera is tried again. */
  #returnAt: Seconds = 0;
  #state: CameraReport["state"] = "starting";
  #label = "";
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
    host.devices?.addEventListener("devicechange", () => void this.#devicesChanged());
    void whenGranted(host.permissions, "camera", () => {
      this.#denied = false;
      this.#retryNow();
    });
  }

  /** The last report, to be repeated to a restarted host; null before the camera was first opened. */
  get report(): CameraReport | null {
    return this.#report;
  }

  /** False for one that gave a still picture before, until its pictures move: they are not worth to be looked at. */
  get isTrusted(): boolean {
    const open = this.#open;
    return open !== null && (open.watchdog.moves || this.#list.faultOf(open.camera) === null);
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

  /** @param wanted the camera to prefer from now on, as `findCamera` takes it; null for whichever works */
  prefer(wanted: string | null): void {
    this.#list.want(wanted);
    this.#comeBackNow();
  }

  /** The next camera, or the one before, is opened and preferred from now on. @returns its number and label; null: none */
  step(by: 1 | -1): string | null {
    const wanted = this.#enabled && !this.#denied && this.#list.beside(this.#open?.camera ?? null, by);
    if (!wanted) return null;
    this.#list.want(wanted);
    this.#release();
    void this.#attempt();
    return this.#list.numbered(wanted);
  }

  /** @param picture its bytes in any format; null where they are not read */
  pictureArrived(picture: Uint8Array | null): void {
    const open = this.#open;
    if (!open) return;
    open.watchdog.pictureArrived(this.#host.now(), picture);
    // Not on opening: a camera that opens but gives no picture is to be retried ever more rarely.
    this.#retry.reset();
    if (!open.onTrial || !open.watchdog.moves) return;
    open.onTrial = false;
    this.#setState("on", open.camera.label);
  }

  /** Pictures cannot be read. */
  pictureFailed(reason: string): void {
    if (this.#open) this.#lose(this.#open, reason);
  }

  /** To be called about twice a second: detects stalled and frozen cameras, which raise no event. */
  check(): void {
    const open = this.#open;
    if (!open) return;
    const now = this.#host.now();
    const fault = open.watchdog.fault(now);
    if (fault === "frozen") this.#freeze.next();
    if (fault) this.#lose(open, fault === "frozen" ? "always the same picture" : "no picture comes");
    else {
      if (open.watchdog.alive) this.#works(open);
      if (!open.onTrial && now >= this.#returnAt) void this.#comeBack(open);
    }
  }

  async #attempt(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#enabled || this.#opening || this.#open) return;
    this.#opening = true;
    const [track, error] = await this.#openOne();
    this.#opening = false;
    if (!this.#enabled) track?.stop();
    else if (track) this.#adopt(track, false);
    else this.#failed(error);
  }

  /** One camera after the other, until one opens or each has been tried: the track, or the first error. */
  async #openOne(): Promise<[track: MediaStreamTrack | null, error: unknown]> {
    let first: unknown = null;
    for (;;) {
      await this.#updateList();
      const camera = this.#list.next;
      if (camera === null || !this.#enabled) return [null, first];
      try {
        return [await this.#request(camera), null];
      } catch (error) {
        if (isDenial(error)) return [null, error];
        first ??= error;
        // Which one that was may be known only now that permission is given.
        await this.#updateList();
        this.#list.failed(camera, wordsOf(error));
      }
    }
  }

  async #updateList(): Promise<boolean> {
    try {
      return this.#list.update((await this.#host.devices?.enumerateDevices()) ?? []);
    } catch {
      // Without a list the browser chooses.
      return false;
    }
  }

  async #request(camera: KnownCamera | "any"): Promise<MediaStreamTrack> {
    const { devices } = this.#host;
    if (!devices) throw new DOMException("a camera needs https or localhost", "NotFoundError");
    const which = camera === "any" ? {} : { deviceId: { exact: camera.deviceId } };
    const stream = await devices.getUserMedia({ video: { ...SIZE, ...which } });
    return stream.getVideoTracks()[0]!;
  }

  #adopt(track: MediaStreamTrack, onTrial: boolean): void {
    const now = this.#host.now();
    const camera = { deviceId: track.getSettings().deviceId ?? "", label: track.label.slice(0, MAX_LABEL) };
    const freezeTimeout = onTrial ? TRIAL : this.#freeze.peek / 1000;
    const open = {
      track,
      camera,
      watchdog: new PictureWatchdog(now, freezeTimeout, this.#patience),
      onTrial,
    };
    this.#open = open;
    this.#list.opened(camera);
    this.#denied = false;
    this.#returnAt = now + this.#return.peek / 1000;
    track.addEventListener("ended", () => {
      if (this.#open === open) this.#lose(open, "unplugged");
    });
    track.addEventListener("mute", () => {
      if (this.#open === open) this.#setState("gone", `${camera.label}: paused`);
    });
    track.addEventListener("unmute", () => {
      if (this.#open === open) this.#setState("on", camera.label);
    });
    this.#onTrack(track);
    void this.#opened(open);
  }

  async #opened(open: OpenCamera): Promise<void> {
    // Labels may be known only now that permission is given.
    await this.#updateList();
    if (this.#open !== open) return;
    if (!open.onTrial) this.#setState("on", open.camera.label);
    if (this.#list.isNextBefore(open.camera)) this.#comeBackNow();
  }

  #works({ camera }: OpenCamera): void {
    this.#freeze.reset();
    if (this.#list.preferred?.deviceId === camera.deviceId) this.#return.reset();
    this.#list.works(camera);
    this.#tellOfList();
  }

  /** Each camera there is has been tried, or none may be. */
  #failed(error: unknown): void {
    const { state, words } = refusalOf(error, this.#list.hasOpened);
    this.#denied = state === "denied";
    if (error !== null) this.#setState(state, words);
    if (!this.#denied) this.#retryLater();
  }

  #lose({ camera, watchdog, onTrial }: OpenCamera, reason: string): void {
    // One that worked may come back in a moment, as after a loose plug.
    if (!watchdog.alive) this.#list.failed(camera, reason);
    if (!onTrial) this.#setState("gone", `${camera.label}: ${reason}`);
    this.#release();
    if (watchdog.alive || this.#list.next === null) this.#retryLater();
    else void this.#attempt();
  }

  #retryLater(): void {
    if (this.#list.next === null) this.#list.beginRound();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#attempt(), this.#retry.next());
  }

  #release(): void {
    if (!this.#open) return;
    this.#open.track.stop();
    this.#open = null;
    this.#onTrack(null);
  }

  #comeBackNow(): void {
    this.#return.reset();
    this.#returnAt = this.#host.now();
    if (this.#open) void this.#comeBack(this.#open);
  }

  /** Tries the preferred camera again; the one that is used goes on while that does not open. */
  async #comeBack(open: OpenCamera): Promise<void> {
    const { preferred } = this.#list;
    if (this.#returning || !preferred || preferred.deviceId === open.camera.deviceId) return;
    this.#returning = true;
    this.#returnAt = this.#host.now() + this.#return.next() / 1000;
    try {
      const track = await this.#request(preferred);
      if (this.#open === open) {
        this.#release();
        this.#adopt(track, true);
      } else track.stop();
    } catch (error) {
      // Whoever refuses one camera while another one is used is not asked again and again.
      if (isDenial(error)) this.#returnAt = Number.POSITIVE_INFINITY;
      this.#list.failed(preferred, wordsOf(error));
      this.#tellOfList();
    } finally {
      this.#returning = false;
    }
  }

  async #devicesChanged(): Promise<void> {
    const isNew = await this.#updateList();
    this.#tellOfList();
    if (this.#denied || !this.#enabled) return;
    if (!this.#open) this.#retryNow();
    else if (isNew) this.#comeBackNow();
  }

  /** A device was plugged in or permission granted: no need to wait for the next attempt. */
  #retryNow(): void {
    this.#retry.reset();
    this.#list.beginRound();
    void this.#attempt();
  }

  #setState(state: CameraReport["state"], words: string): void {
    // While the camera is gone, each attempt may fail with another message: the first one is the cause.
    if (this.#report?.state !== state || state === "on") this.#label = words.slice(0, MAX_LABEL);
    this.#state = state;
    this.#tellOfList();
  }

  /** Reports whatever has changed. */
  #tellOfList(): void {
    if (!this.#enabled) return;
    const used = this.#open && !this.#open.onTrial ? this.#open.camera : null;
    const report: CameraReport = {
      ...{ tag: "camera", state: this.#state, label: this.#label },
      cameras: this.#list.entries(used),
    };
    if (JSON.stringify(report) === JSON.stringify(this.#report)) return;
    this.#report = report;
    this.#onReport(report);
  }
}
