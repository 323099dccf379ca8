import type { Clock } from "../../shared/clock.ts";
import { type Command, type CommandName, definitionOf } from "../../shared/commands/table.ts";
import { type BucketLimits, TokenBucket } from "../system/token-bucket.ts";

/** Of a fader, as often as the stage is drawn. */
const CONTINUOUS: BucketLimits = { rate: 60, burst: 4 };
/** Of a button: faster than anybody presses one, so that every press counts. */
const PRESSED: BucketLimits = { rate: 30, burst: 60 };

interface Lane {
  readonly bucket: TokenBucket;
  /** The newest that has not been carried out; what was waiting before gives way to it. */
  waiting: Command | null;
}

/**
 * Commands at no more than a bounded rate, each kind in a lane of its own: however many values come, the newest is
 * carried out, and no flood of one (a fader) delays or drops another (blackout).
 */
export class CuePacer {
  readonly #clock: Clock;
  readonly #onCommand: (command: Command) => void;
  readonly #lanes = new Map<CommandName, Lane>();

  constructor(clock: Clock, onCommand: (command: Command) => void) {
    this.#clock = clock;
    this.#onCommand = onCommand;
  }

  /** Carried out at once, or at a later `flush`. */
  offer(command: Command): void {
    const lane = this.#laneOf(command.command);
    lane.waiting = command;
    this.#carryOut(lane);
  }

  /** Carries out what is due. @returns whether something still waits */
  flush(): boolean {
    let waits = false;
    for (const lane of this.#lanes.values()) {
      this.#carryOut(lane);
      waits ||= lane.waiting !== null;
    }
    return waits;
  }

  #carryOut(lane: Lane): void {
    const { bucket, waiting } = lane;
    if (!waiting || !bucket.tryTake()) return;
    lane.waiting = null;
    this.#onCommand(waiting);
  }

  #laneOf(name: CommandName): Lane {
    const known = this.#lanes.get(name);
    if (known) return known;
    const rate = definitionOf(name).continuous ? CONTINUOUS : PRESSED;
    const lane: Lane = { bucket: new TokenBucket(this.#clock, rate), waiting: null };
    this.#lanes.set(name, lane);
    return lane;
  }
}
