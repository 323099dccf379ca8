import type { Seconds } from "../../../shared/pose.ts";
import { DAY_MS, lastTimeOfDay } from "../../hours/daily.ts";
import type { Epoch } from "../../hours/zone.ts";

/** Nobody has been in sight for so long: the minute is quiet. */
const QUIET: Seconds = 10;
/** Where somebody always is, so long is waited, milliseconds. */
const LONGEST_WAIT = 2 * 3_600_000;
/** Longer ago than that the machine slept, or its clock leapt, and it is left until the next day. */
const MISSED = LONGEST_WAIT + 60_000;

export interface DailyRestartParts {
  /** Seconds since midnight; null: never. */
  readonly time: number | null;
  /** null: the machine's. */
  readonly zone: () => string | null;
  readonly wallClock: () => Epoch;
  /** How long nobody has been in sight; null while somebody is. */
  readonly absence: () => Seconds | null;
  readonly restart: () => void;
}

/** When what runs for months begins anew: once a day, when nobody looks. */
export class DailyRestart {
  readonly #parts: DailyRestartParts;
  /** What was due before then is done. */
  #doneUntil: Epoch;

  constructor(parts: DailyRestartParts) {
    this.#parts = parts;
    this.#doneUntil = parts.wallClock();
  }

  /** To be called about once a second. */
  look(): void {
    const { time, zone, wallClock, absence, restart } = this.#parts;
    if (time === null) return;
    const now = wallClock();
    const due = lastTimeOfDay(time, zone(), now);
    // A clock that was years ahead and was put right is no reason to wait for years.
    if (this.#doneUntil > now + DAY_MS) this.#doneUntil = now;
    if (due <= this.#doneUntil) return;
    const isMissed = now - due > MISSED;
    if (!isMissed && now - due < LONGEST_WAIT && (absence() ?? 0) < QUIET) return;
    this.#doneUntil = due;
    if (!isMissed) restart();
  }
}
