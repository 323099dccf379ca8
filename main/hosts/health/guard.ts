import type { HealthState } from "../../show/health.ts";
import type { Show } from "../../show/show.ts";
import { machineClock } from "../../system/clock.ts";
import type { Log } from "../../system/log/log.ts";
import { writeLastWords } from "../../system/log/log-stream.ts";
import { spreadLastNet } from "./last-net.ts";
import { keeperAbove, systemd } from "./service-manager.ts";

const LOOK_MS = 1000;
/** A show that is stuck may not even close. */
const FAREWELL_MS = 20_000;
const STUCK =
  "no frame has left for a minute although the engine runs; ended, so that it can be started again";

export interface GuardParts {
  readonly log: Log;
  /** Ends the program as one that failed. */
  readonly fail: (line: string) => void;
  /** Ends the show as a person would. */
  readonly quit: () => void;
}

/** Stands above the show in its own process. Made before the show, which is given to it once it runs. */
export class Guard {
  readonly #parts: GuardParts;
  readonly #takeNetAway: () => void;
  readonly #keeper = keeperAbove(process);
  #show: Show | null = null;
  #looking: NodeJS.Timeout | undefined;

  constructor(parts: GuardParts) {
    this.#parts = parts;
    const { log } = parts;
    this.#takeNetAway = spreadLastNet({
      host: process,
      clock: machineClock,
      tell: (line) => (this.#show ? this.#show.tell(line) : log.warn(line)),
      explain: (stack) => writeLastWords(`${stack}\n`),
      onCaught: () => this.#show?.doubt(),
    });
    if (!this.#keeper) return;
    // A keeper may end while the show still loads, or before anybody listened.
    if (!process.connected) parts.quit();
    process.once("disconnect", parts.quit);
    process.channel?.unref();
  }

  /** Tells those above while frames leave, and ends a show that is stuck. */
  watch(show: Show): void {
    this.#show = show;
    const { log, fail } = this.#parts;
    const above = [systemd(process.env, (line) => log.warn(line)), this.#keeper].filter(
      (each) => each !== null,
    );
    let last: HealthState = "resting";
    this.#looking = setInterval(() => {
      const health = show.health();
      if (health === "well") for (const each of above) each.well();
      if (health === "stuck" && last !== "stuck") {
        setTimeout(() => process.exit(1), FAREWELL_MS).unref();
        fail(STUCK);
      }
      last = health;
    }, LOOK_MS);
    this.#looking.unref();
  }

  end(): void {
    clearInterval(this.#looking);
    process.off("disconnect", this.#parts.quit);
    this.#takeNetAway();
  }
}
