import type { JudgeAsked, Judged } from "./judge.ts";

export interface LatestJudgedParts {
  readonly judge: (asked: JudgeAsked) => Promise<Judged>;
  readonly onJudged: (asked: JudgeAsked, judged: Judged) => void;
  /** It failed, or its thread died, as the line says. */
  readonly onFault: (asked: JudgeAsked, line: string) => void;
  /** Whether one is being judged has become another. */
  readonly onChange: () => void;
}

/** Has passes judged one at a time: while one is, the latest waits. */
export class LatestJudged {
  readonly #parts: LatestJudgedParts;
  #running: Promise<void> | null = null;
  #next: JudgeAsked | null = null;

  constructor(parts: LatestJudgedParts) {
    this.#parts = parts;
  }

  get isBusy(): boolean {
    return this.#running !== null;
  }

  ask(asked: JudgeAsked): void {
    this.#next = asked;
    this.#begin();
  }

  /** What is being judged is waited for, what waits is left. */
  async close(): Promise<void> {
    this.#next = null;
    await this.#running;
  }

  #begin(): void {
    if (this.#running || !this.#next) return;
    const asked = this.#next;
    this.#next = null;
    const { judge, onJudged, onFault, onChange } = this.#parts;
    this.#running = judge(asked)
      .then((judged) => onJudged(asked, judged))
      .catch((error: Error) => onFault(asked, error.message))
      .finally(() => {
        this.#running = null;
        onChange();
        this.#begin();
      });
    onChange();
  }
}
