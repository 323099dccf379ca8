import type { Seconds } from "../../../../shared/pose.ts";
import { smoothstep } from "../ease.ts";

/** Where a picture's origin lies on the stage, and how large the picture is there. Picture heights. */
export interface ScreenPlace {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** The picture fills the stage. */
export const WHOLE: ScreenPlace = { x: 0, y: 0, size: 1 };

const MOVE: Seconds = 0.7;

/** A picture's place on the stage, which changes without a jump in place or in speed. */
export class Placement {
  x = 0;
  y = 0;
  size = 1;
  #from: ScreenPlace = WHOLE;
  #to: ScreenPlace = WHOLE;
  #moved: Seconds = MOVE;

  /** There from now on; on its way there when it is elsewhere now. */
  moveTo(to: ScreenPlace): void {
    if (to.x === this.#to.x && to.y === this.#to.y && to.size === this.#to.size) return;
    this.#from = { x: this.x, y: this.y, size: this.size };
    this.#to = to;
    this.#moved = 0;
  }

  /** There at once: for what is not seen yet. */
  set(to: ScreenPlace): void {
    this.#to = to;
    this.#moved = MOVE;
    this.#put(to, to, 1);
  }

  step(dt: Seconds): void {
    if (this.#moved >= MOVE) return;
    this.#moved += dt;
    this.#put(this.#from, this.#to, smoothstep(0, MOVE, this.#moved));
  }

  #put(from: ScreenPlace, to: ScreenPlace, share: number): void {
    this.x = from.x + (to.x - from.x) * share;
    this.y = from.y + (to.y - from.y) * share;
    this.size = from.size + (to.size - from.size) * share;
  }
}
