import type { Sentence } from "../../shared/languages/sentences.ts";
import type { CameraReport, Instructions, Status } from "../../shared/messages.ts";
import type { NoPose, Seconds } from "../../shared/pose.ts";

/** The state of the installation, as far as it decides which prompt is shown. */
export interface PromptState {
  readonly connected: boolean;
  readonly engine: Status["engine"];
  /** What the host asks of this page's camera. */
  readonly cameraMode: Instructions["camera"];
  readonly camera: CameraReport["state"] | null;
  /** The browser lets nothing sound or listen before somebody has pressed a key. */
  readonly wantsKey: boolean;
  /** Nobody is on the stage. */
  readonly empty: boolean;
  readonly reason: NoPose | null;
  /** The mode is practise, and nothing is chosen to be practised. */
  readonly wantsReference: boolean;
  readonly sinceLastFrame: Seconds;
}

const FRAME_TIMEOUT: Seconds = 1.5;
/** A prompt is shown only after it has been needed for this long, */
const SETTLE: Seconds = 1.2;
/** and then stays at least this long, to be read. */
const READABLE: Seconds = 2.5;

/** The prompt to show to the audience, the most urgent first; null for none. */
export function promptFor(state: PromptState): Sentence | null {
  if (!state.connected) return "noHost";
  if (state.engine === "starting") return "starting";
  if (state.engine === "restarting") return "oneMoment";
  return cameraPrompt(state) ?? (state.wantsKey ? "pressKey" : picturePrompt(state));
}

function cameraPrompt({ cameraMode, camera }: PromptState): Sentence | null {
  if (cameraMode === "off") return null;
  if (camera === "starting") return "allowCamera";
  if (camera === "denied") return "cameraDenied";
  if (camera === "none") return "cameraNone";
  return camera === "gone" ? "cameraGone" : null;
}

function picturePrompt({ empty, reason, wantsReference, sinceLastFrame }: PromptState): Sentence | null {
  if (sinceLastFrame > FRAME_TIMEOUT) return "oneMoment";
  if (empty && reason === "too-dark") return "tooDark";
  if (empty && reason === "frames-late") return "framesLate";
  if (empty && reason === "camera-gone") return "cameraGone";
  if (wantsReference) return "choosePractice";
  return empty ? "stepIn" : null;
}

/** Debounces the prompt, so that it neither flickers nor changes before it can be read. */
export class PromptDebouncer {
  #shown: Sentence | null = null;
  #shownSince: Seconds = Number.NEGATIVE_INFINITY;
  #next: Sentence | null = null;
  #nextSince: Seconds = 0;

  /** @returns the prompt to show now; null for none */
  update(wanted: Sentence | null, now: Seconds): Sentence | null {
    if (wanted !== this.#next) {
      this.#next = wanted;
      this.#nextSince = now;
    }
    const settled = now - this.#nextSince >= SETTLE;
    const readable = this.#shown === null || now - this.#shownSince >= READABLE;
    if (settled && readable && this.#next !== this.#shown) {
      this.#shown = this.#next;
      this.#shownSince = now;
    }
    return this.#shown;
  }
}
