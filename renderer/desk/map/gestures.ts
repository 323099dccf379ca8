import type { Seconds } from "../../../shared/pose.ts";
import type { Spot } from "./spot.ts";

/** What a hand asks of the map. */
export interface GestureHandlers {
  /** Whether a finger or a button that is held down draws; else it moves the map. */
  readonly draws: () => boolean;
  readonly onMove: (right: number, down: number) => void;
  readonly onZoom: (factor: number, at: Spot) => void;
  /** The pointer is here, or nowhere; a finger that is held down is nowhere. */
  readonly onHover: (at: Spot | null) => void;
  readonly onTap: (at: Spot) => void;
  /** A stroke begins; it goes on, with all that the hand did in between; it ends, or is given up. */
  readonly onStroke: (at: Spot, t: Seconds) => void;
  readonly onStrokeOn: (at: Spot, t: Seconds) => void;
  readonly onStrokeEnd: (isKept: boolean) => void;
}

/** CSS pixels that a hand may move and still means a tap. */
const SLACK = 6;
const MIDDLE_BUTTON = 1;
/** How much a notch of the wheel zooms, and a pixel of a touchpad. */
const WHEEL = { line: 1.15, pixel: 1.0018 };

interface Held {
  readonly from: Spot;
  at: Spot;
}

/** Tells what mouse, pen and fingers mean on an element: one moves, draws or taps, two zoom and move. */
export class Gestures {
  readonly #element: HTMLElement;
  readonly #handlers: GestureHandlers;
  readonly #held = new Map<number, Held>();
  readonly #over = new AbortController();
  #does: "nothing" | "moves" | "draws" | "pinches" | "taps" = "nothing";

  constructor(element: HTMLElement, handlers: GestureHandlers) {
    this.#element = element;
    this.#handlers = handlers;
    const until = { signal: this.#over.signal };
    element.addEventListener("pointerdown", (event) => this.#down(event), until);
    element.addEventListener("pointermove", (event) => this.#move(event), until);
    element.addEventListener("pointerup", (event) => this.#up(event, true), until);
    element.addEventListener("pointercancel", (event) => this.#up(event, false), until);
    element.addEventListener("pointerleave", () => handlers.onHover(null), until);
    element.addEventListener("wheel", (event) => this.#wheel(event), { ...until, passive: false });
  }

  close(): void {
    this.#over.abort();
  }

  #spot({ clientX, clientY }: MouseEvent): Spot {
    const { left, top } = this.#element.getBoundingClientRect();
    return { left: clientX - left, top: clientY - top };
  }

  #down(event: PointerEvent): void {
    if (event.pointerType === "mouse" && event.button > MIDDLE_BUTTON) return;
    this.#element.setPointerCapture(event.pointerId);
    const at = this.#spot(event);
    this.#held.set(event.pointerId, { from: at, at });
    if (this.#held.size === 1) {
      const draws = this.#handlers.draws() && event.button !== MIDDLE_BUTTON;
      this.#does = draws ? "draws" : "taps";
      if (draws) this.#handlers.onStroke(at, event.timeStamp / 1000);
      if (event.button === MIDDLE_BUTTON) event.preventDefault();
    } else if (this.#held.size === 2) {
      if (this.#does === "draws") this.#handlers.onStrokeEnd(false);
      this.#does = "pinches";
    }
    if (event.pointerType !== "mouse") this.#handlers.onHover(null);
  }

  #move(event: PointerEvent): void {
    const held = this.#held.get(event.pointerId);
    const at = this.#spot(event);
    if (!held || this.#does === "draws") {
      if (event.pointerType !== "touch") this.#handlers.onHover(at);
      if (!held) return;
    }
    const before = held.at;
    if (this.#does === "draws") {
      const steps = event.getCoalescedEvents?.() ?? [];
      for (const step of steps.length > 0 ? steps : [event])
        this.#handlers.onStrokeOn(this.#spot(step), step.timeStamp / 1000);
    } else if (this.#does === "pinches") this.#pinch(event.pointerId, at);
    else if (this.#does === "moves") this.#handlers.onMove(at.left - before.left, at.top - before.top);
    else if (this.#does === "taps" && apart(at, held.from) > SLACK) {
      this.#does = "moves";
      this.#handlers.onMove(at.left - held.from.left, at.top - held.from.top);
    }
    held.at = at;
  }

  #up(event: PointerEvent, isKept: boolean): void {
    const held = this.#held.get(event.pointerId);
    if (!held) return;
    this.#held.delete(event.pointerId);
    if (this.#does === "draws") this.#handlers.onStrokeEnd(isKept);
    else if (this.#does === "taps" && isKept) this.#handlers.onTap(this.#spot(event));
    // The finger that is left over after a pinch goes on to move.
    this.#does = this.#held.size === 0 || this.#does === "draws" ? "nothing" : "moves";
  }

  #pinch(id: number, at: Spot): void {
    const [first, second] = [...this.#held.values()];
    const moving = this.#held.get(id)!;
    const other = moving === first ? second! : first!;
    const [was, is] = [apart(moving.at, other.at), apart(at, other.at)];
    const middle = { left: (at.left + other.at.left) / 2, top: (at.top + other.at.top) / 2 };
    this.#handlers.onMove((at.left - moving.at.left) / 2, (at.top - moving.at.top) / 2);
    if (was > 0 && is > 0) this.#handlers.onZoom(is / was, middle);
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const { deltaY, deltaMode } = event;
    // A touchpad's pinch comes as a wheel with the control key, in smaller steps.
    const base =
      deltaMode === WheelEvent.DOM_DELTA_PIXEL ? WHEEL.pixel ** (event.ctrlKey ? 5 : 1) : WHEEL.line;
    this.#handlers.onZoom(base ** -deltaY, this.#spot(event));
  }
}

const apart = (a: Spot, b: Spot): number => Math.hypot(a.left - b.left, a.top - b.top);
