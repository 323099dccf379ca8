import type { Row } from "./readout.ts";

/** Milliseconds without a move of the mouse until the pointer hides. */
const POINTER_REST = 3000;

/** What lies over the picture: one line of words, and the operator's readout. */
export class Overlay {
  readonly #words: HTMLElement;
  readonly #readout: HTMLElement;

  constructor(words: HTMLElement, readout: HTMLElement) {
    this.#words = words;
    this.#readout = readout;
  }

  /** Fades to another line, or to none. */
  say(line: string | null): void {
    this.#words.classList.toggle("shown", line !== null);
    if (line !== null && this.#words.textContent !== line) this.#words.textContent = line;
  }

  get readoutShown(): boolean {
    return !this.#readout.hidden;
  }

  toggleReadout(): void {
    this.#readout.hidden = !this.#readout.hidden;
  }

  fillReadout(rows: readonly Row[]): void {
    this.#readout.replaceChildren(
      ...rows.flatMap(([name, value]) => [element("dt", name), element("dd", value)]),
    );
  }
}

function element(tag: "dt" | "dd", text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

/** Hides the pointer where nobody moves it. */
export function hidePointerAtRest(target: HTMLElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rest = () => target.classList.add("resting");
  const wake = () => {
    target.classList.remove("resting");
    clearTimeout(timer);
    timer = setTimeout(rest, POINTER_REST);
  };
  target.addEventListener("pointermove", wake);
  wake();
}
