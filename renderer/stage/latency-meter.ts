import type { Seconds } from "../../shared/pose.ts";
import { MeanMeter } from "../kit/meters.ts";

/** A page that draws nothing of its camera for so long knows no latency. */
const FORGOTTEN: Seconds = 1.5;
/** What took longer was not on its way but waited, for example while the page was hidden. */
const LONGEST: Seconds = 2;

/**
 * How long it takes from a picture's capture until what the engine made of it is drawn: camera, link, detector, link
 * and drawing. One clock measures all of it, this page's, since the host sends back when the page captured what.
 */
export class LatencyMeter {
  readonly #mean = new MeanMeter();
  /** Seconds to add to a time of the engine's to have the page's capture time. */
  #offset: Seconds = 0;
  #capturedAt: Seconds = Number.NEGATIVE_INFINITY;

  /** @param t of the engine's frame. @param at when what it shows was captured, on the page's clock. */
  captured(t: Seconds, at: Seconds): void {
    this.#offset = at - t;
    this.#capturedAt = at;
  }

  /** @param playoutTime the moment of the engine's time that is drawn. @param now on the page's clock. */
  drawn(playoutTime: Seconds, now: Seconds): void {
    const latency = now - playoutTime - this.#offset;
    if (latency > 0 && latency < LONGEST) this.#mean.note(1000 * latency);
  }

  /** Mean milliseconds since the last call; null where the camera's pictures are not drawn. */
  take(now: Seconds): number | null {
    if (now - this.#capturedAt < FORGOTTEN) return this.#mean.take();
    this.#mean.clear();
    return null;
  }
}
