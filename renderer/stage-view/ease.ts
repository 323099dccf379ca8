import { clamp } from "../../shared/numbers.ts";
import type { Seconds } from "../../shared/pose.ts";
import { decay } from "../../shared/smoothing.ts";

/** A step of `dt` from `value` towards `target`, exponential with time constant `tau`: the same at any frame rate. */
export function approach(value: number, target: number, dt: Seconds, tau: Seconds): number {
  return near(value, target, decay(dt, tau));
}

/** The step of `approach` of which `left` remains (see `decay`): many numbers with one time constant share it. */
export function near(value: number, target: number, left: number): number {
  const next = target + (value - target) * left;
  return Math.abs(next - target) < 1e-4 ? target : next;
}

/** 0 below `low`, 1 above `high`, smooth between. */
export function smoothstep(low: number, high: number, value: number): number {
  const x = clamp((value - low) / (high - low));
  return x * x * (3 - 2 * x);
}

/** Length of (x, y). `Math.hypot` guards against overflow and costs ten times as much. */
export function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}
