import type { ControlKind } from "../../../shared/surface/binding.ts";

interface Bounds {
  /** Down from here on, up from there on: between them it stays what it was, so that a trembling fader is no drum. */
  readonly down: number;
  readonly up: number;
}

const BOUNDS: Readonly<Record<ControlKind, Bounds>> = {
  note: { down: Number.MIN_VALUE, up: 0 },
  program: { down: 0, up: -1 },
  button: { down: 0.5, up: 0.4 },
  axis: { down: 0.5, up: 0.4 },
  controller: { down: 0.55, up: 0.45 },
  bend: { down: 0.55, up: 0.45 },
};

/** Of a control that is read as a key: when it goes down, and when it comes up again. */
export class Press {
  readonly #kind: ControlKind;
  /** null before anything is known of it: a fader may have been left anywhere. */
  #isDown: boolean | null;

  constructor(kind: ControlKind) {
    this.#kind = kind;
    this.#isDown = kind === "controller" || kind === "bend" ? null : false;
  }

  /** @param place 0 to 1; of an axis -1 to 1 @returns what has happened; null for nothing */
  update(place: number): "down" | "up" | null {
    // Each is an event of its own: there is no message that ends it.
    if (this.#kind === "program") return "down";
    const { down, up } = BOUNDS[this.#kind];
    const before = this.#isDown;
    this.#isDown = place >= down ? true : place <= up ? false : before;
    // A button that sends a controller says first that it is all the way down.
    if (before === null) return place >= 1 ? "down" : null;
    if (this.#isDown === before) return null;
    return this.#isDown ? "down" : "up";
  }
}
