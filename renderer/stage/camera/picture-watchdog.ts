import type { Patience } from "../../../shared/patience.ts";
import type { Seconds } from "../../../shared/pose.ts";

/** Between two looks; in what is more the page stood still itself and could not have taken a picture. */
const LOOK_EVERY: Seconds = 1;
/** So many pictures have to be the same before they are a still one. */
const SAME = 5;
/** Every so many bytes of a picture one is compared. */
const STRIDE = 97;
/** What an encoder adds to a picture that stands still: up to so many levels, and more in so large a share of samples. */
const NOISE = 1;
const NOISY_SHARE = 0.0005;

/**
 * Detects a camera that has stalled, or gives a still picture: a virtual camera whose program does not run, or a camera
 * that sends one black picture for ever after sleep, without any event. A real sensor never gives the same picture
 * twice.
 */
export class PictureWatchdog {
  readonly #patience: Patience;
  readonly #freezeTimeout: Seconds;
  #lookedAt: Seconds;
  #lastAt: Seconds;
  #changedAt: Seconds;
  /** Samples of the picture since which nothing changed. */
  #still = new Uint8Array(0);
  #changes = 0;
  /** Pictures since the last change. */
  #same = 0;

  /**
   * @param freezeTimeout how long a picture may stay the same
   * @param patience what is known of how fast pictures come on this machine
   */
  constructor(now: Seconds, freezeTimeout: Seconds, patience: Patience) {
    this.#patience = patience;
    patience.interrupted();
    this.#freezeTimeout = freezeTimeout;
    this.#lookedAt = now;
    this.#lastAt = now;
    this.#changedAt = now;
  }

  /** @param picture its bytes in any format; null where they are not read */
  pictureArrived(now: Seconds, picture: Uint8Array | null): void {
    this.#patience.arrived(now);
    this.#lastAt = now;
    const isRead = picture !== null || this.#still.length > 0;
    if (isRead && (picture === null || !this.#differs(picture))) {
      if (picture) this.#same++;
      return;
    }
    this.#changedAt = now;
    this.#same = 0;
    if (isRead) this.#changes++;
  }

  /** It has given more than one picture. */
  get moves(): boolean {
    return this.#changes > 1;
  }

  /** Enough different pictures have come to trust the camera. */
  get alive(): boolean {
    return this.#changes > 30;
  }

  /** To be called about twice a second. */
  fault(now: Seconds): "stalled" | "frozen" | null {
    const stoodStill = Math.max(0, now - this.#lookedAt - LOOK_EVERY);
    this.#lookedAt = now;
    this.#lastAt = Math.min(now, this.#lastAt + stoodStill);
    this.#changedAt = Math.min(now, this.#changedAt + stoodStill);
    if (now - this.#lastAt > this.#patience.limit) {
      this.#patience.gaveUp(now);
      return "stalled";
    }
    return this.#same >= SAME && now - this.#changedAt > this.#freezeTimeout ? "frozen" : null;
  }

  /**
   * Whether it is another picture, which is kept then. A camera that is alive may be so quiet in an empty room that
   * only its noise differs.
   */
  #differs(picture: Uint8Array): boolean {
    const samples = Math.ceil(picture.length / STRIDE);
    const isFirst = this.#still.length === 0;
    // In another format it says nothing.
    const isOther = this.#still.length !== samples;
    if (isOther) this.#still = new Uint8Array(samples);
    let [different, clearly] = [0, 0];
    for (let sample = 0; sample < samples; sample++) {
      const distance = Math.abs(picture[sample * STRIDE]! - this.#still[sample]!);
      if (distance > 0) different++;
      if (distance > NOISE) clearly++;
    }
    const differs = isFirst || (!isOther && (this.alive ? different > 0 : clearly > NOISY_SHARE * samples));
    if (differs || isOther)
      for (let sample = 0; sample < samples; sample++) this.#still[sample] = picture[sample * STRIDE]!;
    return differs;
  }
}
