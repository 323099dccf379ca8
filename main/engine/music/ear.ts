import { FOLLOWED_CONFIDENCE, type Music } from "../../../shared/music.ts";
import type { Seconds } from "../../../shared/pose.ts";

/** Music that is followed is followed on until it is less sure than this, so that who dances does not waver. */
const LET_GO_CONFIDENCE = 0.35;
/** Slower or faster, beats a minute, nobody dances to each beat. */
const TEMPI = { min: 30, max: 300 };
/** Where a bar is none. */
const BEATS_PER_BAR = 4;
const LONGEST_BAR = 32;

/** What is known of the music, and whether it is sure enough to dance to. */
export class Ear {
  #music: Music | null = null;
  #follows = false;

  /** As it was told last; null for nothing. */
  get music(): Music | null {
    return this.#music;
  }

  hear(music: Music | null): void {
    this.#music = music;
    const least = this.#follows ? LET_GO_CONFIDENCE : FOLLOWED_CONFIDENCE;
    this.#follows = music !== null && isDanceable(music) && music.confidence >= least;
  }

  /**
   * The music that is danced to, at the times of the frames in which it is seen; null where none is sure enough.
   * @param latency what is shown at `t` is seen so much later
   */
  followed(latency: Seconds): Music | null {
    const music = this.#music;
    if (!music || !this.#follows) return null;
    const { beatsPerBar } = music;
    const isBar = Number.isInteger(beatsPerBar) && beatsPerBar > 0 && beatsPerBar <= LONGEST_BAR;
    return { ...music, t: music.t - latency, beatsPerBar: isBar ? beatsPerBar : BEATS_PER_BAR };
  }
}

const isDanceable = ({ t, beat, downbeat, energy, tempo }: Music): boolean =>
  [t, beat, downbeat, energy].every(Number.isFinite) && tempo >= TEMPI.min && tempo <= TEMPI.max;
