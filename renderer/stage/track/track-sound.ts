import { ClockMap } from "../../../shared/clock-map.ts";
import { MAX_LABEL, type TrackMessage, type UnplayedTrack } from "../../../shared/messages.ts";
import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { wordsOf } from "../../kit/error-words.ts";

/** Nearer to where it is to be it is left alone, */
const NEAR: Seconds = 0.01;
/** and farther away it jumps; between the two it is played a little faster or slower, so that it is there in about a second. */
const FAR: Seconds = 0.08;
const CORRECTION = 0.06;
/** It jumps no more often, unless it is this far away: a jump is heard. */
const JUMP_EVERY: Seconds = 2;
const ASTRAY: Seconds = 1;
/** Playing begins no later after a jump. */
const LONGEST_LEAD: Seconds = 0.5;
/** Without word from the host for so long it falls silent. */
const PATIENCE: Seconds = 2;
/** What playing takes to begin is learnt so fast, of each jump. */
const LEARNT = 0.5;

/** The part of the page's audio element that is needed here. */
export type Player = Pick<
  HTMLAudioElement,
  "src" | "currentTime" | "playbackRate" | "loop" | "paused" | "seeking" | "duration" | "play" | "pause"
> & { readonly error: { readonly message: string } | null };

/** Plays the track of the show where the host says that it is: it may be late for a moment, and never for long. */
export class TrackSound {
  readonly #player: Player;
  readonly #clock = new ClockMap();
  #said: TrackMessage | null = null;
  #saidAt: Seconds = 0;
  #path: string | null = null;
  #starting = false;
  #wantsKey = false;
  #fault: string | null = null;
  /** By how much playing is late after a jump, and whether that is to be learnt from the present one. */
  #lead: Seconds = 0;
  #jumped = false;
  #jumpedAt: Seconds = Number.NEGATIVE_INFINITY;

  constructor(player: Player) {
    this.#player = player;
  }

  /** The browser wants somebody to press a key before anything sounds. */
  get wantsKey(): boolean {
    return this.#wantsKey;
  }

  /** What is not heard, and why; null otherwise. */
  get unplayed(): UnplayedTrack | null {
    return this.#path === null || this.#fault === null ? null : { path: this.#path, why: this.#fault };
  }

  /** @param now the page's clock */
  receive(message: TrackMessage, now: Seconds): void {
    this.#clock.arrived(message.t, now);
    [this.#said, this.#saidAt] = [message, now];
    if (message.path !== this.#path) this.#load(message.path);
    this.#player.loop = message.loops;
    this.follow(now);
  }

  /** To be called some times a second. */
  follow(now: Seconds): void {
    const [said, player] = [this.#said, this.#player];
    if (this.#path === null || said === null) return;
    const place = now - this.#saidAt > PATIENCE ? null : this.#placeAt(now, said);
    if (place === null) {
      if (!player.paused) player.pause();
      return;
    }
    this.#fault =
      player.error && (player.error.message.slice(0, MAX_LABEL) || "the browser does not know its format");
    if (player.paused) this.#start(place, said.speed, now);
    else if (!player.seeking) this.#correct(place, said.speed, now);
  }

  /** Somebody has pressed a key. */
  keyPressed(now: Seconds): void {
    if (!this.#wantsKey) return;
    this.#wantsKey = false;
    this.follow(now);
  }

  /** Where it is to be; null where nothing sounds. */
  #placeAt(now: Seconds, { t, position, speed, loops }: TrackMessage): Seconds | null {
    if (speed === 0) return null;
    const place = position + speed * (now - t - this.#clock.offset!);
    const { duration } = this.#player;
    if (loops && duration > 0) return ((place % duration) + duration) % duration;
    return place < 0 || place >= duration ? null : place;
  }

  #load(path: string | null): void {
    this.#path = path;
    [this.#wantsKey, this.#fault, this.#jumped] = [false, null, false];
    this.#player.pause();
    if (path !== null) this.#player.src = path;
  }

  #start(place: Seconds, speed: number, now: Seconds): void {
    if (this.#starting || this.#wantsKey || this.#fault !== null) return;
    this.#jump(place, speed, now);
    this.#starting = true;
    const path = this.#path;
    this.#player.play().then(
      () => {
        this.#starting = false;
      },
      (error: unknown) => {
        this.#starting = false;
        // Another track, or silence, has come meanwhile.
        if (this.#path !== path || (error instanceof DOMException && error.name === "AbortError")) return;
        if (error instanceof DOMException && error.name === "NotAllowedError") this.#wantsKey = true;
        else this.#fault = wordsOf(error);
      },
    );
  }

  #jump(place: Seconds, speed: number, now: Seconds): void {
    this.#jumpedAt = now;
    this.#player.playbackRate = speed;
    this.#player.currentTime = place + speed * this.#lead;
    this.#jumped = true;
  }

  #correct(place: Seconds, speed: number, now: Seconds): void {
    const { duration, currentTime } = this.#player;
    let late = place - currentTime;
    // At the seam of one that goes round the short way counts.
    if (this.#said!.loops && duration > 0) late -= duration * Math.round(late / duration);
    if (this.#jumped) {
      this.#jumped = false;
      this.#lead = clamp(this.#lead + LEARNT * (late / speed), 0, LONGEST_LEAD);
    }
    const jumps = Math.abs(late) > ASTRAY || now - this.#jumpedAt > JUMP_EVERY;
    if (jumps && Math.abs(late) > FAR) this.#jump(place, speed, now);
    else
      this.#player.playbackRate =
        Math.abs(late) < NEAR ? speed : speed * (1 + clamp(late, -CORRECTION, CORRECTION));
  }
}
