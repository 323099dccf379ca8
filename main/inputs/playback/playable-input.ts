import type { Clock } from "../../../shared/clock.ts";
import type { PlaybackAdjustment, PlaybackStart, PlaybackState } from "../../../shared/desk/playback.ts";
import { clamp } from "../../../shared/numbers.ts";
import type { Seconds, SourceFrame } from "../../../shared/pose.ts";
import type { StageEvent } from "../../../shared/stage.ts";
import { pause } from "../../system/pause.ts";
import type { LiveInput, PageCamera } from "../live-input.ts";
import type { TrackNow } from "../music/track-player.ts";
import type { Recorded } from "./recorded.ts";

/** Later than this it is not made up for: it goes on from now, where it was. */
const MADE_UP_FOR: Seconds = 0.5;
/** The last frame of a seed is shown until the partner has begun to answer, but no longer than this. */
const LONGEST_HAND_OVER: Seconds = 1;
/** Live frames that are older than the last of the recording are left out; what is older by more has another clock. */
const BEHIND: Seconds = 1;
/** Events by which the partner shows that the turn was handed over. */
const HANDED_OVER: ReadonlySet<StageEvent["event"]> = new Set(["answer-start", "choice-start"]);

export interface PlayableParts {
  readonly clock: Clock;
  /** Each frame, live or recorded, when its moment has come. */
  readonly show: (frame: SourceFrame) => void;
  /** Lets the partner answer what it has seen. */
  readonly handOver: () => void;
  /** Something else plays, or in another way, or from elsewhere. */
  readonly onChange: () => void;
}

interface Playing {
  readonly recorded: Recorded;
  readonly stop: AbortController;
  /** Where it was when its last frame was due. */
  shown: { readonly t: Seconds; readonly position: Seconds } | null;
  state: PlaybackState;
  /** When it was handed over. */
  handedOver: Seconds | null;
}

/**
 * The live input, and recordings that play instead of it while the show runs. The live one goes on meanwhile, unseen, so
 * that it is back at once: when a recording has ended or is stopped.
 */
export class PlayableInput implements LiveInput {
  readonly #parts: PlayableParts;
  #live!: LiveInput;
  #playing: Playing | null = null;
  /** The recording that runs, until its last frame. */
  #running: Promise<void> = Promise.resolve();
  #cuts = 0;
  /** Of the last frame of a recording; null once live frames have come after it. */
  #recordedUntil: Seconds | null = null;

  private constructor(parts: PlayableParts) {
    this.#parts = parts;
  }

  /** @param open opens the live input, given where its frames go. @throws what that throws. */
  static async open(
    parts: PlayableParts,
    open: (show: (frame: SourceFrame) => void) => Promise<LiveInput>,
  ): Promise<PlayableInput> {
    const input = new PlayableInput(parts);
    input.#live = await open((frame) => input.#showLive(frame));
    return input;
  }

  get description(): string {
    const { description } = this.#live;
    return this.#playing ? `${this.#playing.recorded.description}, instead of ${description}` : description;
  }

  get fps(): number | null {
    return this.#playing?.recorded.fps ?? this.#live.fps;
  }

  /** Whether what it shows stands in for somebody: a demo until a camera comes. */
  get standsIn(): boolean {
    return this.#playing === null && typeof this.#live.page?.missing === "string";
  }

  get page(): PageCamera | null {
    return this.#live.page;
  }

  get track(): TrackNow | null {
    const playing = this.#playing;
    if (!playing?.recorded.music) return this.#live.track;
    const { recorded, shown, state } = playing;
    const speed = state.paused ? 0 : state.speed;
    const since = shown?.position === state.position ? this.#parts.clock.now() - shown.t : 0;
    const { file, begin } = recorded.music!;
    return { file, position: begin + state.position + speed * since, speed };
  }

  /** With the live input, after what plays then. */
  get ended(): Promise<void> {
    return this.#live.ended.then(() => this.#running);
  }

  /** What plays instead of the live input; null while that is shown. */
  get playing(): PlaybackState | null {
    return this.#playing?.state ?? null;
  }

  start(): void {
    this.#live.start();
  }

