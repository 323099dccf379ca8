import { type CommandName, definitionOf } from "../../../shared/commands/table.ts";
import type { PageCommand } from "../../../shared/messages.ts";
import type { Seconds } from "../../../shared/pose.ts";

/**
 * Commands a second that all controls together may give: the host closes a page that gives more than 240, and a device
 * that floods must not end the show.
 */
const MOST = 100;
/** Milliseconds between two values of one fader. */
const BETWEEN = 33;

/** Gives commands at a rate that the host takes: of a fader the newest, of keys each as long as there is room. */
export class CommandPacer {
  readonly #give: (command: PageCommand) => void;
  readonly #now: () => Seconds;
  readonly #waiting = new Map<CommandName, PageCommand>();
  #room = MOST;
  #filledAt: Seconds;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(give: (command: PageCommand) => void, now: () => Seconds) {
    this.#give = give;
    this.#now = now;
    this.#filledAt = now();
  }

  take(command: PageCommand): void {
    const { continuous } = definitionOf(command.command);
    if (!continuous) {
      if (this.#hasRoom()) this.#give(command);
      return;
    }
    // What waits longest is given first: a Map keeps the order of insertion.
    this.#waiting.set(command.command, command);
    if (this.#timer === undefined) this.#flush();
  }

  #flush(): void {
    this.#timer = undefined;
    if (this.#waiting.size === 0) return;
    for (const [name, command] of this.#waiting) {
      if (!this.#hasRoom()) break;
      this.#waiting.delete(name);
      this.#give(command);
    }
    this.#timer = setTimeout(() => this.#flush(), BETWEEN);
  }

  #hasRoom(): boolean {
    const now = this.#now();
    this.#room = Math.min(MOST, this.#room + Math.max(0, now - this.#filledAt) * MOST);
    this.#filledAt = now;
    if (this.#room < 1) return false;
    this.#room--;
    return true;
  }
}
