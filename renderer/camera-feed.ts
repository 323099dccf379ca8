import { ClockMap } from "../shared/clock-map.ts";
import type { CameraReport, DetectorSize, Instructions } from "../shared/messages.ts";
import type { ImageFrame, PoseFrame, Seconds } from "../shared/pose.ts";
import { Camera } from "./camera/camera.ts";
import { PicturePacker } from "./camera/picture-packer.ts";
import { fingerprint } from "./camera/picture-watch.ts";
import { eachVideoFrame } from "./camera/video-frames.ts";
import type { PageDetector } from "./detector/page-detector.ts";
import type { PageLink } from "./link/page-link.ts";
import { MeanMeter, RateMeter } from "./meters.ts";

/** No picture takes so long, not even the first, for which the detector is loaded. */
const STUCK_MS = 180_000;

/** Seconds since 1970, on the clock that both ends of the link share. */
export function epochSeconds(): Seconds {
  return (performance.timeOrigin + performance.now()) / 1000;
}

/** From the camera up the link, as the host instructs: pictures, or the poses that this page finds in them. */
export class CameraFeed {
  readonly camera: Camera;
  /** Frames a second that the camera gave, over the last seconds. */
  readonly rate = new RateMeter();
  /** Frames that did not leave, because the one before had not. */
  dropped = 0;
  /** Milliseconds that each frame took the page's own detector. */
  readonly detect = new MeanMeter();
  /** Why the page's detector does not run although it should; null otherwise. */
  fault: string | null = null;

  readonly #link: PageLink;
  readonly #packer = new PicturePacker();
  readonly #canvas = document.createElement("canvas");
  readonly #context = this.#canvas.getContext("2d", { alpha: false })!;
  #instructions: Instructions | null = null;
  #detector: Promise<PageDetector> | null = null;
  #reading: AbortController | null = null;
  /** A frame is being worked on: slow work is not a camera that stalls. */
  #busy = false;
  #busySince = 0;
  /** The detector is to be closed once it is not busy. */
  #retired = false;

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

  instruct(instructions: Instructions): void {
    const sizeBefore = this.#instructions?.detectorSize;
    this.#instructions = instructions;
    if (instructions.camera === "off") this.camera.close();
    else this.camera.open();
    if (instructions.camera !== "poses" || sizeBefore !== instructions.detectorSize) this.#unload();
  }

  /** To be called about twice a second. */
  check(): void {
    if (!this.#busy) this.camera.check();
    // A graphics context that is gone for good may leave the detector waiting for ever: a fresh page has a new one.
    else if (performance.now() - this.#busySince > STUCK_MS) location.reload();
  }

  #follow(track: MediaStreamTrack | null): void {
    this.#reading?.abort();
    this.#reading = null;
    if (!track) return;
    const reading = new AbortController();
    this.#reading = reading;
    const clock = new ClockMap();
    // A stream that breaks is noticed by the camera, which opens it anew.
    eachVideoFrame(track, reading.signal, (frame) => this.#take(frame, clock)).catch(() => {});
  }

  async #take(frame: VideoFrame, clock: ClockMap): Promise<void> {
    const now = epochSeconds();
    const stamp = frame.timestamp / 1e6;
    clock.arrived(stamp, now);
    const t = Math.min(now, stamp + clock.offset!);
    this.rate.note(performance.now() / 1000);
    const instructions = this.#instructions;
    this.#busy = true;
    this.#busySince = performance.now();
    try {
      if (instructions?.camera === "pixels") await this.#sendPicture(frame, t, instructions.frameSize);
      else if (instructions?.camera === "poses") await this.#sendPoses(frame, t, instructions.detectorSize);
    } finally {
      this.#busy = false;
      if (this.#retired) this.#unload();
    }
  }

  async #sendPicture(frame: VideoFrame, t: Seconds, frameSize: number): Promise<void> {
    const picture = await this.#packer.pack(frame, t, frameSize);
    this.camera.saw(fingerprint(picture.data));
    this.#send(picture);
  }

  async #sendPoses(frame: VideoFrame, t: Seconds, size: DetectorSize): Promise<void> {
    const detector = await this.#load(size);
    this.camera.saw(null);
    if (!detector || this.#instructions?.camera !== "poses") return;
    const { displayWidth: width, displayHeight: height } = frame;
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    this.#context.drawImage(frame, 0, 0);
    const began = performance.now();
    const poses = await detector.detect(this.#canvas, t, width, height);
    this.detect.note(performance.now() - began);
    this.camera.saw(null);
    this.#send(poses);
  }

  #send(frame: ImageFrame | PoseFrame): void {
    if (!this.#link.send(frame)) this.dropped++;
  }

  async #load(size: DetectorSize): Promise<PageDetector | null> {
    try {
      this.#detector ??= import("./detector/page-detector.ts").then(({ PageDetector: Official }) =>
        Official.load(size),
      );
      return await this.#detector;
    } catch (error) {
      this.fault = `page detector: ${error instanceof Error ? error.message : String(error)}`;
      return null;
    }
  }

  #unload(): void {
    this.#retired = this.#busy;
    if (this.#busy) return;
    this.#detector?.then(
      (detector) => detector.dispose(),
      () => {},
    );
    this.#detector = null;
    this.detect.clear();
    this.fault = null;
  }
}
