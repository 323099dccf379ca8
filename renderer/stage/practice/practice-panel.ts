import type { PracticeMessage } from "../../../shared/practice.ts";
import type { StageFrame } from "../../../shared/stage.ts";
import { drawCardFigure } from "./card-figure.ts";
import {
  type CountIn,
  freeSide,
  type PracticeCard,
  type PracticeWords,
  practiceCards,
  practiceScreen,
} from "./practice-screen.ts";

/** The elements of stage.html that say how practising goes, by their ids. */
export interface PracticeParts {
  /** Its children are the number and, in small, which pass it is. */
  readonly countIn: HTMLElement;
  /** Its child is as long as what has been danced of the stretch. */
  readonly progress: HTMLElement;
  readonly findings: HTMLElement;
}

/** The words of practising over the picture. */
export class PracticePanel {
  readonly #parts: PracticeParts;
  #last: PracticeMessage | null = null;
  #shown: PracticeMessage | null = null;
  #words: PracticeWords | null = null;

  constructor(parts: PracticeParts) {
    this.#parts = parts;
  }

  static of(page: Document): PracticePanel {
    const part = (id: string) => page.getElementById(`practice-${id}`)!;
    return new PracticePanel({
      countIn: part("count-in"),
      progress: part("progress"),
      findings: part("findings"),
    });
  }

  /** What is said of the last pass: shown in its rest. */
  receive(message: PracticeMessage): void {
    this.#last = message;
  }

  show(frame: StageFrame, words: PracticeWords): void {
    const { countIn, progress, shown } = practiceScreen(frame.practice, this.#last, words.practice);
    this.#count(countIn, frame);
    this.#parts.progress.classList.toggle("shown", progress !== null);
    if (progress !== null) {
      const bar = this.#parts.progress.firstElementChild as HTMLElement;
      bar.style.transform = `scaleX(${progress.toFixed(4)})`;
    }
    this.#parts.findings.classList.toggle("shown", shown !== null);
    // The old cards stay while they fade out.
    if (shown === null || (shown === this.#shown && words === this.#words)) return;
    this.#shown = shown;
    this.#words = words;
    this.#parts.findings.replaceChildren(...findings(shown, frame.music?.tempo ?? null, words));
  }

  /** The old words stay while they fade out, and where they are while she is counted in. */
  #count(now: CountIn | null, { people }: StageFrame): void {
    const part = this.#parts.countIn;
    if (now === null) {
      part.classList.remove("shown");
      return;
    }
    if (!part.classList.contains("shown")) part.dataset.side = freeSide(people);
    part.classList.add("shown");
    const [count, facts] = part.children;
    say(count!, now.count);
    say(facts!, now.facts);
  }
}

function findings(message: PracticeMessage, tempo: number | null, words: PracticeWords): HTMLElement[] {
  const cards = practiceCards(message, tempo, words);
  if (cards.length > 0) return cards.map(drawCard);
  return [element("p", "good", message.pass.good ? words.practice.good : words.practice.alike)];
}

function drawCard({ title, when, habit, figure }: PracticeCard): HTMLElement {
  const card = document.createElement("article");
  const moment = element("p", "when", "");
  moment.append(...when.map((word) => element("span", "word", word)));
  card.append(drawCardFigure(figure), element("h2", "title", title), moment);
  if (habit !== null) card.append(element("p", "habit", habit));
  return card;
}

function element(tag: "h2" | "p" | "span", name: string, text: string): HTMLElement {
  const created = document.createElement(tag);
  created.className = name;
  created.textContent = text;
  return created;
}

function say(part: Element, words: string): void {
  if (part.textContent !== words) part.textContent = words;
}
