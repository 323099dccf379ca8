import { ClockMap } from "../../../shared/clock-map.ts";
import type { CameraReport, DetectorSize, Instructions } from "../../../shared/messages.ts";
import type { ImageFrame, PoseFrame, Seconds } from "../../../shared/pose.ts";
import { Backoff } from "../../kit/backoff.ts";
import { wordsOf } from "../../kit/error-words.ts";
import { MeanMeter, RateMeter } from "../../kit/meters.ts";
import type { PageLink } from "../../link/page-link.ts";
import type { PageDetector } from "../detector/page-detector.ts";
import { Camera } from "./camera.ts";
import { PicturePacker } from "./picture-packer.ts";
import { eachVideoFrame } from "./video-frames.ts";

/** No picture takes this long, not even the first, for which the detector is loaded. */
const STUCK_MS = 180_000;
/** Milliseconds before a failed detector is reloaded, which blocks the page for a moment. */
const RELOAD = { first: 1000, longest: 30_000 };

/** Where poses are found in this page, a picture of the camera is read so often, to see that it changes: milliseconds. */
const READ_EVERY = 500;

/** Seconds since 1970, on the clock that both ends of the link share. */
export function epochSeconds(): Seconds {
  return (performance.timeOrigin + performance.now()) / 1000;
}

/** Sends what the camera sees to the host, as instructed: pictures, or the poses that this page finds in them. */
export class CameraUplink {
  readonly camera: Camera;
  /** Frames a second of the camera. */
  readonly rate = new RateMeter();
  /** Frames not sent because the link was busy. */
  dropped = 0;
  /** Milliseconds a frame of the page's own detector. */
  readonly detect = new MeanMeter();
  readonly #link: PageLink;
  readonly #packer = new PicturePacker();
  readonly #canvas = document.createElement("canvas");
  readonly #context = this.#canvas.getContext("2d", { alpha: false })!;
  #instructions: Instructions | null = null;
  #detector: Promise<PageDetector> | null = null;
  readonly #reload = new Backoff(RELOAD.first, RELOAD.longest);
  /** When the detector was last loaded, or the earliest time for a reload. */
  #loadAt = 0;
  #cameraFault: string | null = null;
  #detectorFault: string | null = null;
  #reading: AbortController | null = null;
  #readAt = 0;
  /** A frame is being processed; the camera does not count as stalled then. */
  #busy = false;
  #busySince = 0;
  /** The detector is to be disposed of when it is no longer busy. */
  #unloadLater = false;

  constructor(link: PageLink, onReport: (report: CameraReport) => void) {
    this.#link = link;
    this.camera = new Camera(
      {
        devices: navigator.mediaDevices,
        permissions: navigator.permissions,
        now: () => performance.now() / 1000,
      },
      onReport,
      (track) => this.#follow(track),
    );
  }

  /** Why pictures cannot be read; null otherwise. */
  get cameraFault(): string | null {
    return this.#cameraFault;
  }

  /** Why the page's detector does not run although it should; null otherwise. */
  get detectorFault(): string | null {
    return this.#detectorFault;
  }

  instruct(instructions: Instructions): void {
    const sizeBefore = this.#instructions?.detectorSize;
    // A host that says the same again does not undo what was chosen by a key.
    const wantedBefore = this.#instructions?.wantedCamera ?? null;
    this.#instructions = instructions;
    if (instructions.camera === "off") {
      this.camera.close();
      this.#cameraFault = null;
    } else this.camera.open();
    if (instructions.wantedCamera !== wantedBefore) this.camera.prefer(instructions.wantedCamera);
    if (instructions.camera !== "poses" || sizeBefore !== instructions.detectorSize) this.#unload();
  }