  rest(on: boolean): void {
    if (on) this.stop();
    this.#live.rest(on);
  }

  async close(): Promise<void> {
    this.stop();
    await this.#live.close();
  }

  /** Plays a recording from its beginning, instead of whatever plays now. */
  play(recorded: Recorded, start: Omit<PlaybackStart, "from" | "to">): void {
    this.#playing?.stop.abort();
    const { begin, end } = recorded;
    const { name, loop, speed, mirrored, seed } = start;
    const state = { name, from: begin, to: end, position: begin, loop, speed, mirrored, seed, paused: false };
    const playing: Playing = { recorded, stop: new AbortController(), shown: null, state, handedOver: null };
    this.#playing = playing;
    this.#cut();
    this.#running = this.#run(playing);
  }

  /** Changes how it plays; nothing where nothing does. */
  adjust(changes: PlaybackAdjustment): void {
    if (!this.#playing) return;
    const { state } = this.#playing;
    const { loop = state.loop, speed = state.speed } = changes;
    const { mirrored = state.mirrored, paused = state.paused } = changes;
    this.#change({ loop, speed, mirrored, paused });
    // Her right becomes her left in one frame.
    if (mirrored !== state.mirrored) this.#cut();
    else this.#parts.onChange();
  }

  /** Goes on from there, seconds of the recording; from its nearer end where that is outside. */
  seek(position: Seconds): void {
    if (!this.#playing) return;
    const { from, to } = this.#playing.state;
    this.#change({ position: clamp(position, from, to) });
    this.#playing.handedOver = null;
    this.#cut();
  }

  /** Gives the stage back to the live input. */
  stop(): void {
    if (!this.#playing) return;
    this.#playing.stop.abort();
    this.#playing = null;
    this.#cut();
  }

  /** What happened on the stage. */
  staged(events: readonly StageEvent[]): void {
    if (this.#playing?.handedOver == null) return;
    if (events.some(({ event }) => HANDED_OVER.has(event))) this.stop();
  }

  #cut(): void {
    this.#cuts++;
    this.#parts.onChange();
  }

  #change(changes: Partial<PlaybackState>): void {
    if (this.#playing) this.#playing.state = { ...this.#playing.state, ...changes };
  }

  #showLive(frame: SourceFrame): void {
    if (this.#playing) return;
    // A camera's frames are late: those from before the end of the recording would go back in time.
    const until = this.#recordedUntil;
    if (until !== null && frame.t <= until && frame.t > until - BEHIND) return;
    this.#recordedUntil = null;
    this.#parts.show(this.#cuts === 0 ? frame : { ...frame, cuts: this.#cuts + (frame.cuts ?? 0) });
  }

  async #run(playing: Playing): Promise<void> {
    const { clock, show } = this.#parts;
    const { recorded, stop } = playing;
    const { signal } = stop;
    const period = 1 / recorded.fps;
    for (let due = clock.now(); !signal.aborted; ) {
      const { position, mirrored } = playing.state;
      // Nobody is there whose latency could be made up for.
      show({ ...recorded.at(position, mirrored), t: due, cuts: this.#cuts, latency: 0 });
      this.#recordedUntil = due;
      playing.shown = { t: due, position };
      due += period;
      const early = due - clock.now();
      if (early > 0) await pause(1000 * early, signal);
      else if (early < -MADE_UP_FOR) due = clock.now();
      if (!signal.aborted) this.#advance(playing, period);
    }
  }

  #advance(playing: Playing, passed: Seconds): void {
    const { from, to, position, paused, speed, loop, seed } = playing.state;
    if (paused) return;
    const next = position + speed * passed;
    if (next <= to + 1e-9) this.#change({ position: Math.min(next, to) });
    else if (loop) this.seek(from + ((next - to) % (to - from)));
    else if (seed) this.#handOver(playing);
    else this.stop();
  }

  /** The last frame is held until the partner has begun. */
  #handOver(playing: Playing): void {
    const now = this.#parts.clock.now();
    if (playing.handedOver === null) {
      playing.handedOver = now;
      this.#parts.handOver();
    } else if (now - playing.handedOver > LONGEST_HAND_OVER) this.stop();
  }
}
