import { type HoursState, momentInWords } from "../../../shared/hours.ts";
import type { Sentences } from "../../../shared/languages/sentences.ts";

/** Places of the line, one a minute: a line that stood still through every night would burn into a screen. */
const PLACES = 7;
const MINUTE_MS = 60_000;

/** What a closed stage shows: nothing but black, and to staff, small and dim, why it is black and until when. */
export class ClosedScreen {
  readonly #screen: HTMLElement;
  #closed = false;

  /** @param screen that covers the stage, around a paragraph */
  constructor(screen: HTMLElement) {
    this.#screen = screen;
  }

  static of(page: Document): ClosedScreen {
    return new ClosedScreen(page.getElementById("closed")!);
  }

  /** Whether nothing is to be drawn. */
  get closed(): boolean {
    return this.#closed;
  }

  /** @param now milliseconds since 1970 @param language as in BCP 47 */
  show({ open, byHand, next, zone }: HoursState, sentences: Sentences, language: string, now: number): void {
    this.#closed = !open;
    this.#screen.hidden = open;
    document.body.classList.toggle("closed", !open);
    if (open) return;
    const line = this.#screen.querySelector("p")!;
    const words = sentences.closed(next && momentInWords(next.at, zone, language), byHand);
    if (line.textContent !== words) line.textContent = words;
    line.style.setProperty("--place", `${Math.floor(now / MINUTE_MS) % PLACES}`);
  }
}
