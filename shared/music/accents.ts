import type { SoundFrame } from "./sound-frames.ts";

/** Of so many frames the sound is remembered; an accent is looked for so many before and after a beat. */
const REMEMBERED = 16;
const BEFORE = 3;
const AFTER = 6;
/** A rise is over so many frames. */
const LAG = 2;
const QUIETEST = 1e-4;
const QUIET = Math.log(QUIETEST);
/** How fast the mean accent of every second beat follows, a beat; and of so many it says something. */
const ADAPTS = 0.3;
const ENOUGH = 3;
/** Beats a minute above which every second beat may be none. */
const HALVED_FROM = 118;
/** It is none where both kinds of accent are louder on the others by so much, and remains none down to a share of it. */
const RISE_CONTRAST = Math.log(2.5);
const FLUX_CONTRAST = Math.log(1.6);
const KEPT = 0.6;
/** One missing beat says no more than this: a drummer may leave one out. */
const MOST = Math.log(8);

interface Accent {
  readonly beat: number;
  /** Logarithms: how much louder it gets, how much begins to sound. */
  readonly rise: number;
  readonly flux: number;
}

/**
 * Accents on the even and on the odd beats. Where every second beat is hardly accented, the beat is slower: eighths
 * were taken for it.
 */
export class Accents {
  /** Frames after a beat at which its accent is known. */
  static readonly KNOWN_AFTER = AFTER;

  readonly #amplitudes = new Float64Array(REMEMBERED);
  readonly #fluxes = new Float64Array(REMEMBERED);
  #frames = 0;
  readonly #rise = new Pair();
  readonly #flux = new Pair();
  #weak: Accent | null = null;
  #accented: 0 | 1 | null = null;

  hear({ amplitude, flux }: Pick<SoundFrame, "amplitude" | "flux">): void {
    const at = this.#frames++ % REMEMBERED;
    this.#amplitudes[at] = amplitude;
    this.#fluxes[at] = flux;
  }

  /**
   * To be called so many frames after the beat.
   * @param isClear whether an onset was heard on it. Beats that are not count only between such that are: in a break
   * they say nothing of the beat that goes on in the head.
   */
  endBeat(beat: number, isClear: boolean): void {
    const accent = this.#accent(beat);
    const weak = this.#weak;
    this.#weak = isClear ? null : accent;
    if (!isClear) return;
    if (weak && weak.beat === beat - 1) this.#add(weak);
    this.#add(accent);
  }

  #accent(beat: number): Accent {
    let [rise, flux] = [QUIETEST, QUIETEST];
    for (let back = 1; back <= AFTER + BEFORE + 1; back++) {
      const at = (this.#frames - back + REMEMBERED * 2) % REMEMBERED;
      const before = (at - LAG + REMEMBERED) % REMEMBERED;
      rise = Math.max(rise, this.#amplitudes[at]! - this.#amplitudes[before]!);
      flux = Math.max(flux, this.#fluxes[at]!);
    }
    return { beat, rise: Math.log(rise), flux: Math.log(flux) };
  }

  #add({ beat, rise, flux }: Accent): void {
    this.#rise.add(beat, rise);
    this.#flux.add(beat, flux);
  }

  /** The music goes on otherwise: accents are heard anew. */
  forget(): void {
    this.#weak = null;
    this.#rise.forget();
    this.#flux.forget();
  }

  /** 0 or 1: only even or odd beats are beats; null: each is. */
  accented(tempo: number): 0 | 1 | null {
    const rise = this.#rise.contrast / RISE_CONTRAST;
    const flux = this.#flux.contrast / FLUX_CONTRAST;
    const contrast = rise * flux > 0 ? Math.min(Math.abs(rise), Math.abs(flux)) : 0;
    const isHalved = tempo > HALVED_FROM && contrast > (this.#accented === null ? 1 : KEPT);
    this.#accented = isHalved ? (rise > 0 ? 0 : 1) : null;
    return this.#accented;
  }
}

/** Means of the even and of the odd beats. */
class Pair {
  readonly #means = [QUIET, QUIET];
  readonly #counts = [0, 0];

  add(beat: number, given: number): void {
    const parity = beat & 1;
    const value = Math.max(given, this.#means[1 - parity]! - MOST);
    const share = Math.max(ADAPTS, 1 / (this.#counts[parity]! + 1));
    this.#means[parity]! += share * (value - this.#means[parity]!);
    this.#counts[parity]!++;
  }

  /** By how much the even ones are above the odd ones. */
  get contrast(): number {
    return Math.min(...this.#counts) < ENOUGH ? 0 : this.#means[0]! - this.#means[1]!;
  }

  forget(): void {
    this.#means.fill(QUIET);
    this.#counts.fill(0);
  }
}
