import { mix } from "../../../../shared/numbers.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import { smoothstep } from "../ease.ts";

/** Translation in picture heights, and scale, of a picture on the stage. */
export interface ScreenTransform {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export const IDENTITY: ScreenTransform = { x: 0, y: 0, scale: 1 };

const DURATION: Seconds = 0.7;

/** A transform that eases from one value to the next. */
export class AnimatedTransform {
  x = 0;
  y = 0;
  scale = 1;
  #from: ScreenTransform = IDENTITY;
  #to: ScreenTransform = IDENTITY;
  #moved: Seconds = DURATION;

  /** Animates to a transform. */
  moveTo(to: ScreenTransform): void {
    if (to.x === this.#to.x && to.y === this.#to.y && to.scale === this.#to.scale) return;
    this.#from = { x: this.x, y: this.y, scale: this.scale };
    this.#to = to;
    this.#moved = 0;
  }

  /** Jumps to a transform. */
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
    this.x = mix(from.x, to.x, share);
    this.y = mix(from.y, to.y, share);
    this.scale = mix(from.scale, to.scale, share);
  }
}
