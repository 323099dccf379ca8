import type { Clock } from "../../shared/clock.ts";
import type { EarsReport, Instructions, TrackMessage } from "../../shared/messages.ts";
import type { Music } from "../../shared/music.ts";
import type { Seconds } from "../../shared/pose.ts";
import { HeardTracks } from "../inputs/music/heard-tracks.ts";
import { PageEars } from "../inputs/music/page-ears.ts";
import { type TrackNow, TrackPlayer } from "../inputs/music/track-player.ts";
import type { InputSettings } from "../inputs/settings.ts";
import type { ServedTracks } from "./served-tracks.ts";

export interface ShowMusicParts {
  readonly settings: Pick<InputSettings, "music" | "musicSound" | "earsDevice">;
  readonly clock: Clock;
  /** The track of what is shown; null where it has none. */
  readonly shown: () => TrackNow | null;
  /** Whether the page is to listen. */
  readonly ears: () => boolean;
  readonly served: ServedTracks;
  readonly letListen: (on: boolean) => void;
  /** What sounds is known; null: not any more. @param atOnce its beats are not where they would have been */
  readonly onSound: (music: Omit<Music, "from"> | null, atOnce: boolean) => void;
  /** The stage's page is to play this. */
  readonly play: (track: TrackMessage) => void;
  readonly tellOperator: (line: string) => void;
}

/**
 * What sounds in the show: the track of what is shown, or else the show's own, or else what the stage's page hears of the
 * room. Tracks are listened to as a whole before they play, so that their beats are known wherever they are, at any
 * speed, and before they fall.
 */
export class ShowMusic {
  readonly #parts: ShowMusicParts;
  readonly #ears: PageEars;
  readonly #tracks = new HeardTracks();
  readonly #player: TrackPlayer;
  /** The show's own track: how long it is, and when it began. */
  #own: { readonly file: string; readonly seconds: Seconds; readonly begun: Seconds } | null = null;

  constructor(parts: ShowMusicParts) {
    const { clock, tellOperator, onSound } = parts;
    this.#parts = parts;
    this.#ears = new PageEars({ wanted: this.#wanted, tellOperator });
    this.#player = new TrackPlayer({
      ...{ clock, tellOperator, onMusic: onSound },
      now: () => parts.shown() ?? this.#ownNow(),
      hear: (file) => this.#tracks.hear(file),
      onTrack: (track) => this.#play(track),
    });
    parts.letListen(parts.ears());
  }

  /** What the stage's page is told. */
  get instructions(): Pick<Instructions, "ears" | "wantedEars"> {
    return { ears: this.#parts.ears(), wantedEars: this.#wanted };
  }

  /** Listens to the show's own track, if it has one. @throws SourceError naming a file that is not as it should be. */
  async prepare(): Promise<void> {
    const { music } = this.#parts.settings;
    if (music !== null) await this.#tracks.hear(music);
  }

  /** The show begins, and its track with it. */
  async begin(): Promise<void> {
    const { settings, clock } = this.#parts;
    if (settings.music === null) return;
    const { seconds } = await this.#tracks.hear(settings.music);
    this.#own = { file: settings.music, seconds, begun: clock.now() };
    this.#player.look();
  }

  /** Something else may be shown now. */
  look(): void {
    this.#player.look();
  }

  /** A frame is shown. */
  frame(): void {
    if (!this.#player.plays) this.#player.look();
  }

  /** What became of the page's microphone; null: no page is left. */
  report(report: EarsReport | null): void {
    if (this.#parts.ears()) this.#ears.report(report);
  }

  /** What the page hears of the room. */
  heard(music: Omit<Music, "from">): void {
    if (!this.#player.plays) this.#parts.onSound(music, false);
  }

  /** The ears were switched on or off. */
  switched(): void {
    const on = this.#parts.ears();
    this.#parts.letListen(on);
    if (on) return;
    this.#ears.off();
    if (!this.#player.plays) this.#parts.onSound(null, false);
  }

  async close(): Promise<void> {
    this.#player.close();
    await this.#tracks.close();
  }

  get #wanted(): string | null {
    const { earsDevice } = this.#parts.settings;
    return earsDevice === null ? null : String(earsDevice);
  }

  #ownNow(): TrackNow | null {
    if (!this.#own) return null;
    const { file, seconds, begun } = this.#own;
    return { file, position: (this.#parts.clock.now() - begun) % seconds, speed: 1 };
  }

  #play(track: (TrackNow & { readonly t: Seconds }) | null): void {
    const { settings, served, play } = this.#parts;
    if (!settings.musicSound) return;
    if (track === null) {
      play({ tag: "track", path: null, position: 0, t: this.#parts.clock.now(), speed: 0, loops: false });
      return;
    }
    const { file, position, t, speed } = track;
    play({
      ...{ tag: "track", path: served.serve(file), position, t, speed },
      loops: this.#own !== null && this.#parts.shown() === null,
    });
  }
}
