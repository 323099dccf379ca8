import { LOOK_NAMES, type LookName } from "../../../../shared/commands/parameters.ts";
import { clamp } from "../../../../shared/numbers.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import { smoothstep } from "../ease.ts";

/** Duration of a crossfade. */
const FADE: Seconds = 0.9;

/** The weight of each look while one fades into another. */
export class LookCrossfade {
  /** 0..1, linear in time. */
  readonly #progress = new Map<LookName, number>();
  #target: LookName | null = null;

  step(dt: Seconds, target: LookName): void {
    const first = this.#target === null;
    this.#target = target;
    const step = dt / FADE;
    for (const name of LOOK_NAMES) {
      const to = name === target ? 1 : 0;
      const from = this.#progress.get(name) ?? 0;
      this.#progress.set(name, first ? to : from + clamp(to - from, -step, step));
    }
  }

  /** 0..1, smooth in time. */
  share(name: LookName): number {
    return smoothstep(0, 1, this.#progress.get(name) ?? 0);
  }
}
