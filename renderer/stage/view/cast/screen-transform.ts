import type { Seconds } from "../../../../shared/pose.ts";
import { smoothstep } from "../ease.ts";

/** Where a picture's origin lies on the stage, and how large the picture is there. Picture heights. */
export interface ScreenTransform {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** The picture fills the stage. */
export const IDENTITY: ScreenTransform = { x: 0, y: 0, scale: 1 };

const DURATION: Seconds = 0.7;

/** A picture's place on the stage, which changes without a jump in place or in speed. */
export class AnimatedTransform {
  x = 0;
  y = 0;
  scale = 1;
  #from: ScreenTransform = IDENTITY;
  #to: ScreenTransform = IDENTITY;
  #moved: Seconds = DURATION;

  /** There from now on; on its way there when it is elsewhere now. */
  moveTo(to: ScreenTransform): void {
    if (to.x === this.#to.x && to.y === this.#to.y && to.scale === this.#to.scale) return;
    this.#from = { x: this.x, y: this.y, scale: this.scale };
    this.#to = to;
    this.#moved = 0;
  }

  /** There at once: for what is not seen yet. */
  set(to: ScreenTransform): void {
    this.#to = to;
    this.#moved = DURATION;
    this.#put(to, to, 1);
  }

  step(dt: Seconds): void {
    if (this.#moved >= DURATION) return;
    this.#moved += dt;
    this.#put(this.#from, this.#to, smoothstep(0, DURATION, this.#moved));
  }

  #put(from: ScreenTransform, to: ScreenTransform, share: number): void {
    this.x = from.x + (to.x - from.x) * share;
    this.y = from.y + (to.y - from.y) * share;
    this.scale = from.scale + (to.scale - from.scale) * share;
  }
}
