import type { Seconds } from "../../../shared/pose.ts";

/** No picture for so long from an open camera, and something is wrong with it. */
const STALL_TIMEOUT: Seconds = 2;

/**
 * Watches whether pictures come and change. A real sensor never gives the same picture twice, but after sleep a camera
 * may send one black picture for ever, without any event.
 */
export class PictureWatchdog {
  #lastAt: Seconds;
  #changedAt: Seconds;
  #print: number | null = null;
  #changes = 0;
  readonly #patience: Seconds;

  /** @param patience how long a picture may stay the same */
  constructor(now: Seconds, patience: Seconds) {
    this.#patience = patience;
    this.#lastAt = now;
    this.#changedAt = now;
  }

  /** @param print of the picture (see `fingerprint`); null where the pixels are not read */
  pictureArrived(now: Seconds, print: number | null): void {
    this.#lastAt = now;
    if (print === null || print !== this.#print) {
      this.#changedAt = now;
      this.#changes++;
    }
    this.#print = print;
  }

  /** So many different pictures came that the camera is certainly alive. */
  get alive(): boolean {
    return this.#changes > 30;
  }

  /** What is wrong, or null. */
  fault(now: Seconds): "stalled" | "frozen" | null {
    if (now - this.#lastAt > STALL_TIMEOUT) return "stalled";
    return now - this.#changedAt > this.#patience ? "frozen" : null;
  }
}

/** A number that differs between pictures that differ: FNV-1a over every 97th byte. */
export function fingerprint(picture: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < picture.length; at += 97) hash = Math.imul(hash ^ picture[at]!, 0x01000193);
  return hash >>> 0;
}
