import { signal } from "@preact/signals";

/** Milliseconds that one is shown, unless it is closed; a failure longer. */
const SHOWN = { done: 5000, failed: 12_000 };
/** At a time; older ones give way. */
const MOST = 3;

interface Notice {
  readonly id: number;
  readonly text: string;
  readonly kind: keyof typeof SHOWN;
}

/** What the person at the desk is told in passing, such as what became of what she asked for. */
export class Notices {
  readonly shown = signal<readonly Notice[]>([]);
  #next = 0;

  done(text: string): void {
    this.#show(text, "done");
  }

  failed(text: string): void {
    this.#show(text, "failed");
  }

  close(id: number): void {
    this.shown.value = this.shown.value.filter((notice) => notice.id !== id);
  }

  #show(text: string, kind: Notice["kind"]): void {
    const id = this.#next++;
    this.shown.value = [...this.shown.value, { id, text, kind }].slice(-MOST);
    setTimeout(() => this.close(id), SHOWN[kind]);
  }
}
