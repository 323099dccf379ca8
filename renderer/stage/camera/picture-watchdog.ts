import type { Seconds } from "../../../shared/pose.ts";

/** An open camera without a picture for this long is stalled. */
const STALL_TIMEOUT: Seconds = 2;

/**
 * Detects a camera that has stalled or frozen. A real sensor never gives the same picture twice, but after sleep a camera
 * may send one black picture for ever, without any event.
 */
export class PictureWatchdog {
  #lastAt: Seconds;
  #changedAt: Seconds;
  #hash: number | null = null;
  #changes = 0;
  readonly #freezeTimeout: Seconds;

  /** @param freezeTimeout how long a picture may stay the same */
  constructor(now: Seconds, freezeTimeout: Seconds) {
    this.#freezeTimeout = freezeTimeout;
    this.#lastAt = now;
    this.#changedAt = now;
  }

  /** @param hash see `fingerprint`; null where the pixels are not read */
  pictureArrived(now: Seconds, hash: number | null): void {
    this.#lastAt = now;
    if (hash === null || hash !== this.#hash) {
      this.#changedAt = now;
      this.#changes++;
    }
    this.#hash = hash;
  }

  /** Enough different pictures have come to trust the camera. */
  get alive(): boolean {
    return this.#changes > 30;
  }

  fault(now: Seconds): "stalled" | "frozen" | null {
    if (now - this.#lastAt > STALL_TIMEOUT) return "stalled";
    return now - this.#changedAt > this.#freezeTimeout ? "frozen" : null;
  }
}

/** Hash of a picture: FNV-1a over every 97th byte. */
export function fingerprint(picture: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < picture.length; at += 97) hash = Math.imul(hash ^ picture[at]!, 0x01000193);
  return hash >>> 0;
}