  /** The camera that the host asked for is preferred again, whatever was chosen by a key. */
  preferAsked(): void {
    if (this.#instructions && this.#instructions.camera !== "off")
      this.camera.prefer(this.#instructions.wantedCamera);
  }

  /** To be called about twice a second. */
  check(): void {
    if (!this.#busy) this.camera.check();
    // The detector may wait for ever for a lost graphics context: a reloaded page gets a new one.
    else if (performance.now() - this.#busySince > STUCK_MS) location.reload();
  }

  #follow(track: MediaStreamTrack | null): void {
    this.#reading?.abort();
    this.#reading = null;
    if (!track) return;
    const reading = new AbortController();
    this.#reading = reading;
    const clock = new ClockMap();
    eachVideoFrame(track, reading.signal, (frame) => this.#process(frame, clock, reading.signal)).catch(
      (error: unknown) => {
        // Errors caused by closing the camera are expected.
        if (!reading.signal.aborted) this.#readFailed(track, error);
      },
    );
  }

  #readFailed(track: MediaStreamTrack, error: unknown): void {
    const reason = `a picture cannot be read: ${wordsOf(error)}`;
    this.#cameraFault = `${track.label}: ${reason}`;
    this.camera.pictureFailed(reason);
  }

  async #process(frame: VideoFrame, clock: ClockMap, signal: AbortSignal): Promise<void> {
    const now = epochSeconds();
    const stamp = frame.timestamp / 1e6;
    clock.arrived(stamp, now);
    const t = Math.min(now, stamp + clock.offset!);
    this.rate.note(performance.now() / 1000);
    const instructions = this.#instructions;
    this.#busy = true;
    this.#busySince = performance.now();
    try {
      if (instructions?.camera === "pixels")
        await this.#sendPicture(frame, t, instructions.frameSize, signal);
      else if (instructions?.camera === "poses")
        await this.#sendPoses(frame, t, instructions.detectorSize, signal);
    } finally {
      this.#busy = false;
      if (this.#unloadLater) this.#unload();
    }
  }

  async #sendPicture(frame: VideoFrame, t: Seconds, frameSize: number, signal: AbortSignal): Promise<void> {
    const picture = await this.#packer.pack(frame, t, frameSize);
    // What was on its way when the camera was let go says nothing about the next one.
    if (signal.aborted) return;
    this.#cameraFault = null;
    this.camera.pictureArrived(picture.data);
    if (this.camera.isTrusted) this.#send(picture);
  }

  async #sendPoses(frame: VideoFrame, t: Seconds, size: DetectorSize, signal: AbortSignal): Promise<void> {
    const isDue = !this.camera.isTrusted || performance.now() - this.#readAt > READ_EVERY;
    if (isDue) {
      this.#readAt = performance.now();
      const { data } = await this.#packer.read(frame);
      if (signal.aborted) return;
      this.camera.pictureArrived(data);
    }
    this.#cameraFault = null;
    if (!this.camera.isTrusted) return;
    this.#draw(frame);
    const poses = await this.#detect(t, size);
    if (signal.aborted) return;
    this.camera.pictureArrived(null);
    if (poses) this.#send(poses);
  }

  #draw(frame: VideoFrame): void {
    const { displayWidth: width, displayHeight: height } = frame;
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    this.#context.drawImage(frame, 0, 0);
  }

  #send(frame: ImageFrame | PoseFrame): void {
    if (!this.#link.send(frame)) this.dropped++;
  }

  /** The poses on the canvas; null while the detector is not available, or no longer needed. */
  async #detect(t: Seconds, size: DetectorSize): Promise<PoseFrame | null> {
    try {
      const detector = await this.#load(size);
      if (!detector || this.#unloadLater) return null;
      const began = performance.now();
      const poses = await detector.detect(this.#canvas, t, this.#canvas.width, this.#canvas.height);
      this.detect.note(performance.now() - began);
      this.#detectorFault = null;
      return poses;
    } catch (error) {
      this.#detectorFault = wordsOf(error);
      this.#dispose();
      this.#postponeReload();
      return null;
    }
  }

  /** Loads the detector when it is first needed; null while a reload has to wait. */
  #load(size: DetectorSize): Promise<PageDetector> | null {
    if (this.#detector) return this.#detector;
    if (performance.now() < this.#loadAt) return null;
    this.#loadAt = performance.now();
    this.#detector = import("../detector/page-detector.ts").then(({ PageDetector: Official }) =>
      Official.load(size),
    );
    return this.#detector;
  }

  /** Backs off while the detector fails soon after each load, as without WebGL. */
  #postponeReload(): void {
    const now = performance.now();
    if (now - this.#loadAt > RELOAD.longest) this.#reload.reset();
    this.#loadAt = now + this.#reload.next();
  }

  #unload(): void {
    this.#unloadLater = this.#busy;
    if (this.#busy) return;
    this.#dispose();
    this.#reload.reset();
    this.#loadAt = 0;
    this.detect.clear();
    this.#detectorFault = null;
  }

  #dispose(): void {
    // A detector that has failed may fail to dispose as well.
    this.#detector?.then((detector) => detector.dispose()).catch(() => {});
    this.#detector = null;
  }
}
