import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { decay } from "../../../shared/smoothing.ts";

/** Exponential smoothing over a step of `dt` with time constant `tau`; arrives exactly. */
export function approach(value: number, target: number, dt: Seconds, tau: Seconds): number {
  return approachBy(value, target, decay(dt, tau));
}

/** As `approach`, with `left` from `decay`: values with the same time constant share it. */
export function approachBy(value: number, target: number, left: number): number {
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
