/**
 * One slot, latest wins: one item is with the receiver, at most one waits, and a newer one takes the waiting one's
 * place. Nothing is ever queued.
 */
export class Mailbox<T> {
  readonly #deliver: (item: T) => void;
  #waiting: T | null = null;
  #free = false;

  /** Items that were replaced before anybody took them. */
  dropped = 0;

  constructor(deliver: (item: T) => void) {
    this.#deliver = deliver;
  }

  /** Whether an item is on its way or waiting. */
  get busy(): boolean {
    return !this.#free || this.#waiting !== null;
  }

  offer(item: T): void {
    if (this.#waiting !== null) this.dropped++;
    this.#waiting = item;
    this.#pass();
  }

  /** The receiver can take an item. */
  open(): void {
    this.#free = true;
    this.#pass();
  }

  /** The receiver is gone; what waits stays for the next one. */
  shut(): void {
    this.#free = false;
  }

  #pass(): void {
    if (!this.#free || this.#waiting === null) return;
    const item = this.#waiting;
    this.#waiting = null;
    this.#free = false;
    this.#deliver(item);
  }
}
