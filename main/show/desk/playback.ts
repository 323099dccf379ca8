import * as v from "valibot";
import {
  LONGEST_RECORDING,
  type PlaybackStart,
  type PlaybackState,
  type PlaybackStretch,
  SEED_SECONDS,
  SPEEDS,
} from "../../../shared/desk/playback.ts";
import { openRecorded } from "../../inputs/playback/open-recorded.ts";
import type { PlayableInput } from "../../inputs/playback/playable-input.ts";
import type { Recorded } from "../../inputs/playback/recorded.ts";
import { flag, number, text } from "../../schema/kinds.ts";
import { ConfigError, UserError } from "../../system/errors.ts";
import type { DeskHandlers } from "./requests.ts";

export interface PlaybackParts {
  readonly input: Pick<PlayableInput, "playing" | "play" | "adjust" | "seek" | "stop">;
  /** The path of a take or a piece of that name. @throws UserError where it is the name of none. */
  readonly fileOf: (name: string) => string;
  readonly tellOperator: (line: string) => void;
}

const seconds = number(0, LONGEST_RECORDING, "seconds");
const speed = number(SPEEDS.least, SPEEDS.most);

const ends = { from: v.nullable(seconds), to: v.nullable(seconds) };

const Start = v.strictObject({
  name: text("the name of a take or a piece"),
  ...ends,
  ...{ loop: flag(), speed, mirrored: flag(), seed: flag() },
});

const Adjustment = v.strictObject({
  ...{ loop: v.optional(flag()), speed: v.optional(speed), mirrored: v.optional(flag()) },
  paused: v.optional(flag()),
});

/** Plays takes and pieces of the library on the stage. */
export class DeskPlayback {
  readonly #parts: PlaybackParts;
  /** The recording that is being read. */
  #loading: AbortController | null = null;
  /** Path of what was last played: its name alone does not tell of which folder it is. */
  #file = "";

  constructor(parts: PlaybackParts) {
    this.#parts = parts;
  }

  get requests(): Pick<
    DeskHandlers,
    | "playback/state"
    | "playback/play"
    | "playback/again"
    | "playback/adjust"
    | "playback/seek"
    | "playback/stop"
  > {
    const { input } = this.#parts;
    return {
      "playback/state": { schema: v.null(), answer: async () => input.playing },
      "playback/play": { schema: Start, answer: (start) => this.play(start) },
      "playback/again": { schema: v.strictObject(ends), answer: (asked) => this.again(asked) },
      "playback/adjust": {
        schema: Adjustment,
        answer: async (changes) => {
          input.adjust(changes);
          return input.playing;
        },
      },
      "playback/seek": {
        schema: v.strictObject({ position: seconds }),
        answer: async ({ position }) => {
          input.seek(position);
          return input.playing;
        },
      },
      "playback/stop": {
        schema: v.null(),
        answer: async () => {
          this.stop();
          return input.playing;
        },
      },
    };
  }

  /**
   * Reads it and plays it, while what was shown goes on until it has been read.
   * @param file where that is not in the library
   * @throws UserError in one line; where another one was asked for meanwhile, too.
   */
  async play(start: PlaybackStart, file?: string): Promise<PlaybackState | null> {
    const { name, from, to, loop, seed } = start;
    const { input, fileOf, tellOperator } = this.#parts;
    const path = file ?? fileOf(name);
    if (seed && loop)
      throw new ConfigError(`${name}: seed with loop, expected one of them: a loop has no end to go on from`);
    if (from !== null && to !== null && to <= from)
      throw new ConfigError(`${name}: from ${from} to ${to} s, expected an end after the beginning`);
    this.#loading?.abort(new UserError(`${name}: something else was asked for meanwhile`));
    const loading = new AbortController();
    this.#loading = loading;
    try {
      const stretch = { from: from ?? 0, to };
      const recorded = await openRecorded(path, name, stretch, loading.signal, tellOperator);
      this.#file = path;
      input.play(seed && from === null ? endOf(recorded) : recorded, start);
      return input.playing;
    } finally {
      if (this.#loading === loading) this.#loading = null;
    }
  }

  /** Plays another stretch of what plays, the way it plays now; nothing where nothing does. @throws as `play` does. */
  async again({ from, to }: PlaybackStretch): Promise<PlaybackState | null> {
    const { playing } = this.#parts.input;
    return playing && this.play({ ...playing, from, to }, this.#file);
  }

  /** The stage is the source's again. */
  stop(): void {
    this.#loading?.abort(new UserError("playing was stopped before it began"));
    this.#parts.input.stop();
  }
}

/** The last seconds of it. */
function endOf(recorded: Recorded): Recorded {
  return { ...recorded, begin: Math.max(recorded.begin, recorded.end - SEED_SECONDS) };
}
