import { beatAt, beatInBar, FOLLOWED_CONFIDENCE, type Music, timeOfBeat } from "../../../shared/music.ts";
import type { Seconds } from "../../../shared/pose.ts";

/** Desks get a frame ten times a second: a beat is prepared by the last frame before it. */
const AHEAD: Seconds = 0.2;
/** Opacity of a lamp between two beats, as in the style. */
const DARK = 0.2;

/**
 * Lamps that light up as the beats fall, between frames too. They are animations of opacity alone, which the browser plays
 * without laying out or painting anything anew.
 */
export class BeatLamps {
  readonly #still = matchMedia("(prefers-reduced-motion: reduce)");
  /** When they were, or will be, lit last. */
  #lit: Seconds = Number.NEGATIVE_INFINITY;

  /**
   * @param now on the clock of the music.
   * @param lamp for every beat.
   * @param places one for each beat of a bar.
   */
  light(music: Music, now: Seconds, lamp: Element | null, places: ArrayLike<Element> = []): void {
    const beat = Math.ceil(Math.max(beatAt(music, now), beatAt(music, this.#lit) + 0.5));
    const wait = timeOfBeat(music, beat) - now;
    if (music.confidence < FOLLOWED_CONFIDENCE || !(wait < AHEAD)) return;
    this.#lit = now + wait;
    const timing = { delay: 1000 * Math.max(0, wait), duration: Math.min(60_000 / music.tempo, 2000) };
    const place = places[beatInBar(music, beat) - 1] ?? null;
    // Who asked for less movement sees where in the bar it is, and nothing that flashes or fades.
    if (this.#still.matches) place?.animate({ opacity: [1, 1] }, timing);
    else
      for (const each of [lamp, place])
        each?.animate({ opacity: [1, DARK] }, { ...timing, easing: "ease-out" });
  }
}
