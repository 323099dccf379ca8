import type { Box } from "../../../shared/grid.ts";
import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { Actor } from "./cast/actor.ts";
import { POSE_LENGTH, POSE_STRIDE } from "./cast/pose-vector.ts";
import { approach } from "./ease.ts";

const MARGIN = 0.05;
/** The view extends at most this many picture widths to each side. */
const WIDEST = 1.2;
const WIDEN: Seconds = 0.35;
const NARROW: Seconds = 2.5;
/** Zooming in on the grid of options. */
const FOCUS: Seconds = 0.45;
const GRID_MARGIN = 0.03;

/**
 * The part of the world that the screen shows, in picture heights: the whole picture, and more where a figure leaves it.
 * It widens quickly, so that nobody is cut off, and narrows slowly, so that the view does not pump.
 */
export class Framing {
  left = 0;
  top = 0;
  right = 16 / 9;
  bottom = 1;

  /** @param grid of options to zoom in on, image space; null when there is none */
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
    for (const { pose, presence, transform } of actors) {
      if (presence < 0.1) continue;
      for (let at = 0; at < POSE_LENGTH; at += POSE_STRIDE) {
        if (pose[at + 3]! < 0.5) continue;
        const x = transform.x + transform.scale * pose[at]!;
        const y = transform.y + transform.scale * pose[at + 1]!;
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
