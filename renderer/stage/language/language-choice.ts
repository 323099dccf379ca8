import { LANGUAGE_NAMES, type Language } from "../../../shared/languages/languages.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { J } from "../../../shared/skeleton.ts";
import type { Actor } from "../view/cast/actor.ts";
import { POSE_STRIDE } from "../view/cast/pose-vector.ts";
import { Dwell } from "./dwell.ts";

/** Seconds that the invitation is shown in each language. */
const TURN: Seconds = 6;

/** In CSS pixels. */
export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

/** The languages at the stage's edge: a visitor chooses one by a hand held over its name. */
export class LanguageChoice {
  readonly #list: HTMLElement;
  readonly #choose: (language: Language) => void;
  readonly #dwell = new Dwell<Language>();
  #offered: readonly Language[] = [];

  /** @param list is empty, and is filled with what is offered */
  constructor(list: HTMLElement, choose: (language: Language) => void) {
    this.#list = list;
    this.#choose = choose;
  }

  /** One is no choice. */
  offer(languages: readonly Language[]): void {
    if (languages.join() === this.#offered.join()) return;
    this.#offered = languages;
    this.#list.replaceChildren(...languages.map(nameOf));
    this.#list.hidden = !this.isOffered;
  }

  get isOffered(): boolean {
    return this.#offered.length > 1;
  }

  /** In which the invitation is said now; null where none is offered. */
  turnOf(now: Seconds): Language | null {
    return this.isOffered ? this.#offered[Math.floor(now / TURN) % this.#offered.length]! : null;
  }

  /** @param hands of everybody there. @param spoken by the stage now */
  update(hands: readonly ScreenPoint[], spoken: Language, now: Seconds): void {
    const names = [...this.#list.children] as HTMLElement[];
    const index = names.findIndex((name) => hands.some((hand) => this.#isOver(hand, name)));
    const over = this.#offered[index] ?? null;
    const { progress, chosen } = this.#dwell.update(over === spoken ? null : over, now);
    for (const [at, name] of names.entries()) {
      name.style.setProperty("--held", at === index ? `${progress}` : "0");
      name.classList.toggle("spoken", this.#offered[at] === spoken);
    }
    if (chosen && over) this.#choose(over);
  }

  /** In the layout's own pixels: what the picture is bent by afterwards does not count. */
  #isOver({ x, y }: ScreenPoint, name: HTMLElement): boolean {
    const left = this.#list.offsetLeft + name.offsetLeft;
    const top = this.#list.offsetTop + name.offsetTop;
    return x >= left && x <= left + name.offsetWidth && y >= top && y <= top + name.offsetHeight;
  }
}

function nameOf(language: Language): HTMLElement {
  const item = document.createElement("li");
  item.lang = language;
  item.textContent = LANGUAGE_NAMES[language];
  return item;
}

const HANDS = [J.left_wrist, J.right_wrist, J.left_index, J.right_index];

/** @param toScreen from picture heights to the screen */
export function handsOf(dancer: Actor, toScreen: (x: number, y: number) => ScreenPoint): ScreenPoint[] {
  const { pose, presence, transform } = dancer;
  if (presence < 0.5) return [];
  return HANDS.filter((joint) => pose[joint * POSE_STRIDE + 3]! > 0.5).map((joint) =>
    toScreen(
      transform.x + transform.scale * pose[joint * POSE_STRIDE]!,
      transform.y + transform.scale * pose[joint * POSE_STRIDE + 1]!,
    ),
  );
}
