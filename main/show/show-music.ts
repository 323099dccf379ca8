import type { Clock } from "../../shared/clock.ts";
import { lengthInWords } from "../../shared/length-in-words.ts";
import type { EarsReport, Instructions, TrackMessage, UnplayedTrack } from "../../shared/messages.ts";
import type { SaidOfMusic } from "../../shared/music.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { Settings } from "../config/settings.ts";
import type { HeardTrack } from "../inputs/music/heard-track.ts";
import { HeardTracks } from "../inputs/music/heard-tracks.ts";
import { ListeningDevice } from "../inputs/music/listening-device.ts";
import { type TrackNow, TrackPlayer } from "../inputs/music/track-player.ts";
import { SourceError } from "../system/errors.ts";
import { openPlainFile, whyUnreadable } from "../system/files/read-file.ts";
import type { ServedTracks } from "./served-tracks.ts";

export interface ShowMusicParts {
  readonly settings: Pick<Settings, "music" | "musicSound" | "earsDevice" | "host" | "clock">;
  /** The file of settings that names the show's own track; null where the command line does. */
  readonly namedIn: string | null;
  readonly clock: Clock;
  /** The track of what is shown; null where it has none. */
  readonly shown: () => TrackNow | null;
  /** Whether the page is to listen. */
  readonly ears: () => boolean;
  readonly served: ServedTracks;
  readonly letListen: (on: boolean) => void;
  /** What sounds is known; null: not any more. @param atOnce its beats are not where they would have been */
  readonly onSound: (music: SaidOfMusic | null, atOnce: boolean) => void;
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
  readonly #ears: ListeningDevice;
  readonly #tracks = new HeardTracks();
  readonly #player: TrackPlayer;
  /** The show's own track: how long it is, and when it began. */
  #own: { readonly file: string; readonly seconds: Seconds; readonly begun: Seconds } | null = null;
  /** The show is closed: nothing sounds, and nobody listens. */
  #rests = false;
  /** What the page was told to play, and for which faults of it the operator was told. */
  #played: { readonly path: string; readonly file: string; readonly told: Set<string> } | null = null;

  constructor(parts: ShowMusicParts) {
    const { clock, tellOperator, onSound } = parts;
    this.#parts = parts;
    this.#ears = new ListeningDevice({ wanted: this.#wanted, tellOperator });
    this.#player = new TrackPlayer({
      ...{ clock, tellOperator, onMusic: onSound },
      now: () => (this.#rests ? null : (parts.shown() ?? this.#ownNow())),
      hear: (file) => this.#tracks.hear(file),
      onTrack: (track) => this.#play(track),
    });
    parts.letListen(parts.ears());
  }

  /** What the stage's page is told. */
  get instructions(): Pick<Instructions, "ears" | "wantedEars"> {
    return { ears: this.#listens, wantedEars: this.#wanted };
  }

  /**
   * Listens to the show's own track. @returns what it is, for the operator; null where there is none
   * @throws SourceError naming a file that is not as it should be, and the file of settings that names it.
   */
  async prepare(): Promise<string | null> {
    const { settings, namedIn } = this.#parts;
    const { music, musicSound, host, clock } = settings;
    if (music === null) return null;
    try {
      const { seconds } = await this.#tracks.hear(music);
      const silent = host === "none" ? "--host none" : musicSound ? null : "--no-music-sound";
      const by = silent === null ? "played by the stage's page" : `heard alone, with ${silent}`;
      const deaf = clock.trust.includes("sound") ? "" : "; nobody dances to it: clock.trust lacks sound";
      return `${music} (${lengthInWords(seconds)}), ${by}${deaf}`;
    } catch (error) {
      if (namedIn === null || !(error instanceof SourceError)) throw error;
      throw new SourceError(`${namedIn}: music: ${error.message}`);
    }
  }

  /** The show begins, and its track with it. */
  async begin(): Promise<void> {
    const { settings, clock } = this.#parts;
    if (settings.music === null) return;
    const { seconds } = await this.#tracks.hear(settings.music);
    this.#own = { file: settings.music, seconds, begun: clock.now() };
    this.#player.look();
  }

  rest(on: boolean): void {
    this.#rests = on;
    this.#player.look();
    this.switched();
  }

  /** Listens to a track as a whole; what was heard is remembered. @throws SourceError */
  hear(file: string): Promise<HeardTrack> {
    return this.#tracks.hear(file);
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
    if (this.#listens) this.#ears.report(report);
  }

  /** What the page hears of the room. */
  heard(music: SaidOfMusic): void {
    if (!this.#player.plays) this.#parts.onSound(music, false);
  }

  /** What the page cannot play: told once for each cause, and whether the file is to blame. */
  async unplayed({ path, why }: UnplayedTrack): Promise<void> {
    const played = this.#played;
    if (played?.path !== path || played.told.has(why)) return;
    played.told.add(why);
    const cause = await openPlainFile(played.file).then(
      ({ handle }) => {
        handle.close().catch(() => {});
        return `${why}; a browser plays WAV, MP3, FLAC and Ogg`;
      },
      (error) => `it ${whyUnreadable(error)}; put it back, and load the stage's page again`,
    );
    this.#parts.tellOperator(`${played.file}: the stage's page cannot play it: ${cause}`);
  }

  /** The ears were switched on or off. */
  switched(): void {
    const on = this.#listens;
    this.#parts.letListen(on);
    if (on) return;
    this.#ears.off();
    if (!this.#player.plays) this.#parts.onSound(null, false);
  }

  async close(): Promise<void> {
    this.#player.close();
    await this.#tracks.close();
  }

  get #listens(): boolean {
    return this.#parts.ears() && !this.#rests;
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
      this.#played = null;
      play({ tag: "track", path: null, position: 0, t: this.#parts.clock.now(), speed: 0, loops: false });
      return;
    }
    const { file, position, t, speed } = track;
    const path = served.serve(file);
    if (this.#played?.path !== path) this.#played = { path, file, told: new Set() };
    play({
      ...{ tag: "track", path, position, t, speed },
      loops: this.#own !== null && this.#parts.shown() === null,
    });
  }
}
