import type { LookName } from "../shared/commands/parameters.ts";
import type { StatusRow } from "./readout.ts";

/** Milliseconds without a move of the mouse until the pointer hides. */
const POINTER_REST = 3000;
/** Milliseconds that a parameter which was changed is shown. */
const TURN_SHOWN = 1800;

/** The elements of stage.html that lie over the picture, by their ids. */
export interface OverlayParts {
  readonly words: HTMLElement;
  readonly privacy: HTMLElement;
  readonly turned: HTMLElement;
  readonly readout: HTMLElement;
  readonly help: HTMLElement;
}

/** What lies over the picture: a line of words, the promise of privacy, a parameter that was changed, readout and help. */
export class Overlay {
  readonly #parts: OverlayParts;
  #turnedTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: OverlayParts) {
    this.#parts = parts;
  }

  /** Takes the parts from a page. */
  static of(page: Document): Overlay {
    const part = (id: keyof OverlayParts) => page.getElementById(id)!;
    return new Overlay({
      words: part("words"),
      privacy: part("privacy"),
      turned: part("turned"),
      readout: part("readout"),
      help: part("help"),
    });
  }

  /** In the colours of a look. */
  dress(look: LookName): void {
    const { dataset } = document.body;
    if (dataset.look !== look) dataset.look = look;
  }

  /** Fades to another line, or to none. */
  say(line: string | null): void {
    say(this.#parts.words, line);
  }

  /** What becomes of the pictures; null where no camera looks. */
  promise(line: string | null): void {
    say(this.#parts.privacy, line);
  }

  /** For a moment: what somebody has just turned, and to where. */
  show(line: string): void {
    say(this.#parts.turned, line);
    clearTimeout(this.#turnedTimer);
    this.#turnedTimer = setTimeout(() => say(this.#parts.turned, null), TURN_SHOWN);
  }

  get readoutShown(): boolean {
    return !this.#parts.readout.hidden;
  }

  toggleReadout(): void {
    this.#parts.readout.hidden = !this.#parts.readout.hidden;
  }

  fillReadout(rows: readonly StatusRow[]): void {
    fill(this.#parts.readout, rows);
  }

  toggleHelp(rows: readonly StatusRow[]): void {
    const { help } = this.#parts;
    if (help.hidden) fill(help, rows);
    help.hidden = !help.hidden;
  }
}

function say(part: HTMLElement, line: string | null): void {
  part.classList.toggle("shown", line !== null);
  if (line !== null && part.textContent !== line) part.textContent = line;
}

function fill(list: HTMLElement, rows: readonly StatusRow[]): void {
  list.replaceChildren(...rows.flatMap(([name, value]) => [element("dt", name), element("dd", value)]));
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
