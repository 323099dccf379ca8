import type { Box } from "../../shared/grid.ts";
import { clamp } from "../../shared/numbers.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { Actor } from "./actor.ts";
import { approach } from "./ease.ts";
import { POSE_LENGTH, STRIDE } from "./pose-vector.ts";

const MARGIN = 0.05;
/** The view widens at most to this many pictures: beyond it a figure may leave the screen. */
const WIDEST = 1.2;
const WIDEN: Seconds = 0.35;
const NARROW: Seconds = 2.5;
/** Towards a grid to choose from, and back. */
const FOCUS: Seconds = 0.45;
const GRID_MARGIN = 0.03;

/**
 * What part of the world the screen shows, in picture heights: the whole picture, and more where a figure leaves it.
 * It opens quickly, so nobody is cut off, and closes slowly, so the view never pumps.
 */
export class Framing {
  left = 0;
  top = 0;
  right = 16 / 9;
  bottom = 1;

  /** @param grid what to come near to, in the picture; null when there is nothing to choose */
  step(dt: Seconds, aspect: number, actors: readonly Actor[], grid: Box | null = null): void {
    if (grid) this.#focus(dt, aspect, grid);
    else this.#include(dt, aspect, actors);
  }

  #focus(dt: Seconds, aspect: number, { x, y, width, height }: Box): void {
    this.left = approach(this.left, (1 - x - width) * aspect - GRID_MARGIN, dt, FOCUS);
    this.right = approach(this.right, (1 - x) * aspect + GRID_MARGIN, dt, FOCUS);
    this.top = approach(this.top, y - GRID_MARGIN, dt, FOCUS);
    this.bottom = approach(this.bottom, y + height + GRID_MARGIN, dt, FOCUS);
  }

  #include(dt: Seconds, aspect: number, actors: readonly Actor[]): void {
    let left = 0;
    let top = 0;
    let right = aspect;
    let bottom = 1;
    for (const { pose, presence, placement } of actors) {
      if (presence < 0.1) continue;
      for (let at = 0; at < POSE_LENGTH; at += STRIDE) {
        if (pose[at + 3]! < 0.5) continue;
        const x = placement.x + placement.size * pose[at]!;
        const y = placement.y + placement.size * pose[at + 1]!;
        left = Math.min(left, x - MARGIN);
        right = Math.max(right, x + MARGIN);
        top = Math.min(top, y - MARGIN);
        bottom = Math.max(bottom, y + MARGIN);
      }
    }
    this.left = edge(this.left, clamp(left, -WIDEST * aspect, 0), dt, -1);
    this.top = edge(this.top, clamp(top, -0.5, 0), dt, -1);
    this.right = edge(this.right, clamp(right, aspect, (1 + WIDEST) * aspect), dt, 1);
    this.bottom = edge(this.bottom, clamp(bottom, 1, 1.5), dt, 1);
  }

  /** Pixels a picture height on a screen of this size: as large as fits. */
  zoom(width: number, height: number): number {
    return Math.min(width / (this.right - this.left), height / (this.bottom - this.top));
  }
}

function edge(value: number, target: number, dt: Seconds, outwards: 1 | -1): number {
  return approach(value, target, dt, (target - value) * outwards > 0 ? WIDEN : NARROW);
}
