import type { Clock } from "../../../shared/clock.ts";
import type { TrackMessage } from "../../../shared/messages.ts";
import type { SaidOfMusic } from "../../../shared/music.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { HeardTrack } from "./heard-track.ts";

/** Between two looks: fifty a second. */
const LOOK_MS = 20;
/** The page is told so often where the track is, and at once where that is elsewhere than it would be by itself. */
const TOLD_EVERY: Seconds = 0.25;
const ELSEWHERE: Seconds = 0.03;

/** The track that plays with what is shown, and where it is now. */
export interface TrackNow {
  readonly file: string;
  /** Seconds of the track; less than 0 before it begins, and more than it has where it is over. */
  readonly position: Seconds;
  /** 0 while it stands still. */
  readonly speed: number;
}

export interface TrackPlayerParts {
  readonly clock: Clock;
  /** What plays now; null for no music. */
  readonly now: () => TrackNow | null;
  /** Listens to a whole track. */
  readonly hear: (file: string) => Promise<HeardTrack>;
  /** The music as it is now; null: there is none any more. @param jumped its beats are not where they would have been */
  readonly onMusic: (music: SaidOfMusic | null, jumped: boolean) => void;
  /** Told four times a second and at each change; null: nothing plays any more. */
  readonly onTrack: (track: (TrackNow & Pick<TrackMessage, "t">) | null) => void;
  readonly tellOperator: (line: string) => void;
}

/**
 * Follows the track of what is shown: its music, which was heard as a whole before, at the position where it is, and the
 * page that plays it.
 */
export class TrackPlayer {
  readonly #parts: TrackPlayerParts;
  #looking: NodeJS.Timeout | undefined;
  #closed = false;
  #file: string | null = null;
  #heard: HeardTrack | null = null;
  /** As the page was told last. */
  #told: (TrackNow & { readonly t: Seconds }) | null = null;
  /** Where it was when it was looked at last. */
  #seen: (TrackNow & { readonly t: Seconds }) | null = null;

  constructor(parts: TrackPlayerParts) {
    this.#parts = parts;
  }

  /** Whether a track plays: then that is the music, whatever else sounds in the room. */
  get plays(): boolean {
    return this.#file !== null;
  }

  /** Something else may play now. */
  look(): void {
    if (this.#closed) return;
    const { clock, now, onTrack } = this.#parts;
    const track = now();
    if (track === null) {
      this.#stop();
      return;
    }
    this.#looking ??= setInterval(() => this.look(), LOOK_MS);
    const at = { ...track, t: clock.now() };
    this.#open(track.file);
    this.#sound(at);
    this.#seen = at;
    const told = this.#told;
    if (told && !isElsewhere(told, at) && at.t - told.t < TOLD_EVERY) return;
    this.#told = at;
    onTrack(at);
  }

  /** Nothing plays any more, whatever is shown until the end of the show. */
  close(): void {
    this.#closed = true;
    this.#stop();
  }

  #stop(): void {
    clearInterval(this.#looking);
    this.#looking = undefined;
    if (this.#file === null) return;
    [this.#file, this.#heard, this.#told, this.#seen] = [null, null, null, null];
    this.#parts.onMusic(null, false);
    this.#parts.onTrack(null);
  }

  #open(file: string): void {
    if (file === this.#file) return;
    [this.#file, this.#heard, this.#seen] = [file, null, null];
    const { hear, onMusic, tellOperator } = this.#parts;
    onMusic(null, false);
    hear(file).then(
      (heard) => {
        if (this.#file === file) this.#heard = heard;
      },
      (error: Error) => {
        if (this.#file === file) tellOperator(`${error.message}; it is danced without music`);
      },
    );
  }

  #sound(at: TrackNow & { readonly t: Seconds }): void {
    const music = this.#heard?.musicAt(at.position);
    if (!music) return;
    const stands = at.speed === 0;
    this.#parts.onMusic(
      {
        ...music,
        ...{ t: at.t, tempo: stands ? music.tempo : at.speed * music.tempo },
        // Where it stands still nothing sounds, and no beat comes.
        ...(stands && { confidence: 0, energy: 0, onset: 0, brightness: 0 }),
      },
      this.#seen === null || isElsewhere(this.#seen, at),
    );
  }
}

/** Whether a track is not where it would be by itself. */
function isElsewhere(
  before: TrackNow & { readonly t: Seconds },
  { file, position, speed, t }: typeof before,
): boolean {
  const expected = before.position + before.speed * (t - before.t);
  return file !== before.file || speed !== before.speed || Math.abs(position - expected) > ELSEWHERE;
}
