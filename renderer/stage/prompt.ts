import type { Sentence } from "../../shared/languages/sentences.ts";
import type { CameraReport, Instructions, Status } from "../../shared/messages.ts";
import type { NoPose, Seconds } from "../../shared/pose.ts";

/** What the page knows of the show, as far as it may have to be said. */
export interface Circumstances {
  readonly connected: boolean;
  readonly engine: Status["engine"];
  /** What the host wants of this page's camera. */
  readonly wanted: Instructions["camera"];
  readonly camera: CameraReport["state"] | null;
  /** Nobody is on the stage. */
  readonly empty: boolean;
  readonly reason: NoPose | null;
  /** Seconds since the last frame. */
  readonly silence: Seconds;
}

const SILENCE: Seconds = 1.5;

/** The one thing that most needs saying now; null when nothing does. */
export function sentenceFor(known: Circumstances): Sentence | null {
  if (!known.connected) return "noHost";
  if (known.engine === "starting") return "waking";
  if (known.engine === "restarting") return "oneMoment";
  return aboutCamera(known) ?? aboutPicture(known);
}

function aboutCamera({ wanted, camera }: Circumstances): Sentence | null {
  if (wanted === "off") return null;
  if (camera === "starting") return "mayI";
  if (camera === "denied") return "cameraDenied";
  if (camera === "none") return "cameraNone";
  return camera === "gone" ? "cameraGone" : null;
}

function aboutPicture({ empty, reason, silence }: Circumstances): Sentence | null {
  if (silence > SILENCE) return "oneMoment";
  if (empty && reason === "too-dark") return "tooDark";
  if (empty && reason === "frames-late") return "framesLate";
  if (empty && reason === "camera-gone") return "cameraGone";
  return empty ? "stepIn" : null;
}

/** Speaks slowly: something must need saying for a while before it is said, and what was said stays readable. */
export class Words {
  #said: Sentence | null = null;
  #saidAt: Seconds = Number.NEGATIVE_INFINITY;
  #next: Sentence | null = null;
  #nextSince: Seconds = 0;

  /** @returns what to show now; null for nothing */
  consider(wish: Sentence | null, now: Seconds): Sentence | null {
    if (wish !== this.#next) {
      this.#next = wish;
      this.#nextSince = now;
    }
    const settled = now - this.#nextSince >= 1.2;
    const readable = this.#said === null || now - this.#saidAt >= 2.5;
    if (settled && readable && this.#next !== this.#said) {
      this.#said = this.#next;
      this.#saidAt = now;
    }
    return this.#said;
  }
}
